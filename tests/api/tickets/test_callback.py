"""Asking to be called back: on a day and in hours that are offered, once at a time."""

import asyncio
from datetime import date, datetime
from typing import Any

import httpx
import pytest

from functions.tickets import store
from functions.tickets.thread.callback import offered_days
from shared import clock
from shared.mail import outbox
from tests.api.auth.steps import EMAIL, an_account
from tests.api.conftest import Mailbox
from tests.api.journey import sign_in

URL = "/api/tickets"
CALL = {"phone": "+48 600 100 200", "day": "2026-11-30", "hours": "10-12"}


@pytest.fixture(autouse=True)
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    clock.set_now(datetime.fromisoformat("2026-11-27T09:00:00+00:00"))
    await an_account()
    assert (await sign_in(browser)).status_code == 201


def a_call(name: str = "call-of-anna-0001", **call: Any) -> dict[str, Any]:
    return {
        "id": name,
        "kind": "callback",
        "subject": "invoice",
        "text": "Faktura za październik.",
        "callback": CALL | call,
    }


def test_working_days_are_offered_from_tomorrow() -> None:
    days = offered_days(date(2026, 12, 23))
    assert days[:4] == [date(2026, 12, 28), date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31)]
    assert len(days) == len({*days}) == 10


async def test_a_call_is_owed_on_its_day_and_told_by_mail(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    offered = (await browser.get(f"{URL}/subjects")).json()["callback"]
    assert (offered["days"][0], offered["hours"]) == ("2026-11-30", ["8-10", "10-12", "12-14", "14-16"])
    made = await browser.post(URL, json=a_call())
    assert made.status_code == 201, made.text
    told = made.json()
    assert (told["kind"], told["dueOn"], told["state"], told["legal"]) == (
        "callback",
        "2026-11-30",
        "with_office",
        False,
    )
    assert told["asked"] == {"phone": "+48 600 100 200", "day": "2026-11-30", "hours": "10-12"}
    await outbox.wait_for_attempts()
    [mail] = mailbox.to(EMAIL)[-1:]
    assert mail["Subject"] == f"Zadzwonimy do Ciebie: {told['number']}"


@pytest.mark.parametrize(
    ("call", "field"),
    [
        ({"day": "2026-11-28"}, "callback.day"),
        ({"day": "2026-11-27"}, "callback.day"),
        ({"day": "2027-06-01"}, "callback.day"),
        ({"phone": "brak"}, "callback.phone"),
        ({"phone": "600 100"}, "callback.phone"),
        ({"hours": "22-24"}, "callback.hours"),
    ],
)
async def test_what_is_not_offered_is_told(browser: httpx.AsyncClient, call: dict[str, str], field: str) -> None:
    refused = await browser.post(URL, json=a_call(**call))
    assert (refused.status_code, refused.json()["code"]) == (400, "validation_failed")
    assert [one["field"] for one in refused.json()["errors"]] == [field]


async def test_a_request_without_day_and_number_is_told_and_nothing_is_written(browser: httpx.AsyncClient) -> None:
    body = {name: value for name, value in a_call().items() if name != "callback"}
    refused = await browser.post(URL, json=body)
    assert (refused.status_code, [one["field"] for one in refused.json()["errors"]]) == (400, ["callback"])
    assert (await browser.get(URL)).json()["tickets"] == []


async def test_one_is_open_at_a_time_however_they_come(browser: httpx.AsyncClient) -> None:
    names = [f"call-of-anna-{place:04}" for place in range(5)]
    answers = await asyncio.gather(*(browser.post(URL, json=a_call(name)) for name in names))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"callback_exists"}
    [row] = (await browser.get(URL)).json()["tickets"]
    again = await browser.post(URL, json=a_call(row["id"]))
    assert again.status_code == 200, "the same sent again is the same"
    await browser.post(f"{URL}/{row['id']}/closings", json={})
    assert (await browser.post(URL, json=a_call("call-of-anna-0009"))).status_code == 201
    assert await store.find("customer-anna", "call-of-anna-0009") is not None


async def test_a_call_about_a_disconnection_is_a_call_and_not_yet_a_complaint(browser: httpx.AsyncClient) -> None:
    made = await browser.post(URL, json=a_call() | {"subject": "disconnection"})
    assert (made.json()["kind"], made.json()["disconnection"]) == ("callback", False)
