"""New terms of service: accepted before anything else, but not before reading them and one's own papers."""

import asyncio
import json
import re
from datetime import timedelta
from typing import Any

import httpx
import pytest

from functions.sync_timer.mails.terms_ahead import announce_terms, state_id
from shared import clock, cosmos
from shared.http.web import openapi_json
from shared.mail import outbox
from shared.terms.publication import publish
from tests.api.auth.sign_in.test_recovery import PUBLIC, body_of, is_of_the_office
from tests.api.auth.steps import EMAIL, PESEL, a_stranger, an_account, another_account, recovered
from tests.api.conftest import Mailbox, settle_mail
from tests.api.journey import PASSWORD, a_registration, sign_in
from tests.api.terms import FIRST, a_version

NEXT = "2026-12-01"
STAY_OPEN = {
    ("get", "/api/auth/account"),
    ("post", "/api/auth/account/data"),
    ("post", "/api/auth/account/closing"),
    ("delete", "/api/auth/account/closing"),
    ("post", "/api/auth/reauthentications"),
    ("post", "/api/auth/reauthentications/challenges"),
    ("post", "/api/auth/reauthentications/passkeys"),
    ("get", "/api/auth/sessions/current"),
    ("post", "/api/auth/terms-acceptances"),
    ("put", "/api/auth/language"),
    ("get", "/api/billing/documents"),
    ("get", "/api/billing/documents/some-id/pdf"),
}


async def the_account() -> dict[str, Any]:
    [account] = [item async for item in cosmos.query("accounts", "SELECT * FROM c WHERE c.type = 'account'", None)]
    return account


async def accept(browser: httpx.AsyncClient, version: str = NEXT) -> httpx.Response:
    return await browser.post("/api/auth/terms-acceptances", json={"version": version})


async def may_read(browser: httpx.AsyncClient) -> int:
    return (await browser.get("/api/billing/overview")).status_code


def later(**time: float) -> None:
    clock.set_now(clock.now() + timedelta(**time))


