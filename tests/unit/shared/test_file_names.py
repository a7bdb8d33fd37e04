"""Whatever a number or a name holds: no file we hand out lies about its kind, and no cell of a table runs."""

import re
from urllib.parse import unquote

import pytest

from functions.tickets.attachments import Attachment
from functions.tickets.files.transfer import disposition, shown_name
from shared import clock
from shared.billing.document_files import FILES
from shared.rendering.file_names import distinct_names, file_name
from shared.rendering.spreadsheet import file_of

HOSTILE = [
    "faktura\u202efdp.exe",
    "\u2066FE/1\u2069",
    "FE\u200e/\u200f1",
    "FE\u061c1",
    "FE\r\nSet-Cookie: a=b",
    'FE"; filename="x.exe',
    "FE\x00\x1b[31m1",
    "FE\u20281",
    "\ufeffFE\u200b1",
    "../../etc/passwd",
    "C:\\nul",
    "\u202e\u200b",
    "ﻓاتورة 1",
]
SEEN = re.compile(r"[^\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff/\\:*?\"<>|]+")


def names_in(header: str) -> list[str]:
    plain, true = re.fullmatch(r"(?:attachment; )?filename=\"([^\"]+)\"; filename\*=UTF-8''(\S+)", header).groups()  # type: ignore[union-attr]
    return [plain, unquote(true)]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_name_of_each_download_is_what_one_sees(text: str) -> None:
    attachment = Attachment(
        id="attachment-0001",
        customer_id="customer-anna",
        ticket_id="ticket-0000000001",
        name=shown_name(text, "pdf"),
        kind="pdf",
        size=1,
        sha256="0" * 64,
        kept_size=1,
        kept_sha256="0" * 64,
        state="checked",
        uploaded_at=clock.now(),
    )
    names = [*distinct_names([text], ".pdf"), attachment.name, *names_in(disposition(attachment))]
    for file in FILES["document"]:
        names += names_in(file_name(text, file))
    for name in names:
        assert SEEN.fullmatch(name), repr(name)
        assert re.search(r"[\w)]\.(pdf|xml)$", name), repr(name)


@pytest.mark.parametrize("begins", [*"=+-@\t\r\n＝＋－＠﹦﹢﹣﹫", "\u200b=", "\u202e=", "\u00a0=", "\ufeff＝"])
async def test_no_cell_of_a_csv_runs(begins: str) -> None:
    made = (await file_of("csv", "x", ["a"], [[f"{begins}HYPERLINK(1)"]])).decode("utf-8-sig")
    assert re.split("\r\n", made, maxsplit=1)[1].lstrip('"').startswith(("'", "\ufffd")), repr(made)


async def test_what_only_looks_so_stays_as_it_is() -> None:
    made = (await file_of("csv", "x", ["a"], [["Opłata = 5"], ["ＦＥ 1"], ["„cudzysłów”"]])).decode("utf-8-sig")
    assert made == "a\r\nOpłata = 5\r\nＦＥ 1\r\n„cudzysłów”\r\n"
