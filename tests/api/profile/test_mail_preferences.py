"""The switches of mails: all on at first, each its own, kept with the account and nothing else of it touched."""

import asyncio
import re

import httpx
import pytest

from functions.auth.accounts import Account, change_account
from shared import cosmos
from shared.mail.letter import PREFERENCES_PATH
from shared.mail.preferences import MailPreferences
from tests.api.auth.steps import an_account
from tests.api.conftest import ROOT, Mailbox
from tests.api.journey import PASSWORD, sign_in

URL = "/api/profile/mail-preferences"
FIRST_FOUR = {"newDocument": True, "dueSoon": True, "overdue": True, "paymentConfirmed": True}
ALL = FIRST_FOUR | {"ticketNews": True, "priceEnds": True, "readingDue": True}


@pytest.fixture(autouse=True)
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await an_account()
    assert (await sign_in(browser)).status_code == 201


async def stored_account() -> cosmos.Item:
    [item] = [item async for item in cosmos.query("accounts", "SELECT * FROM c WHERE c.type = 'account'", None)]
    return item


async def test_all_are_on_at_first(browser: httpx.AsyncClient) -> None:
    response = await browser.get(URL)
    assert (response.status_code, response.json()) == (200, ALL)


@pytest.mark.parametrize("switch", ALL)
async def test_each_switch_is_its_own(browser: httpx.AsyncClient, switch: str) -> None:
    before = await stored_account()
    request = ALL | {switch: False}
    response = await browser.put(URL, json=request)
    assert (response.status_code, response.json()) == (200, request)
    assert (await browser.get(URL)).json() == request
    after = await stored_account()
    names = {name for name in {*before, *after} if not name.startswith("_")}
    changed = {name for name in names if after.get(name) != before.get(name)}
    assert changed == {"mailPreferences"}
    assert (await browser.put(URL, json=ALL)).json() == ALL


@pytest.mark.parametrize("body", [{}, {"newDocument": False}, ALL | {"newDocument": "no"}, ALL | {"push": True}, []])
async def test_what_is_no_four_switches_is_refused(browser: httpx.AsyncClient, body: object) -> None:
    response = await browser.put(URL, json=body)
    assert (response.status_code, response.json()["code"]) == (400, "validation_failed")
    assert (await browser.get(URL)).json() == ALL


async def test_a_page_that_knows_fewer_switches_leaves_the_others_alone(browser: httpx.AsyncClient) -> None:
    await browser.put(URL, json=ALL | {"priceEnds": False})
    answer = await browser.put(URL, json=FIRST_FOUR | {"overdue": False})
    assert answer.json() == ALL | {"priceEnds": False, "overdue": False}
    assert (await browser.get(URL)).json() == answer.json()


async def test_nothing_that_happens_to_the_account_meanwhile_is_lost(browser: httpx.AsyncClient) -> None:
    """Other changes of the account keep the switches, and the switches keep them; also when both come at once."""
    account = await stored_account()
    consents = account["consents"]

    def more(now: Account) -> Account:
        return now.model_copy(update={"consents": [*now.consents, now.consents[0]]})

    request = ALL | {"overdue": False}
    await asyncio.gather(
        *(change_account(account["id"], more) for _ in range(5)), *(browser.put(URL, json=request) for _ in range(5))
    )
    after = await stored_account()
    assert after["mailPreferences"] == request
    assert len(after["consents"]) == len(consents) + 5


async def test_the_switches_are_among_the_data_to_take_away(browser: httpx.AsyncClient) -> None:
    request = ALL | {"dueSoon": False}
    await browser.put(URL, json=request)
    await browser.post("/api/auth/reauthentications", json={"password": PASSWORD})
    assert (await browser.post("/api/auth/account/data", json={})).json()["mailPreferences"] == request


def test_the_mails_lead_to_the_web_apps_own_page() -> None:
    paths = (ROOT / "static_web/src/paths.ts").read_text()
    assert re.search(rf'^  mailPreferences: "{PREFERENCES_PATH}",$', paths, re.MULTILINE)


def test_every_switch_is_stored_under_the_name_of_its_mail() -> None:
    assert {field.alias for field in MailPreferences.model_fields.values()} == set(ALL)