@pytest.fixture(autouse=True)
async def signed_in(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    """Anna is in, with the first terms accepted, at noon of the day on which the next ones come."""
    clock.set_now(clock.from_iso("2026-12-01T11:00:00Z"))
    await an_account()
    assert (await sign_in(browser)).json()["termsAcceptanceRequired"] is False


async def test_open_sessions_are_asked_within_a_minute(browser: httpx.AsyncClient) -> None:
    await publish(a_version(NEXT))
    later(seconds=61)
    asked = await browser.get("/api/billing/overview")
    assert (asked.status_code, asked.json()["code"]) == (403, "terms_acceptance_required")
    assert (await browser.get("/api/auth/sessions/current")).json()["termsAcceptanceRequired"] is True
    assert (await browser.get("/api/auth/terms")).json()["version"] == NEXT
    assert (await accept(browser)).status_code == 201
    assert await may_read(browser) == 200


async def test_until_then_only_reading_accepting_and_leaving(browser: httpx.AsyncClient) -> None:
    await publish(a_version(NEXT))
    later(seconds=61)
    response = await sign_in(browser)
    assert response.json()["termsAcceptanceRequired"] is True
    transport = browser._transport
    assert isinstance(transport, httpx.ASGITransport)
    paths = json.loads(openapi_json(transport.app))["paths"]  # type: ignore[arg-type]
    tried = 0
    for path, methods in paths.items():
        for method in methods:
            operation = (method, re.sub(r"{\w+}", "some-id", path))
            if operation in PUBLIC | STAY_OPEN or is_of_the_office(path):
                continue
            answer = await browser.request(*operation, **body_of(*operation))
            assert (answer.status_code, answer.json()["code"]) == (403, "terms_acceptance_required"), operation
            tried += 1
    assert tried >= 25
    assert (await browser.get("/api/billing/documents")).status_code == 200
    assert (await browser.get("/api/billing/documents/some-id/pdf")).status_code == 404
    assert (await browser.get("/api/auth/terms")).json()["version"] == NEXT
    assert (await browser.delete("/api/auth/sessions/current")).status_code == 204


async def test_a_recovered_password_is_set_before_the_terms(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await publish(a_version(NEXT))
    later(seconds=61)
    entered = (await sign_in(browser, PESEL, await recovered(browser, mailbox))).json()
    assert (entered["passwordChangeRequired"], entered["termsAcceptanceRequired"]) == (True, True)
    changed = await browser.put("/api/auth/password", json={"newPassword": "całkiem nowe hasło 5"})
    assert (changed.status_code, changed.json()["termsAcceptanceRequired"]) == (200, True)
    assert await may_read(browser) == 403
    assert (await accept(browser)).json()["termsAcceptanceRequired"] is False


async def test_acceptance_is_kept_with_version_and_time(browser: httpx.AsyncClient) -> None:
    before = await the_account()
    await publish(a_version(NEXT))
    old = await accept(browser, FIRST)
    assert old.json()["errors"] == [{"field": "version", "code": "terms_outdated"}]
    assert await may_read(browser) == 403
    later(seconds=5)
    accepted = await accept(browser)
    assert (accepted.status_code, accepted.json()["termsAcceptanceRequired"]) == (201, False)
    account = await the_account()
    assert (account["termsVersion"], account["termsAcceptedAt"]) == (NEXT, clock.iso(clock.now()))
    assert account["earlierTerms"] == [{"version": FIRST, "at": before["termsAcceptedAt"]}]
    later(seconds=5)
    assert (await accept(browser)).status_code == 201
    assert cosmos.plain(await the_account()) == cosmos.plain(account)
    assert (await sign_in(browser, PESEL)).json()["termsAcceptanceRequired"] is False


async def test_two_acceptances_at_once_are_noted_once(browser: httpx.AsyncClient) -> None:
    async with a_stranger("203.0.113.9") as phone:
        await sign_in(phone)
        await publish(a_version(NEXT))
        answers = await asyncio.gather(*(accept(one) for one in (browser, phone, browser, phone)))
        assert [answer.status_code for answer in answers] == [201] * 4
        assert [one["version"] for one in (await the_account())["earlierTerms"]] == [FIRST]
        assert [await may_read(one) for one in (browser, phone)] == [200, 200]


async def test_who_accepted_in_one_browser_is_not_asked_in_the_other(browser: httpx.AsyncClient) -> None:
    async with a_stranger("203.0.113.9") as phone:
        await sign_in(phone)
        await publish(a_version(NEXT))
        later(seconds=61)
        assert [await may_read(one) for one in (browser, phone)] == [403, 403]
        await accept(browser)
        assert [await may_read(one) for one in (browser, phone)] == [200, 200]


async def test_terms_of_a_day_to_come_wait_for_it_in_warsaw(browser: httpx.AsyncClient) -> None:
    await publish(a_version("2026-12-02", clock.today() + timedelta(days=1)))
    clock.set_now(clock.from_iso("2026-12-01T22:59:59Z"))
    assert (await sign_in(browser)).json()["termsAcceptanceRequired"] is False
    assert (await browser.get("/api/auth/terms")).json()["version"] == FIRST
    assert (await accept(browser, "2026-12-02")).status_code == 400
    clock.set_now(clock.from_iso("2026-12-01T23:00:00Z"))
    assert await may_read(browser) == 403
    terms = (await browser.get("/api/auth/terms")).json()
    assert (terms["version"], terms["effectiveFrom"]) == ("2026-12-02", "2026-12-02")


@pytest.mark.parametrize("locale", ["pl", "en", "uk"])
async def test_the_terms_say_what_changed(browser: httpx.AsyncClient, locale: str) -> None:
    path = f"/api/auth/terms?locale={locale}"
    assert len((await browser.get(path)).json()["changes"]) > 20
    await publish(a_version(NEXT))
    changes = (await browser.get(path)).json()["changes"]
    assert changes == f"Nowe w {NEXT}, {locale}: kontakt z biurem przez całą dobę."


async def test_a_registration_agrees_to_what_is_in_force(browser: httpx.AsyncClient) -> None:
    await publish(a_version(NEXT))
    old = await browser.post("/api/auth/registrations", json=a_registration())
    assert old.json()["errors"] == [{"field": "termsVersion", "code": "terms_outdated"}]
    new = await browser.post("/api/auth/registrations", json=a_registration(termsVersion=NEXT))
    assert new.status_code == 202


async def test_what_has_changed_is_told_since_the_version_that_was_accepted(browser: httpx.AsyncClient) -> None:
    second, third = f"{NEXT}.2", f"{NEXT}.3"
    for version in (NEXT, second, third):
        await publish(a_version(version))
    terms = (await browser.get(f"/api/auth/terms?since={NEXT}")).json()
    assert [one["version"] for one in terms["changesSince"]] == [second, third]
    assert terms["changesSince"][0]["changes"] == f"Nowe w {second}, pl: kontakt z biurem przez całą dobę."
    assert [one["version"] for one in terms["versions"]] == [FIRST, NEXT, second, third]
    assert (await browser.get(f"/api/auth/terms?since={third}")).json()["changesSince"] == []


async def test_every_version_is_shown_and_can_be_kept(browser: httpx.AsyncClient) -> None:
    await publish(a_version(NEXT))
    await publish(a_version("2027-01-01", clock.today() + timedelta(days=30), title="Regulamin od stycznia"))
    browser.cookies.clear()
    first = (await browser.get(f"/api/auth/terms?version={FIRST}")).json()
    assert (first["version"], first["current"]) == (FIRST, False)
    coming = (await browser.get("/api/auth/terms?version=2027-01-01")).json()
    assert (coming["title"], coming["current"]) == ("Regulamin od stycznia", False)
    assert (await browser.get("/api/auth/terms?version=2026-01-01")).json()["code"] == "not_found"
    assert (await browser.get("/api/auth/terms?version=x")).status_code == 400
    for query in ("", f"?version={FIRST}&locale=uk"):
        answer = await browser.get(f"/api/auth/terms.pdf{query}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF-")
        assert ".pdf" in answer.headers["content-disposition"]
    assert (await browser.get("/api/auth/terms.pdf?version=2026-01-01")).status_code == 404


async def test_who_refuses_new_terms_can_leave_and_take_the_data_along(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await publish(a_version(NEXT))
    later(seconds=61)
    assert (await sign_in(browser)).json()["termsAcceptanceRequired"] is True
    assert await may_read(browser) == 403
    assert (await browser.post("/api/auth/reauthentications", json={"password": PASSWORD})).status_code == 201
    account = (await browser.get("/api/auth/account")).json()
    assert account["termsVersion"] == FIRST
    assert (await browser.post("/api/auth/account/data", json={})).json()["email"] == EMAIL
    assert (await browser.post("/api/auth/account/closing", json={})).status_code == 202
    assert (await browser.delete("/api/auth/account/closing")).status_code == 204
    assert (await browser.put("/api/auth/login", json={"login": "anna.nowa"})).status_code == 403


async def test_what_was_accepted_is_mailed_whole_once_and_shown_with_its_day(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await publish(a_version(NEXT, text="§ 1. Nowe\nKażdy paragraf zostaje u Ciebie."))
    for _ in range(2):
        await accept(browser)
    await settle_mail()
    copies = [mail for mail in mailbox.to(EMAIL) if f"w wersji {NEXT}" in mail["Subject"]]
    assert len(copies) == 1
    for kind in ("plain", "html"):
        part = copies[0].get_body((kind,))
        assert part is not None
        assert "Każdy paragraf zostaje u Ciebie." in part.get_content()
    account = (await browser.get("/api/auth/account")).json()
    assert account["termsVersion"] == NEXT
    assert [one["version"] for one in account["earlierTerms"]] == [FIRST]


async def test_terms_of_a_day_to_come_are_announced_by_banner_and_one_mail(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    assert (await browser.get("/api/status")).json()["termsAhead"] is None
    assert await announce_terms() == 0
    await publish(a_version("2026-12-20", clock.today() + timedelta(days=20)))
    later(seconds=61)
    coming = {"version": "2026-12-20", "effectiveFrom": (clock.today() + timedelta(days=20)).isoformat()}
    assert (await browser.get("/api/status")).json()["termsAhead"] == coming
    assert [await announce_terms() for _ in range(2)] == [1, 0]
    await cosmos.delete("operations", state_id("2026-12-20"), state_id("2026-12-20"))
    assert await announce_terms() == 0
    await outbox.deliver_due()
    [mail] = [one for one in mailbox.to(EMAIL) if "zmienia się regulamin" in one["Subject"]]
    part = mail.get_body(("plain",))
    assert part is not None
    assert "Nowe w 2026-12-20, pl: kontakt z biurem przez całą dobę." in part.get_content()
    assert "/regulamin?wersja=2026-12-20" in part.get_content()


async def test_every_version_to_come_is_announced_at_once_to_later_accounts_as_well(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    """Of two versions the second would else be told of when the first is in force, and be less than 14 days ahead."""
    for days in (20, 25):
        await publish(a_version(f"2026-12-{days}", clock.today() + timedelta(days=days)))
    later(seconds=61)
    assert [await announce_terms() for _ in range(2)] == [2, 0]
    later(days=1)
    await another_account("ewa@example.com")
    assert [await announce_terms() for _ in range(2)] == [2, 0]
    await outbox.deliver_due()
    said = [mail["Subject"] for mail in mailbox.to("ewa@example.com") if "zmienia się regulamin" in mail["Subject"]]
    assert sorted(said) == [f"Od {day}.12.2026 zmienia się regulamin mojBOK" for day in (21, 26)]


async def test_the_language_chosen_on_the_screen_of_the_terms_is_that_of_the_copy(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await publish(a_version(NEXT))
    later(seconds=61)
    await sign_in(browser)
    assert (await browser.put("/api/auth/language", json={"locale": "uk"})).status_code == 204
    await accept(browser)
    await settle_mail()
    assert any("версія" in mail["Subject"] for mail in mailbox.to(EMAIL))
