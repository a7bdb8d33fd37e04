"""The contract over HTTP: who may call, and what payments and requests become."""

import csv
import json
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from adapters.billing_files.__main__ import main
from adapters.billing_files.asks import Asks
from adapters.billing_files.journal import Journal
from adapters.billing_files.mapping import read_mapping
from adapters.billing_files.serve import application
from shared.billing_contract import Page, PaymentReport
from tests.adapters.billing_files.files import write_export

NOW = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal(tmp_path / "data")
    folder = write_export(tmp_path / "export")
    assert journal.take(read_mapping(folder / "mapping.toml"), folder).refused is None
    yield journal
    journal.close()


@pytest.fixture
def asks(tmp_path: Path) -> Iterator[Asks]:
    asks = Asks(tmp_path / "data")
    yield asks
    asks.close()


@pytest.fixture
async def client(journal: Journal, asks: Asks) -> AsyncIterator[httpx.AsyncClient]:
    """One that needs `Bearer` and the role's name in place of a token."""
    app = application(journal, asks, lambda told, role: told == f"Bearer {role}", lambda: NOW)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://files") as client:
        yield client


def as_(role: str, **more: str) -> dict[str, str]:
    return {"Authorization": f"Bearer Billing.{role}"} | more


def customer_of(journal: Journal) -> str:
    return next(change["id"] for change in journal.changes(0, 10) if change["kind"] == "customer")


def payment(journal: Journal, **more: Any) -> dict[str, Any]:
    document = next(change["id"] for change in journal.changes(0, 20) if change["kind"] == "document")
    return {
        "portalReference": "portal-0001",
        "customerId": customer_of(journal),
        "amount": 12_345,
        "paidAt": "2026-11-20T20:00:00Z",
        "provider": "przelewy24",
        "providerReference": "P24-1",
        "documents": [{"documentId": document, "amount": 12_000}],
    } | more


async def test_pages_end_where_they_say(client: httpx.AsyncClient) -> None:
    assert (await client.get("/changes")).status_code == 401
    assert (await client.get("/changes", headers=as_("Write"))).status_code == 401
    client.headers.update(as_("Read"))
    first = Page.model_validate((await client.get("/changes", params={"limit": 4})).json())
    rest = Page.model_validate((await client.get("/changes", params={"after": first.next})).json())
    end = Page.model_validate((await client.get("/changes", params={"after": rest.next})).json())
    assert (len(first.changes), first.complete) == (4, False)
    assert (len(rest.changes), rest.complete) == (5, True)
    assert (end.changes, end.next, end.complete) == ([], rest.next, True)
    for path in ("/documents/nothing-here/pdf", "/documents/nothing-here/ksef-xml", "/contracts/nothing-here/pdf"):
        answer = await client.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


