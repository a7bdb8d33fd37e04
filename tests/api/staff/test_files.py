"""Clerks' files: judged and cleaned as customers' are; a reply's reach the customer with it, a note's never do."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from functions.tickets.files import store as files_store
from shared import clock
from shared.blob import ATTACHMENTS, blobs
from tests.api.conftest import Mailbox
from tests.api.staff.conftest import EWA, Office
from tests.api.staff.test_tickets import AT, OWN, a_reply, anna, code, later
from tests.api.tickets.test_attachments import scanning
from tests.files import EICAR, a_pdf, a_picture

__all__ = ["anna"]

FILE, OTHER = "file-of-ewa-00001", "file-of-ewa-00002"


async def added(
    clerk: httpx.AsyncClient, content: bytes, name: str = FILE, form: str = "reply", at: str = AT
) -> httpx.Response:
    return await clerk.post(
        f"{at}/drafts/{form}/attachments",
        params={"id": name},
        content=content,
        headers={"X-File-Name": "plan%20rat.pdf", "Content-Type": "application/octet-stream"},
    )


async def of_form(clerk: httpx.AsyncClient, form: str) -> list[str]:
    return [one["id"] for one in (await clerk.get(f"{AT}/drafts/{form}/attachments")).json()["files"]]


async def test_a_replys_file_reaches_the_customer_when_the_reply_leaves(
    anna: httpx.AsyncClient, office: Office
) -> None:
    ewa = await office.clerk(EWA)
    assert (await added(ewa, a_pdf())).json()["name"] == "plan rat.pdf"
    assert (await added(ewa, a_picture(), OTHER)).status_code == 201
    assert await of_form(ewa, "reply") == [FILE, OTHER]
    # Until it has left the customer neither sees it, nor gets it, nor sends it.
    assert (await anna.get(f"{OWN}/attachments")).json()["files"] == []
    stolen = {"id": "message-of-anna-1", "text": "Moje", "attachments": [FILE]}
    assert await code(await anna.post(f"{OWN}/messages", json=stolen)) == (409, "file_missing")
    sent = a_reply(attachments=[FILE, OTHER])
    answers = await asyncio.gather(*(ewa.post(f"{AT}/replies", json=sent) for _ in range(3)))
    assert [one.status_code for one in answers] == [201] * 3
    assert await code(await anna.get(f"{OWN}/attachments/{FILE}")) == (404, "not_found")
    later(seconds=11)
    [_, message] = (await anna.get(OWN)).json()["messages"]
    assert [one["id"] for one in message["files"]] == [FILE, OTHER]
    got = await anna.get(f"{OWN}/attachments/{FILE}")
    assert (got.status_code, got.headers["content-type"]) == (200, "application/pdf")
    assert got.headers["content-disposition"].startswith("attachment")
    assert (await ewa.get(f"{AT}/attachments/{FILE}")).content == got.content
    # What was sent is nobody's any more: neither taken back, nor written over by the same id.
    assert await code(await ewa.delete(f"{AT}/drafts/reply/attachments/{FILE}")) == (409, "file_sent")
    assert await code(await added(ewa, a_picture())) == (409, "idempotency_key_reused")
    assert (await anna.get(f"{OWN}/attachments/{FILE}")).content == got.content


async def test_a_notes_file_is_for_clerks(anna: httpx.AsyncClient, office: Office) -> None:
    ewa, before = await office.clerk(EWA), (await anna.get(OWN)).json()
    await added(ewa, a_pdf(), form="note")
    assert await code(await ewa.post(f"{AT}/replies", json=a_reply(attachments=[FILE]))) == (409, "file_missing")
    note = {"id": "note-of-ewa-00001", "text": "Umowa ze skanera.", "attachments": [FILE]}
    answers = await asyncio.gather(*(ewa.post(f"{AT}/notes", json=note) for _ in range(3)))
    assert [one.status_code for one in answers] == [201] * 3
    [shown] = answers[0].json()["notes"]
    assert [one["id"] for one in shown["files"]] == [FILE]
    assert (await ewa.get(f"{AT}/attachments/{FILE}")).status_code == 200
    later(minutes=1)
    assert (await anna.get(OWN)).json() == before
    assert await code(await anna.get(f"{OWN}/attachments/{FILE}")) == (404, "not_found")
    assert (await anna.delete(f"{OWN}/attachments/{FILE}")).status_code == 204
    assert await code(await anna.get(f"{OWN}/attachments/{FILE}")) == (404, "not_found")
    assert (await ewa.get(f"{AT}/attachments/{FILE}")).status_code == 200
    # Nor does a later reply take it.
    assert await code(await ewa.post(f"{AT}/replies", json=a_reply(attachments=[FILE]))) == (409, "file_missing")


async def test_a_reply_taken_back_brings_its_files_back_to_the_form(anna: httpx.AsyncClient, office: Office) -> None:
    ewa = await office.clerk(EWA)
    await added(ewa, a_pdf())
    for serial in (1, 2):
        seen = (await ewa.get(AT)).json()["messageCount"]
        sent = a_reply(f"reply-of-ewa-000{serial}", seen=seen, attachments=[FILE])
        assert (await ewa.post(f"{AT}/replies", json=sent)).status_code == 201
        assert await of_form(ewa, "reply") == []
        assert (await ewa.delete(f"{AT}/replies/reply-of-ewa-000{serial}")).status_code == 200
        assert await of_form(ewa, "reply") == [FILE]
    assert (await anna.get(f"{OWN}/attachments")).json()["files"] == []
    assert await code(await anna.get(f"{OWN}/attachments/{FILE}")) == (404, "not_found")
    assert (await ewa.delete(f"{AT}/drafts/reply/attachments/{FILE}")).status_code == 204
    assert await of_form(ewa, "reply") == []


async def test_clerks_files_are_judged_as_customers_are(
    anna: httpx.AsyncClient, office: Office, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    ewa = await office.clerk(EWA)
    assert await code(await added(ewa, b"MZ\x90\0 not a picture")) == (415, "file_kind_refused")
    assert await code(await added(ewa, b"x" * (10 * 2**20 + 1))) == (413, "file_too_large")
    assert await code(await added(ewa, a_pdf(), at=f"{AT}-of-nobody")) == (404, "not_found")

    def told(content: bytes) -> bytes:
        return b"stream: Eicar FOUND\0" if EICAR in content else b"stream: OK\0"

    async with scanning(monkeypatch, told):
        assert await code(await added(ewa, a_pdf() + EICAR)) == (400, "file_infected")
        assert (await added(ewa, a_pdf())).json()["state"] == "checked"
    for serial in range(4):
        assert (await added(ewa, a_pdf(), f"file-of-ewa-1000{serial}")).status_code == 201
    assert await code(await added(ewa, a_pdf(), "file-of-ewa-10009")) == (409, "too_many_files")
    # The note's form has files of its own.
    assert (await added(ewa, a_pdf(), "file-of-ewa-20001", "note")).status_code == 201


async def test_what_was_never_sent_goes_with_its_draft(anna: httpx.AsyncClient, office: Office) -> None:
    ewa = await office.clerk(EWA)
    await added(ewa, a_pdf())
    await ewa.put(f"{AT}/drafts/note", json={"text": "Do sprawdzenia"})
    await added(ewa, a_pdf(), OTHER, "note")
    later(days=8)
    await files_store.drop_forgotten()
    ewa = await office.clerk(EWA)
    assert (await of_form(ewa, "reply"), await of_form(ewa, "note")) == ([], [OTHER])
    names = [name async for name in blobs(ATTACHMENTS).list_blob_names()]
    assert [name for name in names if FILE in name] == []
    assert sorted(name.partition("/")[0] for name in names if OTHER in name) == ["kept", "quarantine"]


async def test_an_id_of_a_clerks_file_writes_over_nothing_of_a_customers(
    anna: httpx.AsyncClient, office: Office
) -> None:
    ewa = await office.clerk(EWA)
    await added(ewa, a_pdf())
    headers: dict[str, Any] = {"X-File-Name": "x.png", "Content-Type": "application/octet-stream"}
    own = await anna.post(f"{OWN}/attachments", params={"id": FILE}, content=a_picture(), headers=headers)
    assert own.status_code == 201, own.text
    clock.set_now(clock.now() + timedelta(seconds=1))
    assert (await anna.get(f"{OWN}/attachments/{FILE}")).headers["content-type"] == "image/jpeg"
    names = [name async for name in blobs(ATTACHMENTS).list_blob_names()]
    assert len([name for name in names if FILE in name]) == 4
