"""Files on their way: from a customer's phone into quarantine, cleaned, scanned, with a message, back out."""

import asyncio
import io
import os
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pikepdf
import pytest
from azure.core.exceptions import ServiceResponseTimeoutError
from azure.storage.blob.aio import BlobClient
from PIL import Image

from functions.tickets.files import store as files_store
from shared import clock
from shared.blob import ATTACHMENTS, blobs
from shared.settings import settings
from tests.api.auth.steps import an_account, another_account
from tests.api.conftest import Mailbox, a_browser
from tests.api.journey import sign_in
from tests.files import EICAR, a_pdf, a_picture
from tests.unit.shared.test_file_cleaning import a_heic, with_script

TICKET = "ticket-of-anna-01"
URL = f"/api/tickets/{TICKET}"


@pytest.fixture(autouse=True)
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await an_account()
    assert (await sign_in(browser)).status_code == 201


async def uploaded(
    browser: httpx.AsyncClient, content: bytes, name: str = "licznik.png", serial: int = 1, ticket: str = TICKET
) -> httpx.Response:
    return await browser.post(
        f"/api/tickets/{ticket}/attachments",
        params={"id": f"file-of-anna-{serial:04}"},
        content=content,
        headers={"X-File-Name": name, "Content-Type": "application/octet-stream"},
    )


def a_ticket(*files: str) -> dict[str, Any]:
    return {"id": TICKET, "kind": "question", "subject": "meter", "text": "Zdjęcie licznika.", "attachments": files}


