"""A customer's data as billing has them; a change is asked for once and under way until billing has decided it."""

import asyncio
from typing import Any

import httpx
import pytest

from functions.sync_timer.customer_requests import send_waiting
from shared import clock
from shared.billing.billing_system import BillingRefused, BillingUnavailable
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.api.supply.test_readings import ANNA, Billing, billing
from tests.builders import ADDRESS, a_balance, a_change, a_customer, a_document, mirrored

__all__ = ["billing"]

MARKETING = {
    "granted": True,
    "title": "Oferty e-mailem",
    "text": "Zgadzam się na oferty.",
    "version": "2024-03",
    "decidedAt": "2024-03-18T09:30:00Z",
}
NEW_PHONE = {"phone": "601 202 303"}


def anna_at_billing(**data: Any) -> dict[str, Any]:
    told = {"phone": "+48500100000", "delivery": {"invoice": "electronic", "interest_note": "paper"}}
    return a_customer(**{**told, "consents": {"marketing": MARKETING, "surveys": False}, **data})


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    clock.set_now(clock.from_iso("2026-11-27T09:00:00Z"))
    await mirrored(anna_at_billing(), a_balance(), a_document())
    await signed_in(browser, "44051401359")
    return browser


async def shown(browser: httpx.AsyncClient, path: str = "") -> Any:
    return (await browser.get(f"/api/profile{path}")).json()


async def put(
    browser: httpx.AsyncClient, part: str, body: Any, version: str, key: str = "change-0001"
) -> httpx.Response:
    headers = {"Idempotency-Key": key, "If-Match": f'"{version}"'}
    return await browser.put(f"/api/profile/{part}", json=body, headers=headers)


async def outcome(reference: str, state: str, **data: Any) -> None:
    await mirrored(a_change("request", reference, ANNA, {"state": state, "decidedOn": f"{clock.today()}"} | data))


async def test_the_page_shows_what_billing_knows_with_pesel_masked(anna: httpx.AsyncClient) -> None:
    answer = await anna.get("/api/profile")
    profile = answer.json()
    assert profile["identifierMasked"] == "•••••••••59"
    assert "44051401359" not in answer.text
    assert (profile["displayName"], profile["phone"], profile["address"]) == (
        "Anna Żółkiewska",
        "+48500100000",
        ADDRESS,
    )
    assert profile["correspondenceAddress"] is None
    assert {one["kind"]: one["electronic"] for one in profile["delivery"]} == {
        "invoice": True,
        "correction": None,
        "interest_note": False,
    }
    assert answer.headers["etag"] == f'"{profile["version"]}"'


async def test_a_change_is_asked_of_billing_and_under_way_until_it_is_mirrored(
    anna: httpx.AsyncClient, billing: Billing
) -> None:
    letters = {"street": "ul. Polna", "building": "3", "flat": None, "postalCode": "31-001", "city": "Kraków"}
    before = await shown(anna)
    answer = await put(anna, "contact", {**NEW_PHONE, "correspondenceAddress": letters}, before["version"])
    assert answer.status_code == 202
    assert answer.json() == await shown(anna)
    [change] = answer.json()["changes"]
    assert (change["state"], change["phone"], change["email"]) == ("passed_on", "+48601202303", None)
    assert change["correspondenceAddress"] == letters
    assert answer.json()["phone"] == "+48500100000"
    [(key, request)] = billing.taken.items()
    assert request.contact is not None
    assert request.contact.model_dump(exclude_none=True)["phone"] == "+48601202303"
    await mirrored(anna_at_billing(phone="+48601202303", correspondenceAddress=letters))
    await outcome(key, "confirmed")
    after = await shown(anna)
    assert (after["phone"], after["correspondenceAddress"], after["changes"]) == ("+48601202303", letters, [])


async def test_a_refusal_is_shown_with_its_reason_until_the_next_try(anna: httpx.AsyncClient, billing: Billing) -> None:
    await put(anna, "contact", {"email": "anna@skrzynka.example"}, (await shown(anna))["version"])
    await outcome(next(iter(billing.taken)), "rejected", reason="Nie ma takiej skrzynki.")
    profile = await shown(anna)
    [refused] = profile["changes"]
    assert (refused["state"], refused["reason"]) == ("refused", "Nie ma takiej skrzynki.")
    assert profile["email"] == "anna@example.com"
    again = await put(anna, "contact", NEW_PHONE, profile["version"], "change-0002")
    assert [one["state"] for one in again.json()["changes"]] == ["passed_on"]


