"""What comes of time alone: `python -m tests.e2e.office.desk <late ticket> <ticket with a letter>` in a stack's
environment makes the first a complaint whose day went by, and the second one whose answer has to go by post."""

import asyncio
import sys
from datetime import timedelta
from typing import Any

from functions.staff.store import project
from functions.tickets import store
from shared import clock, cosmos


async def customer_of(ticket_id: str) -> str:
    items = cosmos.query(
        store.CONTAINER, "SELECT * FROM c WHERE c.id = @name", None, name=store.ticket_document(ticket_id)
    )
    return str((await anext(items))["customerId"])


async def made(ticket_id: str, **fields: Any) -> None:
    after = await store.change(await customer_of(ticket_id), ticket_id, lambda one: one._changed(clock.now(), **fields))
    assert after is not None
    await project(after)


async def time_goes_by(late: str, letter: str) -> None:
    over = clock.today() - timedelta(days=1)
    await made(late, kind="complaint", rule="complaint", due_on=over, target_on=over)
    await made(letter, letter_owed=letter)
    await cosmos.close()


if __name__ == "__main__":
    asyncio.run(time_goes_by(*sys.argv[1:]))
