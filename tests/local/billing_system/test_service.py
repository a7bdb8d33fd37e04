import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from local.billing_system.auth import token_gate
from local.billing_system.testing import RunningBilling, running_billing
from local.billing_system.world import AFTER_WORLD
from local.identity_provider.testing import running_identity_provider
from shared.billing_contract import DATA, Change, Page

TODAY = date(2026, 11, 23)
PLACE = 13


def number_of(billing: RunningBilling, place: int = 12) -> str:
    return billing.system.world.plan(place).customer.customer_number


def page(client: httpx.Client, after: int = 0, limit: int = 50) -> Page:
    answer = client.get("/changes", params={"after": after, "limit": limit})
    assert answer.status_code == 200
    return Page.model_validate_json(answer.content)


def check(change: Any) -> None:
    """Raise what the sync would meet in a broken change."""
    told = Change.model_validate(change)
    DATA[told.kind].model_validate(told.data)


def test_health_needs_nothing(client: httpx.Client) -> None:
    assert client.get("/health").json() == {"status": "ok"}


def test_the_whole_stream_keeps_the_contract(client: httpx.Client) -> None:
    after, complete = 0, False
    while not complete:
        told = page(client, after, 100)
        for change in told.changes:
            check(change)
            assert change["cursor"] > after
            after = change["cursor"]
        assert told.next == after
        complete = told.complete