@asynccontextmanager
async def a_scanner(answer: Callable[[bytes], bytes | None]) -> AsyncIterator[str]:
    """A server that speaks clamd's INSTREAM on a Unix socket; None breaks the connection off."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readexactly(10) == b"zINSTREAM\0"
        content = b""
        while length := int.from_bytes(await reader.readexactly(4), "big"):
            content += await reader.readexactly(length)
        if (told := answer(content)) is not None:
            writer.write(told)
        writer.close()

    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "clamd"))
        server = await asyncio.start_unix_server(serve, path)
        async with server:
            yield path


@asynccontextmanager
async def scanning(monkeypatch: pytest.MonkeyPatch, answer: Callable[[bytes], bytes | None]) -> AsyncIterator[None]:
    async with a_scanner(answer) as path:
        monkeypatch.setenv("MOJBOK_CLAMD_SOCKET", path)
        settings.cache_clear()
        yield
    monkeypatch.delenv("MOJBOK_CLAMD_SOCKET")
    settings.cache_clear()


async def test_a_file_goes_with_its_message_and_comes_back_cleaned(browser: httpx.AsyncClient) -> None:
    tail = b"<script>alert(1)</script>"
    taken = await uploaded(browser, a_picture("PNG") + tail, "Zdj%C4%99cie%20licznika.PNG")
    assert taken.status_code == 201, taken.text
    file = taken.json()
    assert (file["name"], file["state"]) == ("Zdjęcie licznika.png", "unscanned")
    assert (await browser.get(f"{URL}/attachments")).json()["files"] == [file]
    made = await browser.post("/api/tickets", json=a_ticket(file["id"]))
    assert made.status_code == 201, made.text
    assert (await browser.get(URL)).json() == made.json()
    assert made.json()["messages"][0]["files"] == [file]
    assert (await browser.get(f"{URL}/attachments")).json()["files"] == []
    given = await browser.get(f"{URL}/attachments/{file['id']}")
    assert given.headers["content-type"] == "image/png"
    assert given.headers["content-disposition"].startswith("attachment; ")
    assert "sandbox" in given.headers["content-security-policy"]
    assert tail not in given.content
    with Image.open(io.BytesIO(given.content)) as picture:
        assert picture.size == (64, 48)


async def test_the_original_stays_in_quarantine_only(browser: httpx.AsyncClient) -> None:
    original = a_picture() + b"what follows"
    file = (await uploaded(browser, original)).json()
    blob = await blobs(ATTACHMENTS).download_blob(f"quarantine/customer-anna/{file['id']}")
    assert await blob.readall() == original


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 400, "file_empty"),
        (b"MZ" + bytes(100), 415, "file_kind_refused"),
        (a_picture()[:200], 400, "file_damaged"),
        (bytes(10 * 2**20 + 1), 413, "file_too_large"),
    ],
    ids=["empty", "program", "torn", "too large"],
)
async def test_a_refused_file_leaves_the_draft(
    browser: httpx.AsyncClient, content: bytes, status: int, code: str
) -> None:
    await browser.put(f"/api/tickets/drafts/{TICKET}", json={"text": "Piszę już pół godziny"})
    refused = await uploaded(browser, content)
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    [draft] = (await browser.get("/api/tickets/drafts")).json()["drafts"]
    assert draft["text"] == "Piszę już pół godziny"
    assert (await browser.get(f"{URL}/attachments")).json()["files"] == []
    assert (await browser.post("/api/tickets", json=a_ticket())).status_code == 201


async def test_a_message_takes_five_files(browser: httpx.AsyncClient) -> None:
    for serial in range(5):
        assert (await uploaded(browser, a_picture("PNG"), serial=serial)).status_code == 201
    sixth = await uploaded(browser, a_picture("PNG"), serial=6)
    assert (sixth.status_code, sixth.json()["code"]) == (409, "too_many_files")
    assert (await browser.delete(f"{URL}/attachments/file-of-anna-0000")).status_code == 204
    assert (await uploaded(browser, a_picture("PNG"), serial=6)).status_code == 201


async def test_the_same_upload_again_is_kept_once(browser: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(*(uploaded(browser, a_picture("PNG")) for _ in range(3)))
    assert {answer.status_code for answer in answers} == {201}
    assert len((await browser.get(f"{URL}/attachments")).json()["files"]) == 1
    other = await uploaded(browser, a_picture("PNG", size=(9, 9)))
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")


async def test_a_file_not_here_is_told_and_nothing_is_sent(browser: httpx.AsyncClient) -> None:
    file = (await uploaded(browser, a_picture("PNG"))).json()
    refused = await browser.post("/api/tickets", json=a_ticket(file["id"], "file-that-never-came"))
    assert (refused.status_code, refused.json()["code"]) == (409, "file_missing")
    assert (await browser.get(URL)).status_code == 404
    assert (await browser.post("/api/tickets", json=a_ticket(file["id"]))).status_code == 201
    sent = await browser.delete(f"{URL}/attachments/{file['id']}")
    assert (sent.status_code, sent.json()["code"]) == (409, "file_sent")


async def test_a_strangers_file_is_none(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    file = (await uploaded(browser, a_picture("PNG"))).json()
    async with a_browser() as other:
        await another_account("ewa@example.com")
        await sign_in(other, "02070803628", "hasło ewy wieczorem")
        assert (await other.get(f"{URL}/attachments/{file['id']}")).status_code == 404
        assert (await other.delete(f"{URL}/attachments/{file['id']}")).status_code == 204
        assert (await other.get(f"{URL}/attachments")).json()["files"] == []
        stolen = await other.post("/api/tickets", json=a_ticket(file["id"]))
        assert stolen.json()["code"] == "file_missing"
    assert (await browser.get(f"{URL}/attachments")).json()["files"] == [file]
    elsewhere = f"/api/tickets/ticket-of-anna-02/attachments/{file['id']}"
    assert (await browser.get(elsewhere)).status_code == 404


async def test_json_is_no_file_and_a_file_no_json(browser: httpx.AsyncClient) -> None:
    headers = {"X-File-Name": "x.png", "Content-Type": "application/json"}
    params = {"id": "file-of-anna-0001"}
    refused = await browser.post(f"{URL}/attachments", params=params, content=b"{}", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (415, "content_type_unsupported")


async def test_a_clean_file_is_checked(browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []

    def clean(content: bytes) -> bytes:
        seen.append(content)
        return b"stream: OK\0"

    original = a_pdf() + bytes(300_000)
    async with scanning(monkeypatch, clean):
        assert (await uploaded(browser, original)).json()["state"] == "checked"
    assert seen == [original], "the scanner gets what was sent, not what we made of it"


@pytest.mark.parametrize("signature", ["Local.Eicar.body.UNOFFICIAL", "Heuristics.Limits.Exceeded.MaxFiles"])
async def test_an_infected_file_is_refused(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, signature: str
) -> None:
    async with scanning(monkeypatch, lambda content: f"stream: {signature} FOUND\0".encode()):
        refused = await uploaded(browser, a_picture("PNG") + EICAR)
    assert (refused.status_code, refused.json()["code"]) == (400, "file_infected")
    assert (await browser.get(f"{URL}/attachments")).json()["files"] == []


@pytest.mark.parametrize(
    "answer",
    [None, b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: Can't allocate memory ERROR\0", b"OK\0"],
    ids=["reset", "silence", "limit", "error", "another OK"],
)
async def test_whatever_else_a_scanner_says_is_not_clean(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, answer: bytes | None
) -> None:
    async with scanning(monkeypatch, lambda _: answer):
        file = (await uploaded(browser, a_picture("PNG"))).json()
        assert file["state"] == "waiting"
        made = await browser.post("/api/tickets", json=a_ticket(file["id"]))
        assert made.status_code == 201, "the message goes out, its file later"
        waiting = await browser.get(f"{URL}/attachments/{file['id']}")
        assert (waiting.status_code, waiting.json()["code"]) == (409, "file_waiting")
        assert await files_store.scan_waiting() == 0
    async with scanning(monkeypatch, lambda _: b"stream: OK\0"):
        assert await files_store.scan_waiting() == 1
    assert (await browser.get(f"{URL}/attachments/{file['id']}")).status_code == 200


async def test_a_scanner_that_goes_away_in_the_middle_has_found_nothing(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has read a part of a long file, then it is gone: the file waits, and the next one is scanned."""

    async def leaves(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(4_000)
        writer.transport.abort()

    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "clamd"))
        async with await asyncio.start_unix_server(leaves, path):
            monkeypatch.setenv("MOJBOK_CLAMD_SOCKET", path)
            settings.cache_clear()
            file = (await uploaded(browser, a_pdf() + bytes(1_500_000), "faktura.pdf")).json()
    assert file["state"] == "waiting"
    async with scanning(monkeypatch, lambda _: b"stream: OK\0"):
        assert await files_store.scan_waiting() == 1
        assert (await uploaded(browser, a_picture("PNG"), serial=2)).json()["state"] == "checked"


