"""`python -m tests.chaos.ticket_lives [--seed N]`: whoever writes a ticket is killed, again and again, and tries again.

A life writes a customer's messages and a clerk's replies to them, each under its own id, as two browsers and the timer
do. At the end each is in the thread once, in its order, and the head counts them.
"""

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from local.cosmos_emulator import EMULATOR_KEY
from tests.chaos import children
from tests.chaos.parts import LAGGING, ROOT, _free_port, _wait_for
from tests.unit.test_settings import GOOD

KILLS, MESSAGES = 10, 4
ANNA, TICKET = "customer-anna", "ticket-of-anna-01"


def write_all() -> int:
    """One life, in a child: from the first message on. What was written before is met again."""
    return asyncio.run(_write_all())


async def _write_all() -> int:
    from functions.staff.models import NewReply
    from functions.staff.sessions import StaffSession
    from functions.staff.tickets import replies
    from functions.sync_timer.desk import notify_of_replies
    from functions.tickets import store as tickets
    from functions.tickets.models import NewMessage, NewTicket
    from functions.tickets.thread import writing
    from shared import clock
    from shared.access.sessions import Session
    from shared.http.limits import Limit

    writing.TICKETS = writing.MESSAGES = (Limit(10_000, timedelta(hours=1)),)
    anna = Session.model_construct(
        customer_id=ANNA, account_id="account-gone", display_name="Anna", customer_number="KL-1", kind="individual"
    )
    ewa = StaffSession.model_construct(clerk_id="clerk-ewa", name="Ewa Lis", roles=("bok.clerk",))
    await writing.open_ticket(anna, NewTicket(id=TICKET, kind="question", subject="other", text="Pytanie"), "pl")
    for serial in range(MESSAGES):
        seen = await tickets.find(ANNA, TICKET)
        assert seen is not None
        # The clerk's page sends again what it sent before it knew an answer; a later one stands on what it has seen.
        reply = NewReply(id=f"reply-of-ewa-{serial:04}", text=f"Odpowiedź {serial}", final=False, seen=1 + 2 * serial)
        await replies.reply(ewa, ANNA, TICKET, reply)
        clock.set_now(clock.now() + timedelta(seconds=11))
        await notify_of_replies()
        message = NewMessage(id=f"message-of-anna-{serial:04}", text=f"Wiadomość {serial}")
        await writing.add_message(anna, TICKET, message)
    return children.COMPLETE


def judge() -> int:
    """How many things are not as after one undisturbed life, in a child."""
    return asyncio.run(_judge())


async def _judge() -> int:
    from functions.tickets import store as tickets

    seen, thread = await tickets.find(ANNA, TICKET), await tickets.thread(ANNA, TICKET)
    assert seen is not None
    expected = ["Pytanie", *(f"{what} {n}" for n in range(MESSAGES) for what in ("Odpowiedź", "Wiadomość"))]
    texts = [message.text for message in thread.messages]
    if faults := [
        name
        for name, wrong in {
            "lost or doubled": Counter(texts) != Counter(expected),
            "out of order": texts != expected,
            "numbered wrongly": [one.ordinal for one in thread.messages] != [*range(1, len(expected) + 1)],
            "counted wrongly": seen.ticket.messages != len(expected),
            "left unannounced": seen.ticket.outgoing is not None,
        }.items()
        if wrong
    ]:
        sys.stdout.write(f"NOT EQUAL: {', '.join(faults)}: {texts}\n")
        sys.stdout.flush()
    return len(faults)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.ticket_lives", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    seed = parser.parse_args().seed
    sys.stdout.write(f"ticket lives: seed {seed}\n")
    sys.stdout.flush()
    with tempfile.TemporaryDirectory(prefix="mojbok-tickets-") as directory:
        log, port = Path(directory, "log"), _free_port()
        with log.open("ab") as file:
            command = [sys.executable, "-m", "local.cosmos_emulator", "--port", str(port), *LAGGING]
            emulator = subprocess.Popen(command, cwd=ROOT, stdout=file, stderr=file)
        try:
            _wait_for(port, emulator)
            own = {"COSMOS_ENDPOINT": f"http://127.0.0.1:{port}", "COSMOS_KEY": EMULATOR_KEY, "ENVIRONMENT": "test"}
            os.environ |= {f"MOJBOK_{name}": value for name, value in (GOOD | own).items()}
            return _live(log, random.Random(seed))
        finally:
            emulator.terminate()
            emulator.wait(20)
            sys.stdout.write(log.read_text()[-4000:])


def _live(log: Path, chance: random.Random) -> int:
    import azure.cosmos.aio  # noqa: F401
    import msal  # noqa: F401

    import functions.sync_timer.desk  # noqa: F401

    for database in ("undisturbed", "disturbed"):
        if children.wait(children.start(lambda name=database: _created(name), log)) != children.COMPLETE:
            return 1
    began = time.monotonic()
    _use("undisturbed")
    if children.wait(children.start(write_all, log)) or children.wait(children.start(judge, log)):
        return 1
    seconds = time.monotonic() - began
    _use("disturbed")
    kills = tried = 0
    while kills < KILLS and tried < 4 * KILLS:
        child = children.start(write_all, log)
        # What was written before is met again quickly, so most strike before a life would have ended.
        time.sleep(chance.uniform(0, seconds * 0.7))
        kills += children.kill(child)
        tried += 1
    if children.wait(children.start(write_all, log)) != children.COMPLETE:
        return 1
    return min(children.wait(children.start(judge, log)), 1)


def _created(database: str) -> int:
    from azure.cosmos import CosmosClient

    from local.stack.containers import create_containers

    with CosmosClient(os.environ["MOJBOK_COSMOS_ENDPOINT"], EMULATOR_KEY, enable_endpoint_discovery=False) as client:
        create_containers(client, database)
    return children.COMPLETE


def _use(database: str) -> None:
    from shared.settings import settings

    os.environ["MOJBOK_COSMOS_DATABASE"] = database
    settings.cache_clear()


if __name__ == "__main__":
    sys.exit(main())