@pytest.mark.parametrize(
    "query", ["after=-1", "after=x", "limit=0", "limit=2001", "after=9007199254740992", "limit=1.5"]
)
def test_a_bad_query_is_told(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/changes?{query}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_cursor_beyond_the_end_gets_an_empty_page_that_stays_there(client: httpx.Client) -> None:
    beyond = AFTER_WORLD * 5
    told = page(client, beyond)
    assert (told.changes, told.next, told.complete) == ([], beyond, True)


def test_an_unknown_document_has_no_pdf(client: httpx.Client) -> None:
    for key in ("A" * 22, "x", "%2e%2e%2fetc"):
        assert client.get(f"/documents/{key}/pdf").status_code == 404


def test_each_event_tells_what_it_made_and_it_comes_as_changes(billing: RunningBilling, client: httpx.Client) -> None:
    number = number_of(billing)
    invoice = client.post("/simulate/new-invoice", json={"customerNumber": number, "amount": 54_321}).json()
    assert invoice["amount"] == 54_321
    payment = client.post(
        "/simulate/payment", json={"customerNumber": number, "documentNumber": invoice["number"], "amount": 4_321}
    ).json()
    correction = client.post(
        "/simulate/correction", json={"customerNumber": number, "documentNumber": invoice["number"], "factor": "0.5"}
    ).json()
    assert correction["amount"] < 0
    second = client.post(
        "/simulate/correction", json={"customerNumber": number, "documentNumber": invoice["number"], "factor": "1"}
    ).json()
    assert second["amount"] == 0, "the second corrects what the first made of it"
    note = client.post("/simulate/interest-note", json={"customerNumber": number, "amount": 777}).json()
    assert note["amount"] == 777
    told = {change["id"]: change for change in page(client, AFTER_WORLD, 500).changes}
    for change in told.values():
        check(change)
    assert told[invoice["id"]]["data"]["number"] == invoice["number"]
    assert told[payment["id"]]["data"]["settles"][0]["documentId"] == invoice["id"]
    assert told[correction["id"]]["data"]["corrects"] == invoice["id"]
    assert told[note["id"]]["data"]["kind"] == "interest_note"
    balances = [change["data"]["amount"] for change in told.values() if change["kind"] == "balance"]
    assert balances == [note["balance"]]


def test_an_unknown_customer_or_document_is_told(billing: RunningBilling, client: httpx.Client) -> None:
    assert client.post("/simulate/new-invoice", json={"customerNumber": "00000000"}).status_code == 404
    wrong = {"customerNumber": number_of(billing), "documentNumber": "FE/0"}
    assert client.post("/simulate/correction", json=wrong).status_code == 404


BREAKAGES = (
    "bad-checksum", "missing-field", "wrong-type", "lines-do-not-add-up", "unknown-kind", "bad-id", "not-an-object",
)  # fmt: skip


@pytest.mark.parametrize("kind", BREAKAGES)
def test_a_broken_record_stands_among_good_ones_and_can_be_repaired(client: httpx.Client, kind: str) -> None:
    (broken,) = client.post("/simulate/broken-record", json={"kind": kind}).json()
    told = page(client, AFTER_WORLD)
    assert len(told.changes) == 3
    assert told.next == broken["cursor"] + 1
    before, change, after = told.changes
    check(before)
    check(after)
    with pytest.raises(ValidationError):
        check(change)
    if kind != "not-an-object":
        assert change["cursor"] == broken["cursor"]
    (repaired,) = client.post("/simulate/repaired-records").json()
    assert repaired["repairs"] == broken["cursor"]
    (good,) = page(client, told.next).changes
    check(good)
    assert (good["kind"], good["id"]) == (broken["kind"], broken["id"])
    assert client.post("/simulate/repaired-records").json() == []


def test_a_huge_record_keeps_the_contract_but_is_longer_than_two_megabytes(client: httpx.Client) -> None:
    client.post("/simulate/broken-record", json={"kind": "huge"})
    answer = client.get("/changes", params={"after": AFTER_WORLD})
    assert len(answer.content) > 2 * 2**20
    for change in answer.json()["changes"]:
        check(change)


def fault(client: httpx.Client, **values: Any) -> None:
    assert client.post("/simulate/faults", json=values).status_code == 200


def test_a_repeated_page_moves_nothing_on(client: httpx.Client) -> None:
    first = page(client)
    fault(client, kind="repeated_page", count=1)
    again = page(client, first.next)
    assert again.changes == first.changes
    assert (again.next, again.complete) == (first.next, False)
    assert page(client, first.next).next > first.next


def test_a_reordered_page(client: httpx.Client) -> None:
    first = page(client)
    fault(client, kind="reordered_page", count=1)
    other = page(client)
    assert other.changes != first.changes
    assert sorted(other.changes, key=lambda change: change["cursor"]) == first.changes


def test_an_empty_page_pretends_to_be_complete(client: httpx.Client) -> None:
    fault(client, kind="empty_page")
    for _ in range(2):
        told = page(client)
        assert (told.changes, told.next, told.complete) == ([], 0, True)
    assert client.delete("/simulate/faults").json() == {"removed": 1}
    assert page(client).changes


def test_a_short_page_goes_on_where_it_ended(client: httpx.Client) -> None:
    whole = page(client, limit=60).changes
    fault(client, kind="short_page", count=1)
    short = page(client, limit=60)
    assert 0 < len(short.changes) < 60
    assert not short.complete
    assert [*short.changes, *page(client, short.next, 60 - len(short.changes)).changes] == whole


@pytest.mark.parametrize(("kind", "content_type"), [("html", "text/html"), ("cut_json", "application/json")])
def test_what_is_no_page(client: httpx.Client, kind: str, content_type: str) -> None:
    fault(client, kind=kind, count=1)
    answer = client.get("/changes")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(content_type)
    with pytest.raises(ValueError, match="JSON"):
        Page.model_validate_json(answer.content)
    assert page(client).changes


@pytest.mark.parametrize("status", [429, 503])
def test_down_for_so_many_calls(client: httpx.Client, status: int) -> None:
    fault(client, kind="down", count=2, status=status)
    assert [client.get("/changes").status_code for _ in range(3)] == [status, status, 200]
    assert client.get("/simulate/state").json()["faults"] == []


def test_slow(client: httpx.Client) -> None:
    fault(client, kind="slow", ms=300, count=1)
    assert client.get("/changes", params={"limit": 1}).elapsed.total_seconds() >= 0.3


def test_wrong_and_broken_pdfs(tmp_path: Path) -> None:
    with running_billing(tmp_path, customers=1, demo=False, today=TODAY) as billing:
        client = billing.server
        document = next(change for change in page(client, limit=500).changes if change["kind"] == "document")
        address, announced = f"/documents/{document['id']}/pdf", document["data"]["pdf"]["sha256"]
        for kind in ("wrong_pdf_hash", "broken_pdf"):
            fault(client, kind=kind, count=1)
            wrong, right = client.get(address).content, client.get(address).content
            assert hashlib.sha256(wrong).hexdigest() != announced
            assert hashlib.sha256(right).hexdigest() == announced
            assert wrong.startswith(b"%PDF-")


def payment(billing: RunningBilling, **changes: Any) -> dict[str, Any]:
    values = {
        "portalReference": "platnosc-1",
        "customerId": billing.system.world.ids.make(12, "customer"),
        "amount": 1_000,
        "paidAt": "2026-11-23T10:00:00Z",
        "provider": "przelewy24",
        "providerReference": "P24-77",
    }
    return {**values, **changes}


def test_a_payment_is_booked_once_per_key(billing: RunningBilling, client: httpx.Client) -> None:
    headers = {"Idempotency-Key": "klucz-0001"}
    first = client.post("/payments", json=payment(billing), headers=headers)
    assert first.status_code == 202
    assert client.post("/payments", json=payment(billing), headers=headers).json() == first.json()
    assert client.post("/payments", json=payment(billing, amount=1), headers=headers).status_code == 409
    payments = [change for change in page(client, AFTER_WORLD).changes if change["kind"] == "payment"]
    assert [change["id"] for change in payments] == [first.json()["paymentId"]]


@pytest.mark.parametrize(
    ("changes", "key", "status"),
    [
        ({}, None, 422),
        ({}, "short", 422),
        ({"amount": -5}, "klucz-0002", 422),
        ({"amount": 5, "documents": [{"documentId": "A" * 22, "amount": 6}]}, "klucz-0003", 422),
        ({"customerId": "A" * 22}, "klucz-0004", 404),
        ({"more": 1}, "klucz-0005", 422),
        ({"provider": "x" * 300_000}, "klucz-0006", 413),
    ],
)
def test_a_bad_payment_is_told(
    billing: RunningBilling, client: httpx.Client, changes: dict[str, Any], key: str | None, status: int
) -> None:
    headers = {"Idempotency-Key": key} if key else {}
    answer = client.post("/payments", json=payment(billing, **changes), headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert "A" * 22 not in answer.text


def test_only_the_identity_providers_applications_may_call(tmp_path: Path) -> None:
    with running_identity_provider(tmp_path / "identity") as identity:
        gate = token_gate(identity.authority, identity.ca_file)
        with running_billing(tmp_path, customers=1, demo=False, pdfs="none", today=TODAY, gate=gate) as billing:
            client = billing.server
            for headers in ({}, {"Authorization": "Bearer x.y.z"}, {"Authorization": "Basic eDp5"}):
                refused = client.get("/changes", headers=headers)
                assert refused.status_code == 401
                assert refused.headers["www-authenticate"] == "Bearer"
            assert client.get("/health").status_code == 200
            token = token_of(identity.authority, identity.ca_file, identity.directory)
            assert client.get("/changes", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def token_of(authority: str, ca_file: Path, directory: Any) -> str:
    import ssl

    portal = directory.clients[0]
    answer = httpx.post(
        f"{authority}/oauth2/v2.0/token",
        data={
            "grant_type": "client_credentials",
            "client_id": portal.client_id,
            "client_secret": portal.secrets[0],
            "scope": "api://mojbok-billing/.default",
        },
        verify=ssl.create_default_context(cafile=str(ca_file)),
    )
    assert answer.status_code == 200
    return str(answer.json()["access_token"])


def test_a_payment_taken_back_opens_again_what_it_paid(billing: RunningBilling, client: httpx.Client) -> None:
    number = number_of(billing)
    invoice = client.post("/simulate/new-invoice", json={"customerNumber": number, "amount": 10_000}).json()
    paid = {"customerNumber": number, "documentNumber": invoice["number"], "amount": 10_000}
    payment = client.post("/simulate/payment", json=paid).json()
    part = {"customerNumber": number, "paymentId": payment["id"], "amount": 3_000}
    first = client.post("/simulate/reversal", json=part | {"method": "refund"}).json()
    rest = client.post("/simulate/reversal", json={"customerNumber": number, "method": "chargeback"}).json()
    assert [(one["reverses"], one["amount"]) for one in (first, rest)] == [
        (payment["id"], -3_000),
        (payment["id"], -7_000),
    ]
    account = billing.system.account(billing.system.place_of_number(number))
    document = account.ledger.documents[invoice["id"]]
    assert (document.remaining, sum(part.amount for part in document.settlements)) == (10_000, 0)
    assert account.ledger.balance == invoice["balance"] == rest["balance"]
    assert client.post("/simulate/reversal", json=part).status_code == 409