async def test_a_payment_is_taken_once_and_handed_over_in_their_words(
    client: httpx.AsyncClient, journal: Journal, asks: Asks, tmp_path: Path
) -> None:
    headers = as_("Write", **{"Idempotency-Key": "key-00001"})
    first = await client.post("/payments", json=payment(journal), headers=headers)
    assert (first.status_code, first.json()["bookedOn"]) == (202, "2026-11-21")
    again = await client.post("/payments", json=payment(journal), headers=headers)
    assert (again.status_code, again.content) == (202, first.content)
    other = await client.post("/payments", json=payment(journal, amount=12_346), headers=headers)
    assert other.status_code == 409
    stranger = await client.post("/payments", json=payment(journal, customerId="nobody-here"), headers=headers)
    assert stranger.status_code == 404
    assert (await client.post("/payments", json={}, headers=headers)).status_code == 422
    assert (await client.post("/payments", content=b"x" * 300_000, headers=headers)).status_code == 413
    [file] = asks.hand_over(tmp_path / "import", NOW, journal.key_of)
    [row] = list(csv.DictReader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert (row["id klienta"], row["kwota"], row["numer mojBOK"], row["dokumenty"]) == (
        "K1", "123,45", "portal-0001", "F1: 120,00",
    )  # fmt: skip
    assert asks.hand_over(tmp_path / "import", NOW, journal.key_of) == []


async def test_a_request_and_its_photo_are_kept(
    client: httpx.AsyncClient, journal: Journal, asks: Asks, tmp_path: Path
) -> None:
    request = {
        "portalReference": "portal-0002",
        "customerId": customer_of(journal),
        "kind": "contact",
        "requestedAt": "2026-11-20T20:00:00Z",
        "contact": {"email": "nowy@example.com"},
    }
    taken = await client.post("/requests", json=request, headers=as_("Write", **{"Idempotency-Key": "key-00002"}))
    assert (taken.status_code, taken.json()["reference"]) == (202, "ZL/2026/000001")
    photo = b"\xff\xd8\xff" + b"x" * 100
    jpeg = as_("Write", **{"Content-Type": "image/jpeg"})
    assert (await client.put("/requests/portal-0002/photo", content=photo, headers=jpeg)).status_code == 204
    assert (await client.put("/requests/portal-0003/photo", content=photo, headers=jpeg)).status_code == 404
    assert (await client.put("/requests/portal-0002/photo", content=b"GIF89a", headers=jpeg)).status_code == 415
    file, seen = asks.hand_over(tmp_path / "import", NOW, journal.key_of)
    assert (seen.name, seen.read_bytes()) == ("zdjecie-portal-0002.jpg", photo)
    assert (await client.put("/requests/portal-0002/photo", content=photo, headers=jpeg)).status_code == 204
    assert asks.hand_over(tmp_path / "import", NOW, journal.key_of) == [], "the same again changes nothing"
    told = json.loads(file.read_text("utf-8"))
    assert (told["customerId"], told["contact"]) == ("K1", {"email": "nowy@example.com"})


async def test_what_is_handed_over_in_one_second_stands_in_two_files(
    client: httpx.AsyncClient, journal: Journal, asks: Asks, tmp_path: Path
) -> None:
    rows = []
    for number in ("1", "2"):
        headers = as_("Write", **{"Idempotency-Key": f"key-0000{number}"})
        told = payment(journal, portalReference=f"portal-000{number}")
        assert (await client.post("/payments", json=told, headers=headers)).status_code == 202
        asks.hand_over(tmp_path / "import", NOW, journal.key_of)
    for file in (tmp_path / "import").glob("wplaty-*.csv"):
        rows += list(csv.DictReader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert sorted(row["numer mojBOK"] for row in rows) == ["portal-0001", "portal-0002"]


def test_payments_that_come_at_once_are_all_taken(journal: Journal, asks: Asks) -> None:
    reports = [PaymentReport.model_validate(payment(journal, portalReference=f"portal-{one:04}")) for one in range(40)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda report: asks.pay(report.portal_reference, report, NOW), reports))
    assert len(set(answers)) == asks.waiting() == 40


async def test_a_body_of_no_told_length_is_not_read(client: httpx.AsyncClient) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(1_000):
            read += 1
            yield b"x" * 1_000

    for role in ("Nobody", "Write"):
        answer = await client.post("/payments", content=endless(), headers=as_(role))
        assert (answer.status_code, answer.headers["content-type"]) == (411, "application/problem+json")
    assert read == 0


async def test_odd_tokens_cursors_and_ids_are_refused_and_break_nothing(client: httpx.AsyncClient) -> None:
    for told in ("", "Bearer", "Bearer ", "Basic YTpi", "Bearer Billing.Write", "Bearer " + "x" * 5_000):
        answer = await client.get("/changes", headers={"Authorization": told})
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    client.headers.update(as_("Read"))
    for params in ({"after": "-1"}, {"after": "9" * 400}, {"after": "1.5"}, {"limit": "0"}, {"limit": "2001"}):
        answer = await client.get("/changes", params=params)
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json"), params
    for odd in ("x" * 20_000, "%00", "..%2f..%2fasks.sqlite", "%F0%9F%92%A9", "' or 1=1 --"):
        assert (await client.get(f"/documents/{odd}/pdf")).status_code == 404, odd


def test_a_folder_in_which_nothing_was_taken_is_neither_made_nor_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("serve", "status", "hand-over"):
        assert main([command, "--data", str(tmp_path / "mistyped")]) == 2
        assert "nie ma jeszcze niczego: najpierw take" in capsys.readouterr().out
    assert not (tmp_path / "mistyped").exists()


def test_the_commands_serve_and_hand_over(
    tmp_path: Path, journal: Journal, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BILLING_FILES_AUTHORITY", raising=False)
    data = ["--data", str(tmp_path / "data")]
    assert main(["serve", *data]) == 2
    assert "ustaw BILLING_FILES_AUTHORITY" in capsys.readouterr().out
    assert main(["hand-over", *data, "--out", str(tmp_path / "import")]) == 0
    assert main(["status", *data]) == 0
    said = capsys.readouterr().out
    assert "nie ma nic do przekazania" in said
    assert "do przekazania: 0" in said
