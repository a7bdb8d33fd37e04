"""The start page says in time that a promised price ends, from what it reads anyway."""

from datetime import timedelta

import httpx
import pytest

from shared import clock
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.builders import a_balance, a_change, a_contract, a_customer, a_document, mirrored


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    await mirrored(a_customer(), a_balance(), a_document())
    await signed_in(browser, "44051401359")
    return browser


@pytest.mark.parametrize(("days", "told"), [(-1, False), (0, True), (60, True), (61, False)])
async def test_from_sixty_days_before_to_the_last_day(anna: httpx.AsyncClient, days: int, told: bool) -> None:
    until = (clock.today() + timedelta(days=days)).isoformat()
    await mirrored(a_contract(product="Stała cena 24", fixedPriceUntil=until))
    shown = (await anna.get("/api/billing/overview")).json()["endingPrice"]
    expected = {"contractId": "contract-customer-anna", "product": "Stała cena 24", "endsOn": until, "more": 0}
    assert shown == (expected if told else None)


async def test_the_first_of_several_until_it_is_changed_ended_or_gone(anna: httpx.AsyncClient) -> None:
    def on(days: int) -> str:
        return (clock.today() + timedelta(days=days)).isoformat()

    async def shown() -> tuple[str, int] | None:
        found = (await anna.get("/api/billing/overview")).json()["endingPrice"]
        return (found["contractId"], found["more"]) if found else None

    await mirrored(
        a_contract(entity="contract-late", number="U/1", fixedPriceUntil=on(50)),
        a_contract(entity="contract-soon", number="U/2", fixedPriceUntil=on(10)),
        a_contract(entity="contract-none", number="U/3"),
    )
    assert await shown() == ("contract-soon", 1)
    await mirrored(a_contract(entity="contract-soon", number="U/2", fixedPriceUntil=on(400)))
    assert await shown() == ("contract-late", 0)
    await mirrored(a_contract(entity="contract-soon", number="U/2", fixedPriceUntil=on(20), status="ended"))
    assert await shown() == ("contract-late", 0)
    await mirrored(a_change("contract", "contract-late", "customer-anna", None))
    assert await shown() is None
