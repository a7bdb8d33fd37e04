"""Nobody learns from the clock whether a login, a customer or a mailbox is known.

Known and unknown are asked in turn, in random order; the share of pairs of durations in which the known one took
longer (the AUC of Mann and Whitney) is a half where the durations tell nothing, and one where they tell all.
What the clock shows is measured alone (`make timing`); what makes it, the requests to the database, is compared exactly
with every other test.
"""

import gc
import random
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

import httpx
import pytest

from local.cosmos_emulator.testing import Emulator
from shared import clock
from tests.api.auth.steps import EMAIL, PESEL, UNKNOWN_PESEL, WRONG, a_stranger, an_account
from tests.api.conftest import Mailbox, settle_mail
from tests.api.journey import a_registration, sign_in
from tests.builders import a_customer, a_document, mirrored

PAIRS = 200
"""By chance the share leaves 0.4 to 0.6 once in a thousand runs, where the durations tell nothing."""
USES = 80

LONG = pytest.mark.timeout(900)
"""As many requests as this need minutes on a busy machine."""

ASKED = pytest.mark.parametrize(
    ("path", "known", "unknown"),
    [
        ("sessions", {"login": PESEL, "password": WRONG}, {"login": UNKNOWN_PESEL, "password": WRONG}),
        ("password-recoveries", {"login": PESEL}, {"login": UNKNOWN_PESEL}),
        ("login-reminders", {"email": EMAIL}, {"email": "nikt@example.com"}),
        (
            "registrations",
            a_registration(pesel=UNKNOWN_PESEL, customerNumber="KL-5", documentNumber="F/9"),
            a_registration(pesel=UNKNOWN_PESEL, customerNumber="KL-6", documentNumber="F/9"),
        ),
    ],
    ids=["sign-in", "recovery", "reminder", "registration"],
)
USED = pytest.mark.parametrize("used", [False, True], ids=["new", "used"])


async def duration(client: httpx.AsyncClient, path: str, body: object) -> float:
    """Seconds of one request, a day after the one before, so that no limit is near."""
    clock.set_now(clock.now() + timedelta(hours=25))
    started = time.perf_counter()
    await client.post(f"/api/auth/{path}", json=body)
    taken = time.perf_counter() - started
    await settle_mail()
    return taken


def share(known: list[float], unknown: list[float]) -> float:
    pairs = [(one > other) + (one == other) / 2 for one in known for other in unknown]
    return sum(pairs) / len(pairs)


async def much_used(browser: httpx.AsyncClient) -> None:
    """Eighty sign-ins, from many places."""
    for n in range(USES):
        clock.set_now(clock.now() + timedelta(minutes=20))
        browser.headers["X-Forwarded-For"] = f"198.51.100.{n}"
        await sign_in(browser)
    await settle_mail()


async def measured(ask: Callable[[bool], Awaitable[float]]) -> float:
    """After some calls that warm everything up."""
    for _ in range(10):
        await ask(True)
        await ask(False)
    gc.collect()
    durations: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(PAIRS):
        for known in random.sample([True, False], 2):
            durations[known].append(await ask(known))
    found = share(durations[True], durations[False])
    print(f"AUC {found:.3f} of {PAIRS} pairs")  # noqa: T201  what `make timing` is run for
    return found


async def two_people(browser: httpx.AsyncClient, mailbox: Mailbox, *, used: bool) -> None:
    """Anna with an account, Ewa whom billing knows only."""
    await an_account()
    await mirrored(
        a_customer("customer-ewa1", pesel=UNKNOWN_PESEL, customerNumber="KL-5"),
        a_document("document-ewa1", "customer-ewa1", number="F/9"),
    )
    if used:
        await much_used(browser)


def asked_of(emulator: Emulator) -> list[tuple[str, str]]:
    """What the database was asked, in an order that does not hang on what waits for what; mail goes beside."""
    writes = {"create": "write", "replace": "write", "upsert": "write"}
    return sorted(
        (writes.get(one.operation, one.operation), one.container or "")
        for one in emulator.requests
        if one.resource_type == "docs" and one.container != "outbox"
    )


@USED
@ASKED
async def test_the_database_is_asked_the_same(
    portal: str,
    browser: httpx.AsyncClient,
    mailbox: Mailbox,
    emulator: Emulator,
    path: str,
    known: object,
    unknown: object,
    used: bool,
) -> None:
    await two_people(browser, mailbox, used=used)
    async with a_stranger("203.0.113.9") as stranger:
        for body in (known, unknown):
            await duration(stranger, path, body)
        found = []
        for body in (known, unknown):
            clock.set_now(clock.now() + timedelta(hours=25))
            emulator.requests.clear()
            await stranger.post(f"/api/auth/{path}", json=body)
            found.append(asked_of(emulator))
            await settle_mail()
    assert found[0] == found[1]


@pytest.mark.timing
@pytest.mark.real_passwords
@LONG
@USED
@ASKED
async def test_durations_tell_nothing(
    portal: str, browser: httpx.AsyncClient, mailbox: Mailbox, path: str, known: object, unknown: object, used: bool
) -> None:
    await two_people(browser, mailbox, used=used)
    async with a_stranger("203.0.113.9") as stranger:

        async def ask(is_known: bool) -> float:
            return await duration(stranger, path, known if is_known else unknown)

        found = await measured(ask)
    assert 0.4 < found < 0.6, f"known against unknown: {found}"


@pytest.mark.timing
@pytest.mark.real_passwords
@LONG
@USED
async def test_nor_do_those_of_a_refusal(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox, used: bool) -> None:
    """While both logins wait after five wrong passwords, no hash of a password covers a difference."""
    await an_account()
    if used:
        await much_used(browser)
    clock.set_now(clock.now() + timedelta(hours=25))
    now = clock.now()
    async with a_stranger("203.0.113.9") as stranger:
        for login in (PESEL, UNKNOWN_PESEL):
            for _ in range(5):
                await stranger.post("/api/auth/sessions", json={"login": login, "password": WRONG})

        async def ask(is_known: bool) -> float:
            # A minute on, so that the address need not wait; back for the next, so that the login still does.
            clock.set_now(now + timedelta(minutes=1 + asked[0] % 10))
            asked[0] += 1
            body = {"login": PESEL if is_known else UNKNOWN_PESEL, "password": WRONG}
            started = time.perf_counter()
            response = await stranger.post("/api/auth/sessions", json=body)
            taken = time.perf_counter() - started
            assert response.status_code == 429
            return taken

        asked = [0]
        found = await measured(ask)
    assert 0.4 < found < 0.6, f"known against unknown: {found}"
