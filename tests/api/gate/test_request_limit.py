"""300 requests in five minutes: by each session that is alive, by each address without one."""

from datetime import timedelta

import httpx
import pytest

from shared import clock
from shared.settings import settings
from tests.api.auth.steps import an_account
from tests.api.conftest import Mailbox
from tests.api.journey import sign_in

MOST = 10
OFFICE = {"X-Forwarded-For": "203.0.113.9:4711"}


@pytest.fixture(autouse=True)
def figures(portal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.set_now(clock.from_iso("2026-11-23T12:00:00Z"))
    assert settings().request_limit == 300
    monkeypatch.setenv("MOJBOK_REQUEST_LIMIT", str(MOST))
    settings.cache_clear()


async def statuses(
    browser: httpx.AsyncClient, times: int, path: str = "/api/auth/sessions/current", **headers: str
) -> list[int]:
    return [(await browser.get(path, headers=OFFICE | headers)).status_code for _ in range(times)]


async def test_the_next_request_of_an_address_is_told_when_to_come_back(browser: httpx.AsyncClient) -> None:
    assert await statuses(browser, MOST) == [401] * MOST
    refused = await browser.get("/api/status", headers=OFFICE)
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
    assert 0 < int(refused.headers["Retry-After"]) <= 600
    assert refused.headers["Cache-Control"] == "no-store"
    clock.set_now(clock.now() + timedelta(seconds=int(refused.headers["Retry-After"])))
    assert await statuses(browser, 1) == [401]


async def test_ports_paths_and_forged_cookies_make_no_other_caller(browser: httpx.AsyncClient) -> None:
    for n in range(MOST):
        headers = {"X-Forwarded-For": f"198.51.100.{n}, 203.0.113.9:{n + 1}", "Cookie": f"__Host-mojbok=forged-{n}"}
        assert await statuses(browser, 1, f"/api/nothing/{n}", **headers) == [404]
    assert await statuses(browser, 1, Cookie="__Host-mojbok=forged") == [429]


async def test_a_session_counts_for_itself(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    """An office behind one address: one colleague's script does not stop the others who are signed in."""
    await an_account()
    await sign_in(browser)
    assert await statuses(browser, 1) == [200]
    browser_without = {"Cookie": "none=1"}
    assert (await statuses(browser, MOST, **browser_without))[-1] == 429
    assert await statuses(browser, MOST - 1) == [200] * (MOST - 1)
    assert await statuses(browser, 1) == [429]


async def test_a_missing_address_does_not_shut_the_portal(browser: httpx.AsyncClient) -> None:
    answers = [(await browser.get("/api/nothing")).status_code for _ in range(MOST * 20 + 1)]
    assert answers == [404] * MOST * 20 + [429]


async def test_the_payment_provider_may_report_more_often(browser: httpx.AsyncClient) -> None:
    path = "/api/billing/online-payments/notifications"
    answers = {(await browser.post(path, json={}, headers=OFFICE)).status_code for _ in range(MOST * 2)}
    assert 429 not in answers
    assert await statuses(browser, 1) == [401]