async def test_a_photo_of_an_iphone_and_a_pdf_that_runs_come_out_tame(browser: httpx.AsyncClient) -> None:
    photo = (await uploaded(browser, a_heic(), "IMG_0001.HEIC")).json()
    assert (photo["kind"], photo["name"]) == ("jpeg", "IMG_0001.jpg")
    with pikepdf.open(io.BytesIO(a_pdf())) as document:
        with_script(document)
        acting = io.BytesIO()
        document.save(acting)
    paper = (await uploaded(browser, acting.getvalue(), "faktura.pdf", 2)).json()
    assert (await browser.post("/api/tickets", json=a_ticket(photo["id"], paper["id"]))).status_code == 201
    given = await browser.get(f"{URL}/attachments/{photo['id']}")
    assert (given.headers["content-type"], given.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    given = await browser.get(f"{URL}/attachments/{paper['id']}")
    with pikepdf.open(io.BytesIO(given.content)) as document:
        assert "/OpenAction" not in document.Root
        assert "/JavaScript" not in document.Root.get("/Names", {})
        assert "/AA" not in document.pages[0].obj


async def test_a_file_whose_storage_did_not_answer_can_be_sent_again_and_is_kept_once(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def slow(*_: Any, **__: Any) -> None:
        raise ServiceResponseTimeoutError("too slow")

    with monkeypatch.context() as patch:
        patch.setattr(BlobClient, "upload_blob", slow)
        late = await uploaded(browser, a_picture("PNG"))
    assert late.status_code == 503, late.text
    assert (await browser.get(f"{URL}/attachments")).json()["files"] == []
    again = await uploaded(browser, a_picture("PNG"))
    assert again.status_code == 201, again.text
    assert [one["id"] for one in (await browser.get(f"{URL}/attachments")).json()["files"]] == [again.json()["id"]]


async def test_a_file_found_infected_later_is_never_handed_out(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOJBOK_CLAMD_SOCKET", os.devnull)
    settings.cache_clear()
    file = (await uploaded(browser, a_picture("PNG"))).json()
    assert file["state"] == "waiting"
    async with scanning(monkeypatch, lambda _: b"stream: Local.Eicar.body.UNOFFICIAL FOUND\0"):
        assert await files_store.scan_waiting() == 1
    gone = await browser.get(f"{URL}/attachments/{file['id']}")
    assert (gone.status_code, gone.json()["code"]) == (400, "file_infected")


async def test_files_from_before_there_was_a_scanner_are_scanned_once_there_is_one(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = (await uploaded(browser, a_picture("PNG"))).json()
    assert file["state"] == "unscanned"
    assert await files_store.scan_waiting() == 0
    async with scanning(monkeypatch, lambda _: b"stream: OK\0"):
        assert await files_store.scan_waiting() == 1
        assert await files_store.scan_waiting() == 0
    assert (await browser.get(f"{URL}/attachments")).json()["files"][0]["state"] == "checked"


async def contents(*files: str) -> set[str]:
    """Those of the files that have a blob left."""
    return {*files} & {blob.name.split("/")[-1] async for blob in blobs(ATTACHMENTS).list_blobs()}


async def test_what_was_never_sent_is_dropped_in_the_end_and_nothing_else(browser: httpx.AsyncClient) -> None:
    draft = {"text": "Licznik stoi.", "revision": 0}
    drafts = {"begun": "ticket-of-anna-02", "none": "ticket-of-anna-03"}
    await browser.put(f"/api/tickets/drafts/{drafts['begun']}", json=draft)
    sent, begun, _ = files = [f"file-of-anna-{serial:04}" for serial in (1, 2, 3)]
    await uploaded(browser, a_picture("PNG"))
    await uploaded(browser, a_picture("PNG"), serial=2, ticket=drafts["begun"])
    await uploaded(browser, a_picture("PNG"), serial=3, ticket=drafts["none"])
    assert (await browser.post("/api/tickets", json=a_ticket(sent))).status_code == 201
    assert await files_store.drop_forgotten() == 0
    start = clock.now()
    clock.set_now(start + files_store.UNSENT_KEPT + timedelta(minutes=1))
    assert await files_store.drop_forgotten() == 1
    assert await contents(*files) == {sent, begun}
    clock.set_now(start + files_store.DRAFT_KEPT + timedelta(minutes=1))
    assert await files_store.drop_forgotten() == 2
    assert await contents(*files) == {sent}
    assert await files_store.drop_forgotten() == 0
    assert (await sign_in(browser)).status_code == 201
    assert (await browser.get(f"{URL}/attachments/{sent}")).status_code == 200
    assert (await browser.get("/api/tickets/drafts")).json() == {"drafts": []}


async def test_a_file_whose_dropping_broke_off_is_dropped_by_the_next_run(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    await uploaded(browser, a_picture("PNG"))
    clock.set_now(clock.now() + files_store.UNSENT_KEPT + timedelta(minutes=1))

    async def broken(*_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as while_broken:
        while_broken.setattr(files_store, "drop_content", broken)
        with pytest.raises(ConnectionError):
            await files_store.drop_forgotten()
    assert (await sign_in(browser)).status_code == 201
    refused = await browser.post("/api/tickets", json=a_ticket("file-of-anna-0001"))
    assert (refused.status_code, refused.json()["code"]) == (409, "file_missing")
    assert await files_store.drop_forgotten() == 1
    assert await contents("file-of-anna-0001") == set()


async def test_the_same_message_sent_twice_at_once_keeps_its_file_once(browser: httpx.AsyncClient) -> None:
    await uploaded(browser, a_picture())
    answers = await asyncio.gather(
        *(browser.post("/api/tickets", json=a_ticket("file-of-anna-0001")) for _ in range(4))
    )
    assert {one.status_code for one in answers} <= {200, 201}, [one.text for one in answers]
    await uploaded(browser, a_picture(), serial=2)
    message = {"id": "message-of-anna-1", "text": "Jeszcze jedno.", "attachments": ["file-of-anna-0002"]}
    answers = await asyncio.gather(*(browser.post(f"{URL}/messages", json=message) for _ in range(4)))
    assert {one.status_code for one in answers} <= {200, 201}, [one.text for one in answers]
    shown = (await browser.get(URL)).json()["messages"]
    assert [[file["id"] for file in one["files"]] for one in shown] == [["file-of-anna-0001"], ["file-of-anna-0002"]]
