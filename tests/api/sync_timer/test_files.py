"""PDFs and XML: stored before they are shown as ready, checked, tried again, and nobody waits for them."""

import hashlib
from datetime import timedelta
from logging import WARNING
from typing import Any

import pytest

from functions.sync_timer.billing_sync import synchronise
from shared import blob, clock
from shared.settings import settings
from tests.api.sync_timer.conftest import World, synced
from tests.azurite import free_port


def documents(world: World) -> list[dict[str, Any]]:
    return [item for item in world.mirror().values() if item["type"] == "document"]


def printed_papers(world: World) -> list[dict[str, Any]]:
    """What is mirrored with a PDF of its own: documents, and contracts that are signed."""
    return [item for item in world.mirror().values() if item.get("pdf", "none") != "none"]


def states(world: World) -> set[str]:
    """The states shown of PDFs, in documents, contracts and the summary."""
    rows = [row for item in world.mirror().values() if item["type"] == "summary" for row in item["data"]["recent"]]
    return {item["pdf"] for item in printed_papers(world)} | {row["pdf"] for row in rows}


async def emptied() -> None:
    container = blob.blobs(blob.DOCUMENTS)
    for name in [name async for name in container.list_blob_names()]:
        await container.delete_blob(name)


async def stored_files(media_type: str = "application/pdf") -> set[str]:
    """Names of the stored files, each checked to be the hash of its content."""
    container = blob.blobs(blob.DOCUMENTS)
    names = [name async for name in container.list_blob_names()]
    for name in names:
        downloaded = await container.download_blob(name)
        assert hashlib.sha256(await downloaded.readall()).hexdigest() == name
        assert downloaded.properties.content_settings.content_type == media_type
    return set(names)


@pytest.fixture(autouse=True)
async def no_files(portal: str) -> None:
    await emptied()


def later() -> None:
    """The next run begins a quarter of an hour later."""
    clock.set_now(clock.now() + timedelta(minutes=15))


async def test_every_announced_pdf_is_stored_under_its_hash(printed: World) -> None:
    report = await synced()
    assert printed.is_mirrored()
    announced = {item["data"]["pdf"]["sha256"] for item in printed_papers(printed)}
    assert await stored_files() == announced
    assert report.files == len(announced) > 0
    assert states(printed) == {"ready"}


async def test_a_contract_is_stored_as_a_document_is_and_announced_to_nobody(printed: World) -> None:
    await synced()
    contracts = [item for item in printed.mirror().values() if item["type"] == "contract"]
    assert {item["pdf"] for item in contracts if item["data"]["status"] != "unsigned"} == {"ready"}
    assert {item["data"]["pdf"]["sha256"] for item in contracts if item["pdf"] == "ready"} <= await stored_files()
    assert printed.notes("pending-file") == []


async def test_pdfs_are_stored_before_their_documents_show_them(printed: World) -> None:
    printed.emulator.faults.add("503", operation="batch")
    assert (await synchronise()).outcome != "complete"
    assert documents(printed) == []
    assert len(await stored_files()) > 0


@pytest.mark.parametrize("fault", ["wrong_pdf_hash", "broken_pdf"])
async def test_a_wrong_pdf_is_pending_until_a_right_one_comes(printed: World, fault: str) -> None:
    printed.fault(fault)
    report = await synced()
    assert (report.files, await stored_files(), states(printed)) == (0, set(), {"pending"})
    assert {note["reason"] for note in printed.notes("pending-file")} == {"another SHA-256 than announced"}
    later()
    assert (await synced()).files == 0
    printed.heal()
    later()
    assert (await synced()).files == len(printed_papers(printed))
    assert states(printed) == {"ready"}
    assert printed.is_mirrored()
    assert printed.notes("pending-file") == []


async def test_a_blob_store_that_is_down_keeps_nobody_from_their_balance(
    printed: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole = settings().blob_endpoint
    await blob.close()
    monkeypatch.setenv("MOJBOK_BLOB_ENDPOINT", f"http://127.0.0.1:{free_port()}/devstoreaccount1")
    settings.cache_clear()
    await synced()
    assert states(printed) == {"pending"}
    missing = len(printed.notes("pending-file"))
    assert missing == len(printed_papers(printed)) > 1
    said = [
        vars(one).get("count") for one in caplog.records if "pending" in one.getMessage() and one.levelno >= WARNING
    ]
    assert said == [missing], "one line a run, however many there are"
    await blob.close()
    monkeypatch.setenv("MOJBOK_BLOB_ENDPOINT", str(whole))
    settings.cache_clear()
    later()
    await synced()
    assert states(printed) == {"ready"}
    assert printed.is_mirrored()
    assert await stored_files()


async def test_a_note_made_too_early_or_too_late_goes_away_in_the_end(printed: World) -> None:
    from functions.sync_timer.intake.records import Record, read_record
    from functions.sync_timer.mirror.files import Files

    change = next(change for change in printed.changes() if change["kind"] == "document")
    record = read_record(change)
    assert isinstance(record, Record)

    async def keep() -> None:
        return None

    printed.fault("broken_pdf")
    sleeper = Files(clock.now() + timedelta(minutes=4), keep, lambda _: None)
    assert await sleeper.store([record.item]) == 0
    [early] = printed.notes("pending-file")
    later()
    assert await Files(clock.now() + timedelta(minutes=4), keep, lambda _: None).retry() == 0
    [kept] = printed.notes("pending-file")
    assert (kept["reason"], kept["revision"]) == ("not mirrored yet", early["revision"])
    printed.heal()
    later()
    await synced()
    assert printed.notes("pending-file") == []
    assert printed.is_mirrored()


def xml_states(world: World) -> set[tuple[str, str]]:
    """Where documents stand in KSeF, and how their XML does."""
    return {(item["data"].get("ksef", {}).get("state", "-"), item["ksefXml"]) for item in documents(world)}


async def test_every_announced_xml_is_stored_under_its_hash(registered: World) -> None:
    report = await synced()
    assert registered.is_mirrored()
    announced = {item["data"]["ksef"]["xmlSha256"] for item in documents(registered) if item["ksefXml"] != "none"}
    assert await stored_files("application/xml") == announced
    assert report.files == len(announced) > 0
    assert xml_states(registered) >= {("-", "none"), ("accepted", "ready")}


@pytest.mark.parametrize("fault", ["wrong_xml_hash", "broken_xml"])
async def test_a_wrong_xml_is_pending_until_a_right_one_comes(registered: World, fault: str) -> None:
    registered.fault(fault)
    assert (await synced()).files == 0
    assert await stored_files() == set()
    assert xml_states(registered) >= {("-", "none"), ("accepted", "pending")}
    notes = registered.notes("pending-file")
    assert {(note["file"], note["reason"]) for note in notes} == {("ksefXml", "another SHA-256 than announced")}
    registered.heal()
    later()
    assert (await synced()).files == len(notes) > 0
    assert registered.notes("pending-file") == []
    assert registered.is_mirrored()


async def test_a_pdf_does_not_wait_for_its_documents_xml(both: World) -> None:
    both.fault("broken_xml")
    await synced()
    pending = [item for item in documents(both) if item["ksefXml"] == "pending"]
    assert {item["pdf"] for item in pending} == {"ready"}
    assert {note["file"] for note in both.notes("pending-file")} == {"ksefXml"}
    both.heal()
    later()
    assert (await synced()).files == len(pending) > 0
    assert both.is_mirrored()
