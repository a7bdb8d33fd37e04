"""A clerk's way in, by MSAL against the stand-in over HTTPS; and each way in that is none."""

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from local.identity_provider.testing import RunningProvider
from shared import clock, cosmos
from shared.access.sessions import OFFICE_COOKIE
from shared.settings import settings
from tests.api.conftest import a_browser
from tests.api.staff.conftest import EWA, JOANNA, PIOTR, Office, begun, came_back, chosen, signs_in

CURRENT = "/api/staff/sessions/current"
type Claims = dict[str, Any]


async def test_a_clerk_comes_in_and_goes(entra: RunningProvider, browser: httpx.AsyncClient) -> None:
    address = await begun(browser)
    for part in ("code_challenge_method=S256", "response_mode=fragment", "nonce=", "state=", "prompt=select_account"):
        assert part in address
    response = await came_back(browser, await chosen(entra, address, EWA))
    assert response.status_code == 201, response.text
    assert (response.json()["name"], response.json()["roles"]) == (EWA, ["bok.clerk"])
    cookie = next(one for one in response.headers.get_list("set-cookie") if one.startswith(f"{OFFICE_COOKIE}="))
    assert {"Secure", "HttpOnly", "SameSite=strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert (await browser.get(CURRENT)).json()["name"] == EWA
    assert [one["name"] for one in (await browser.get("/api/staff/clerks")).json()["clerks"]] == [EWA]
    assert (await browser.delete(CURRENT)).status_code == 204
    assert (await browser.get(CURRENT)).json()["code"] == "session_missing"


async def test_a_lead_has_the_leads_role(entra: RunningProvider, browser: httpx.AsyncClient) -> None:
    assert (await signs_in(browser, entra, JOANNA)).json()["roles"] == ["bok.lead"]


FAULTS: dict[str, Callable[[Claims], Claims]] = {
    "nonce": lambda claims: claims | {"nonce": "another"},
    "no nonce": lambda claims: {name: value for name, value in claims.items() if name != "nonce"},
    "audience": lambda claims: claims | {"aud": "00000000-0000-0000-0000-000000000000"},
    "tenant": lambda claims: claims | {"tid": "00000000-0000-0000-0000-000000000000"},
    "issuer": lambda claims: claims | {"iss": claims["iss"].replace("98186af0", "00000000")},
    "expired": lambda claims: claims | {"exp": int(time.time()) - 600, "iat": int(time.time()) - 4200},
    "not yet": lambda claims: claims | {"nbf": int(time.time()) + 600},
    "nobody": lambda claims: {name: value for name, value in claims.items() if name != "oid"},
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_token_that_is_not_ours_or_not_of_now_opens_nothing(
    entra: RunningProvider, browser: httpx.AsyncClient, fault: str
) -> None:
    entra.spoiling.change = FAULTS[fault]
    response = await signs_in(browser, entra, EWA)
    assert (response.status_code, response.json()["code"]) == (401, "office_sign_in_failed")
    assert OFFICE_COOKIE not in browser.cookies


@pytest.mark.parametrize("roles", [None, [], ["Billing.Read"], "bok.clerkish"])
async def test_without_a_role_of_ours_nobody_comes_in(
    entra: RunningProvider, browser: httpx.AsyncClient, roles: Any
) -> None:
    entra.spoiling.change = lambda claims: claims if roles is None else claims | {"roles": roles}
    response = await signs_in(browser, entra, PIOTR)
    assert (response.status_code, response.json()["code"]) == (403, "office_role_missing")
    assert OFFICE_COOKIE not in browser.cookies


async def test_a_code_works_once_and_only_where_it_was_begun(
    entra: RunningProvider, browser: httpx.AsyncClient
) -> None:
    answer = await chosen(entra, await begun(browser), EWA)
    async with a_browser() as thief:
        # Without the cookie of the beginning, and with one of another beginning.
        assert (await came_back(thief, answer)).json()["code"] == "office_sign_in_failed"
        await begun(thief)
        assert (await came_back(thief, answer)).json()["code"] == "office_sign_in_failed"
    kept = httpx.Cookies(browser.cookies)
    assert (await came_back(browser, answer)).status_code == 201
    async with a_browser() as again:
        again.cookies = kept
        assert (await came_back(again, answer)).json()["code"] == "office_sign_in_failed"
        # The beginning anew, the code the old one: Entra ID has redeemed it.
        address = await begun(again)
        state = dict(part.split("=", 1) for part in address.split("?")[1].split("&"))["state"]
        assert (await came_back(again, answer | {"state": state})).json()["code"] == "office_sign_in_failed"


async def test_of_ten_that_bring_the_same_answer_one_comes_in(
    entra: RunningProvider, browser: httpx.AsyncClient
) -> None:
    answer = await chosen(entra, await begun(browser), EWA)
    statuses = [one.status_code for one in await asyncio.gather(*(came_back(browser, answer) for _ in range(10)))]
    assert sorted(statuses) == [201, *[401] * 9]


@pytest.mark.parametrize(
    "change", [{"state": "another"}, {"code": "another"}, {"code": None}, {"code": None, "error": "access_denied"}]
)
async def test_an_answer_that_is_not_the_one_asked_for_is_refused(
    entra: RunningProvider, browser: httpx.AsyncClient, change: dict[str, str | None]
) -> None:
    answer = await chosen(entra, await begun(browser), EWA)
    changed = {name: value for name, value in (answer | change).items() if value is not None}
    response = await came_back(browser, changed)
    assert (response.status_code, response.json()["code"]) == (401, "office_sign_in_failed")


async def test_a_beginning_is_over_after_ten_minutes(entra: RunningProvider, browser: httpx.AsyncClient) -> None:
    clock.set_now(clock.now())
    answer = await chosen(entra, await begun(browser), EWA)
    clock.set_now(clock.now() + timedelta(minutes=10))
    assert (await came_back(browser, answer)).json()["code"] == "office_sign_in_failed"


async def test_where_entra_is_away_or_not_set_up_it_says_so(
    portal: str, browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for authority in (None, "https://localhost:9/98186af0-55a3-4b33-a4fd-54dff4f035f4"):
        if authority:
            monkeypatch.setenv("MOJBOK_STAFF_AUTHORITY", authority)
            settings.cache_clear()
        response = await browser.post("/api/staff/sign-ins", json={})
        assert (response.status_code, response.json()["code"]) == (503, "office_sign_in_unavailable")
        assert response.headers["Retry-After"] == "30"
    assert (await came_back(browser, {"code": "x"})).json()["code"] == "office_sign_in_failed"


async def test_a_session_ends_after_a_quarter_of_an_hour_unused_and_after_eight_hours_at_the_latest(
    office: Office,
) -> None:
    start = clock.now()
    clock.set_now(start)
    idle, busy = await office.clerk(), await office.clerk()
    for minutes in range(14, 8 * 60, 14):
        clock.set_now(start + timedelta(minutes=minutes))
        assert (await busy.get(CURRENT)).status_code == 200, minutes
    clock.set_now(start + timedelta(minutes=14, seconds=59))
    assert (await idle.get(CURRENT)).status_code == 200
    clock.set_now(start + timedelta(minutes=29, seconds=59))
    assert (await idle.get(CURRENT)).status_code == 401
    clock.set_now(start + timedelta(hours=8))
    assert (await busy.get(CURRENT)).status_code == 401


async def test_a_page_left_open_keeps_no_session_alive(office: Office) -> None:
    """It goes on saying who is there and asking for figures; nobody is."""
    start = clock.now()
    clock.set_now(start)
    ewa = await office.clerk()
    at = "/api/staff/tickets/customer-anna/ticket-of-anna-01/presence"
    for minutes in (5, 10, 14):
        clock.set_now(start + timedelta(minutes=minutes))
        assert (await ewa.put(at, json={})).status_code == 200
        assert (await ewa.get("/api/staff/queue/counts")).status_code == 200
    clock.set_now(start + timedelta(minutes=15))
    assert (await ewa.put(at, json={})).status_code == 401


async def test_nothing_of_the_sign_in_stays_behind(entra: RunningProvider, browser: httpx.AsyncClient) -> None:
    answer = await chosen(entra, await begun(browser), EWA)
    await came_back(browser, answer)
    kept = [item async for item in cosmos.query("sessions", "SELECT * FROM c", None)]
    assert [item["type"] for item in kept] == ["office_session"]
    assert answer["code"] not in str(kept)
    assert browser.cookies[OFFICE_COOKIE] not in str(kept)