@pytest.mark.parametrize(("answer", "state"), [(BillingUnavailable(), "waiting"), (BillingRefused(), "refused")])
async def test_billing_that_is_away_is_told_later_and_one_that_refuses_says_so(
    anna: httpx.AsyncClient, billing: Billing, answer: Exception, state: str
) -> None:
    billing.answer = answer
    change = await put(anna, "contact", NEW_PHONE, (await shown(anna))["version"])
    assert [one["state"] for one in change.json()["changes"]] == [state]
    billing.answer = None
    assert await send_waiting() == (1 if state == "waiting" else 0)
    assert len(billing.taken) == (1 if state == "waiting" else 0)


async def test_the_same_key_asks_once_and_another_change_under_it_is_refused(
    anna: httpx.AsyncClient, billing: Billing
) -> None:
    version = (await shown(anna))["version"]
    first, again = [await put(anna, "contact", NEW_PHONE, version) for _ in range(2)]
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json() == again.json()
    assert len(billing.taken) == 1
    other = await put(anna, "contact", {"phone": "601202304"}, version)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")


async def test_who_decided_by_an_older_page_reads_it_again(anna: httpx.AsyncClient, billing: Billing) -> None:
    version = (await shown(anna))["version"]
    assert (await put(anna, "contact", NEW_PHONE, version)).status_code == 202
    late = await put(anna, "delivery", {"items": [{"kind": "invoice", "electronic": False}]}, version, "change-0002")
    assert (late.status_code, late.json()["code"]) == (412, "data_changed")
    assert len(billing.taken) == 1
    missing = await anna.put("/api/profile/contact", json=NEW_PHONE, headers={"Idempotency-Key": "change-0003"})
    assert missing.status_code == 400


async def test_of_two_changes_decided_by_one_page_one_is_asked_for(anna: httpx.AsyncClient, billing: Billing) -> None:
    await put(anna, "contact", NEW_PHONE, (await shown(anna))["version"], "change-0000")
    version = (await shown(anna))["version"]
    answers = await asyncio.gather(
        *(put(anna, "contact", {"phone": f"60120230{n}"}, version, f"change-000{n}") for n in range(1, 4))
    )
    assert sorted(answer.status_code for answer in answers) == [202, 412, 412]
    assert len(billing.taken) == 2


async def test_a_consent_is_taken_back_and_one_is_given_to_the_text_that_was_shown(
    anna: httpx.AsyncClient, billing: Billing
) -> None:
    before = await shown(anna, "/consents")
    assert before["items"][0] == {"key": "marketing"} | MARKETING
    withdrawn = {"items": [{"key": "marketing", "granted": False}]}
    answer = await put(anna, "consents", withdrawn, before["version"])
    assert answer.status_code == 202
    assert answer.json()["changes"][0]["consents"] == [{"key": "marketing", "granted": False}]
    [request] = billing.taken.values()
    assert request.consents is not None
    assert request.consents["marketing"].model_dump() == {"granted": False, "version": "2024-03"}
    unknown = {"items": [{"key": "horoscope", "granted": True}]}
    assert (await put(anna, "consents", unknown, answer.json()["version"], "change-0002")).status_code == 400
    # Another text is another consent: who saw the old one decides again.
    await mirrored(anna_at_billing(consents={"marketing": MARKETING | {"text": "Nowy tekst.", "version": "2026-01"}}))
    late = await put(anna, "consents", withdrawn, answer.json()["version"], "change-0003")
    assert late.json()["code"] == "data_changed"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"phone": "12"},
        {"phone": "brak"},
        {"email": "anna"},
        {"address": {"city": "Kraków"}},
        {"address": {"postalCode": "30-001", "city": "Kraków"}},
        {"name": "Ewa"},
    ],
)
async def test_what_cannot_be_is_not_asked_for(anna: httpx.AsyncClient, billing: Billing, body: Any) -> None:
    answer = await put(anna, "contact", body, (await shown(anna))["version"])
    assert (answer.status_code, answer.json()["code"]) == (400, "validation_failed")
    assert billing.taken == {}
