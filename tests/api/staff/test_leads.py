"""What leads do to the portal: terms and breaks, checked, seen before they are done, written down; no clerk does."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from functions.staff import audit
from shared import clock, cosmos
from shared.maintenance import closed
from shared.terms.in_force import in_force
from shared.terms.publication import publish, published
from tests.api.auth.sign_in.test_recovery import schema
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.api.staff.conftest import EWA, JOANNA, MAREK, Office
from tests.api.terms import FIRST, a_version
from tests.builders import a_balance, a_customer, a_document, mirrored

AT = "/api/staff/leads"
TEXTS = {"pl": "Prace na serwerach.", "en": "Work on the servers.", "uk": "Роботи на серверах."}
NIGHT = {"startsAt": "2026-12-05T22:00", "endsAt": "2026-12-06T02:00", "closes": True, "texts": TEXTS}


@pytest.fixture(autouse=True)
def noon(portal: str) -> None:
    clock.set_now(datetime(2026, 12, 1, 12, tzinfo=clock.WARSAW))


@pytest.fixture
async def lead(noon: None, office: Office) -> httpx.AsyncClient:
    return await office.clerk(JOANNA, "bok.lead")


async def announced(lead: httpx.AsyncClient, version: str = "", **changes: Any) -> httpx.Response:
    return await lead.put(f"{AT}/break", json=NIGHT | {"version": version} | changes)


async def deeds(lead: httpx.AsyncClient) -> list[tuple[str, str, str]]:
    return [(one["by"], one["deed"], one["what"]) for one in (await lead.get(f"{AT}/deeds")).json()["items"]]


def later(**time: float) -> None:
    clock.set_now(clock.now() + timedelta(**time))


async def test_a_break_is_announced_changed_and_called_off(lead: httpx.AsyncClient, browser: httpx.AsyncClient) -> None:
    first = (await announced(lead)).json()
    assert (first["startsTyped"], first["endsTyped"]) == (NIGHT["startsAt"], NIGHT["endsAt"])
    assert (await browser.get("/api/status")).json()["notice"]["texts"] == TEXTS
    assert (await announced(lead)).json()["code"] == "break_changed"
    later(minutes=1)
    second = (await announced(lead, first["version"], endsAt="2026-12-06T03:00")).json()
    assert (await announced(lead, first["version"])).json()["code"] == "break_changed"
    gone = await lead.post(f"{AT}/break/cancellations", json={"version": first["version"]})
    assert (gone.status_code, gone.json()["code"]) == (409, "break_changed")
    later(minutes=1)
    gone = await lead.post(f"{AT}/break/cancellations", json={"version": second["version"]})
    assert gone.json() == {"version": "", "notice": None, "startsTyped": "", "endsTyped": ""}
    assert (await browser.get("/api/status")).json()["notice"] is None
    assert await deeds(lead) == [
        (JOANNA, "break_cancelled", "2026-12-05T22:00 – 2026-12-06T03:00"),
        (JOANNA, "break_changed", "2026-12-05T22:00 – 2026-12-06T03:00 (zamknięte)"),
        (JOANNA, "break_announced", "2026-12-05T22:00 – 2026-12-06T02:00 (zamknięte)"),
    ]


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"startsAt": "28.11.2026"}, "startsAt", "value_invalid"),
        ({"startsAt": "0001-01-01T00:00"}, "startsAt", "value_invalid"),
        ({"endsAt": "9999-12-31T23:00-05:00"}, "endsAt", "value_invalid"),
        ({"startsAt": "2027-03-28T02:30", "endsAt": "2027-03-28T04:00"}, "startsAt", "time_ambiguous"),
        ({"endsAt": "2026-12-05T22:00"}, "endsAt", "ends_before"),
        ({"startsAt": "2026-11-30T22:00", "endsAt": "2026-12-01T02:00"}, "endsAt", "time_passed"),
        ({"endsAt": "2026-12-20T02:00"}, "endsAt", "break_too_long"),
        ({"texts": TEXTS | {"uk": " "}}, "texts.uk", "value_invalid"),
        ({"texts": {"pl": "x"}}, "texts", "value_invalid"),
        ({"texts": TEXTS | {"en": "two\nlines"}}, "texts.en", "value_invalid"),
    ],
)
async def test_a_break_is_checked_as_the_command_checks_it(
    lead: httpx.AsyncClient, changes: dict[str, Any], field: str, code: str
) -> None:
    refused = await announced(lead, **changes)
    assert (refused.status_code, refused.json()["code"]) == (400, "validation_failed")
    assert (field, code) in [(one["field"], one["code"]) for one in refused.json()["errors"]], refused.text
    assert (await lead.get(f"{AT}/break")).json()["notice"] is None
    assert await deeds(lead) == []


async def test_a_break_that_is_over_is_called_off_under_a_name(lead: httpx.AsyncClient) -> None:
    night = await announced(lead, startsAt="2026-12-01T12:05", endsAt="2026-12-01T12:10")
    version = night.json()["version"]
    later(minutes=11)
    assert (await lead.get(f"{AT}/break")).json()["notice"] is None
    assert (await lead.post(f"{AT}/break/cancellations", json={"version": version})).status_code == 200
    assert (await deeds(lead))[0] == (JOANNA, "break_cancelled", "-")


async def test_while_it_is_closed_customers_get_a_503_and_the_office_goes_on(
    lead: httpx.AsyncClient, browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await mirrored(a_customer(), a_balance(), a_document())
    await signed_in(browser, "44051401359")
    night = (await announced(lead, startsAt="2026-12-01T12:05", endsAt="2026-12-01T12:35")).json()
    assert (await browser.get("/api/billing/overview")).status_code == 200, "not before it begins"
    later(minutes=6)
    for method, path in (("GET", "billing/overview"), ("POST", "auth/sessions"), ("GET", "auth/terms")):
        answer = await browser.request(method, f"/api/{path}", json={} if method == "POST" else None)
        assert (answer.status_code, answer.json()["code"]) == (503, "portal_closed"), path
        assert answer.headers["Retry-After"] == str(29 * 60)
    told = (await browser.get("/api/status")).json()
    assert (told["closed"], told["notice"]["closes"]) == (True, True)
    assert (await browser.get("/api/health")).status_code == 200
    machine = await browser.post("/api/billing/online-payments/notifications", content=b"{}")
    assert machine.json()["code"] != "portal_closed"
    assert (await lead.get("/api/staff/queue")).status_code == 200
    assert (await lead.post(f"{AT}/break/cancellations", json={"version": night["version"]})).status_code == 200
    later(seconds=closed.AGE.total_seconds())
    assert (await browser.get("/api/billing/overview")).status_code == 200


async def test_a_closed_portal_opens_by_itself_when_the_break_is_over(
    lead: httpx.AsyncClient, browser: httpx.AsyncClient
) -> None:
    await announced(lead, startsAt="2026-12-01T12:00", endsAt="2026-12-01T12:10")
    later(seconds=31)
    assert (await browser.get("/api/auth/terms")).json()["code"] == "portal_closed"
    clock.set_now(datetime(2026, 12, 1, 12, 10, tzinfo=clock.WARSAW))
    assert (await browser.get("/api/auth/terms")).status_code == 200


async def looked_at(lead: httpx.AsyncClient, **changes: Any) -> dict[str, Any]:
    """What goes into a publication, with the digest of its preview."""
    texts = (await lead.get(f"{AT}/terms")).json()["texts"]
    texts["pl"]["changes"] = "Biuro odpowiada w 10 dni."
    new = {"effectiveFrom": "2026-12-20", "texts": texts} | changes
    seen = await lead.post(f"{AT}/terms/previews", json=new)
    assert seen.status_code == 200, seen.text
    return new | {"version": seen.json()["version"], "digest": seen.json()["digest"]}


async def test_terms_are_published_as_they_were_looked_at_and_asked_for_from_their_day(
    lead: httpx.AsyncClient, browser: httpx.AsyncClient
) -> None:
    read = (await lead.get(f"{AT}/terms")).json()
    assert (read["versions"], read["earliest"]) == (
        [{"version": FIRST, "effectiveFrom": "2026-11-01", "state": "in_force"}],
        "2026-12-15",
    )
    new = await looked_at(lead)
    assert new["version"] == "2026-12-20"
    assert [one.version for one in await published()] == [FIRST], "a preview publishes nothing"
    other = new["texts"] | {"pl": new["texts"]["pl"] | {"text": "Co innego."}}
    for changed in ({"texts": other}, {"effectiveFrom": "2026-12-21"}, {"version": "2026-12-22"}, {"digest": "x"}):
        refused = await lead.post(f"{AT}/terms", json=new | changed)
        assert (refused.status_code, refused.json()["code"]) == (409, "terms_preview_changed"), changed
    made = await lead.post(f"{AT}/terms", json=new)
    assert made.status_code == 201, made.text
    assert [(one["version"], one["state"]) for one in made.json()["versions"]] == [
        ("2026-12-20", "ahead"),
        (FIRST, "in_force"),
    ]
    later(seconds=61)
    assert (await browser.get("/api/status")).json()["termsAhead"]["version"] == "2026-12-20"
    assert await deeds(lead) == [(JOANNA, "terms_published", "2026-12-20 (2026-12-20)")]
    clock.set_now(datetime(2026, 12, 20, tzinfo=clock.WARSAW))
    assert (await in_force(fresh=True)).texts["pl"].changes == "Biuro odpowiada w 10 dni."


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"effectiveFrom": "2026-12-14"}, "effectiveFrom", "too_soon"),
        ({"effectiveFrom": "2026-11-30"}, "effectiveFrom", "day_passed"),
        ({"version": FIRST}, "version", "version_not_later"),
        ({"texts": {}}, "texts", "value_invalid"),
    ],
)
async def test_terms_that_may_not_be_published_are_refused_at_first_sight(
    lead: httpx.AsyncClient, changes: dict[str, Any], field: str, code: str
) -> None:
    texts = (await lead.get(f"{AT}/terms")).json()["texts"]
    new = {"effectiveFrom": "2026-12-20", "texts": texts} | changes
    refused = await lead.post(f"{AT}/terms/previews", json=new)
    assert (refused.status_code, refused.json()["code"]) == (400, "validation_failed")
    assert (field, code) in [(one["field"], one["code"]) for one in refused.json()["errors"]], refused.text


async def test_languages_that_ask_for_other_consents_are_no_version(lead: httpx.AsyncClient) -> None:
    texts = (await lead.get(f"{AT}/terms")).json()["texts"]
    texts["uk"]["consents"] = [one | {"required": True} for one in texts["uk"]["consents"][:1]]
    refused = await lead.post(f"{AT}/terms/previews", json={"effectiveFrom": "2026-12-20", "texts": texts})
    assert refused.json()["errors"] == [{"field": "texts", "code": "terms_incomplete"}]


async def test_of_two_leads_one_publishes_and_no_two_versions_wait_at_once(
    lead: httpx.AsyncClient, office: Office
) -> None:
    marek = await office.clerk(MAREK, "bok.lead")
    ours = await looked_at(lead)
    theirs = await looked_at(marek, effectiveFrom="2026-12-28")
    answers = await asyncio.gather(lead.post(f"{AT}/terms", json=ours), marek.post(f"{AT}/terms", json=theirs))
    assert sorted(one.status_code for one in answers) == [201, 409]
    assert [one.json()["code"] for one in answers if one.status_code == 409] == ["terms_ahead"]
    assert len(await published()) == 2
    del theirs["digest"], theirs["version"]
    refused = await lead.post(f"{AT}/terms/previews", json=theirs)
    assert (refused.status_code, refused.json()["code"]) == (409, "terms_ahead")


async def test_a_name_that_is_taken_makes_room_for_the_next(lead: httpx.AsyncClient) -> None:
    await publish(a_version("2026-12-20", clock.today()))
    assert (await looked_at(lead))["version"] == "2026-12-20.2"


async def test_nothing_is_done_where_it_cannot_be_written_down(
    lead: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = await looked_at(lead)

    async def broken(*_: Any, **__: Any) -> None:
        raise cosmos.Conflict

    monkeypatch.setattr(audit, "note", broken)
    assert (await announced(lead)).status_code == 503
    assert (await lead.post(f"{AT}/terms", json=new)).status_code == 503
    assert (await lead.get(f"{AT}/break")).json()["notice"] is None
    assert [one.version for one in await published()] == [FIRST]


async def test_what_leads_did_is_read_page_by_page_and_changed_by_nothing(lead: httpx.AsyncClient) -> None:
    version = ""
    for hour in range(3, 8):
        version = (await announced(lead, version, endsAt=f"2026-12-06T0{hour}:00")).json()["version"]
        later(seconds=1)
    first = (await lead.get(f"{AT}/deeds", params={"limit": 3})).json()
    rest = (await lead.get(f"{AT}/deeds", params={"limit": 3, "after": first["next"]})).json()
    ends = [one["what"].removesuffix(" (zamknięte)")[-5:] for one in first["items"] + rest["items"]]
    assert ends == ["07:00", "06:00", "05:00", "04:00", "03:00"]
    assert (len(first["items"]), rest["next"]) == (3, None)
    paths = schema(lead)["paths"]
    assert [set(paths[path]) for path in paths if path.endswith("/deeds")] == [{"get"}]
    before = (await lead.get(f"{AT}/deeds")).json()
    for method in ("put", "post", "delete", "patch"):
        assert (await lead.request(method, f"{AT}/deeds/{before['items'][0]['id']}", json={})).status_code == 404
        assert (await lead.request(method, f"{AT}/deeds", json={})).status_code == 405
    assert (await lead.get(f"{AT}/deeds")).json() == before


async def test_who_writes_templates_is_among_what_leads_did(lead: httpx.AsyncClient) -> None:
    read = (await lead.get("/api/staff/reply-templates")).json()
    assert (await lead.put("/api/staff/reply-templates", json=read)).status_code == 200
    assert await deeds(lead) == [(JOANNA, "templates_published", "2")]


async def test_only_what_stands_aside_is_tried_again_and_once_for_two_who_ask_at_once(lead: httpx.AsyncClient) -> None:
    at, place = f"{AT}/quarantine/replays", "document:document-0001"
    note = {"type": "quarantine", "place": place, "revision": 7, "notedAt": clock.iso(clock.now()), "reason": "late"}
    await cosmos.create("operations", note | {"id": f"quarantine:{place}", "open": True})
    gone = note | {"id": "quarantine:contract:contract-0001", "place": "contract:contract-0001", "open": False}
    await cosmos.create("operations", gone)
    for unknown in ({"place": "contract:contract-0001"}, {"place": "point:point-0001"}, {"reason": "another"}):
        refused = await lead.post(at, json=unknown)
        assert (refused.status_code, refused.json()["code"]) == (404, "not_found"), unknown
    for unclear in ({}, {"place": place, "reason": "late"}):
        assert (await lead.post(at, json=unclear)).status_code == 400
    assert await deeds(lead) == []
    first, second = await asyncio.gather(*(lead.post(at, json={"place": place}) for _ in range(2)))
    assert (first.status_code, second.status_code, first.json()["id"]) == (202, 202, second.json()["id"])
    assert {(by, deed, what) for by, deed, what in await deeds(lead)} == {(JOANNA, "quarantine_replayed", place)}


async def test_a_clerk_does_none_of_it(lead: httpx.AsyncClient, office: Office) -> None:
    ewa = await office.clerk(EWA)
    new = await looked_at(lead)
    answers = [
        await ewa.put(f"{AT}/break", json=NIGHT | {"version": ""}),
        await ewa.post(f"{AT}/terms", json=new),
        await ewa.post(f"{AT}/quarantine/replays", json={"place": "document:document-0001"}),
        *[await ewa.get(f"{AT}/{path}") for path in ("terms", "break", "deeds", "quarantine", "state", "figures")],
    ]
    assert {(one.status_code, one.json()["code"]) for one in answers} == {(403, "office_lead_required")}
    assert await deeds(lead) == []
