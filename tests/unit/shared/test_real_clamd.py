"""The scanner against a real clamd, with a signature of our own: a package without a database knows none.

Where there is no `clamd` on PATH (Debian's package clamav-daemon) nothing of this is seen.
"""

import io
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest

from shared.files import scanner
from shared.files.scanner import Verdict, scan
from tests.files import EICAR, a_pdf, a_picture

CLAMD = shutil.which("clamd")
pytestmark = pytest.mark.skipif(CLAMD is None, reason="there is no clamd on PATH; Debian has it in clamav-daemon")

SIGNATURE = "Local.Eicar.body"
CONFIGURATION = """
Foreground yes
LocalSocket {folder}/clamd.sock
DatabaseDirectory {folder}/signatures
StreamMaxLength 11M
MaxFileSize 11M
MaxFiles 200
AlertExceedsMax yes
AlertEncrypted yes
AlertOLE2Macros yes
"""
START_SECONDS = 20


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where a clamd listens that knows EICAR and nothing else."""
    made = tmp_path_factory.mktemp("clamd")
    (made / "signatures").mkdir()
    (made / "signatures" / "own.ndb").write_text(f"{SIGNATURE}:0:*:{EICAR.hex()}\n")
    configuration = made / "clamd.conf"
    configuration.write_text(CONFIGURATION.format(folder=made))
    with (
        (made / "clamd.log").open("wb") as log,
        subprocess.Popen([str(CLAMD), "-c", configuration], stdout=log, stderr=subprocess.STDOUT) as process,
    ):
        until = time.monotonic() + START_SECONDS
        while not (made / "clamd.sock").exists():
            assert process.poll() is None, (made / "clamd.log").read_text()
            assert time.monotonic() < until, "clamd does not start"
            time.sleep(0.05)
        yield made
        process.kill()


def listens_at(monkeypatch: pytest.MonkeyPatch, socket: Path) -> None:
    monkeypatch.setattr(scanner, "settings", lambda: SimpleNamespace(clamd_socket=str(socket)))


@pytest.fixture(autouse=True)
def scanning(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listens_at(monkeypatch, folder / "clamd.sock")


def zipped(*members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, member in enumerate(members):
            archive.writestr(f"{place}.txt", member)
    return out.getvalue()


def with_stream(document: pikepdf.Pdf) -> None:
    document.pages[0].Contents = document.make_stream(EICAR)


@pytest.mark.parametrize("content", [a_picture("PNG"), a_picture("JPEG"), a_pdf(), zipped(b"text")])
async def test_what_is_clean_is_clean(content: bytes) -> None:
    assert await scan(content) == Verdict("clean")


@pytest.mark.parametrize(
    "content",
    [EICAR, a_picture("PNG") + EICAR, EICAR + b"\0" * 1000, zipped(b"text", EICAR), a_pdf(with_stream)],
    ids=["plain", "after a picture", "with more behind", "in an archive", "in a PDF"],
)
async def test_what_has_the_signature_is_found_wherever_it_hides(content: bytes) -> None:
    assert await scan(content) == Verdict("found", f"{SIGNATURE}.UNOFFICIAL")


async def test_what_it_was_too_tired_to_read_is_not_clean() -> None:
    verdict = await scan(zipped(*[b"%d" % place for place in range(500)]))
    assert verdict.state == "found"
    assert verdict.signature.startswith("Heuristics.Limits.Exceeded")


async def test_what_is_too_long_for_it_waits_and_the_next_one_is_scanned() -> None:
    assert await scan(bytes(12 * 2**20)) == Verdict("waiting")
    assert await scan(a_picture("PNG")) == Verdict("clean")


async def test_where_nobody_listens_a_file_waits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listens_at(monkeypatch, folder / "another.sock")
    assert await scan(a_picture("PNG")) == Verdict("waiting")
