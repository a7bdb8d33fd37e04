"""Whatever sign stands in a text, the mail with it goes out over SMTP and the file with it opens elsewhere.

Mails are read by the parser of maildev, CSV by typst, XLSX by openpyxl, XML by libxml2: none of them has written them.
"""

import base64
import html
import io
import json
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import typst
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from functions.supply.usage.green_button import Block, feed_of
from shared.billing.document_files import PDF
from shared.mail import outbox
from shared.mail.letter import Letter, write_letter
from shared.rendering.calendar_file import Day, calendar_file
from shared.rendering.file_names import distinct_names, file_name
from shared.rendering.plain_text import one_line, printable
from shared.rendering.spreadsheet import Cell, file_of
from tests.api.conftest import ROOT, Mailbox

EVERYTHING = st.text(st.characters(), max_size=40)
SPECIAL = (
    "✓ 😀 👩‍👩‍👧 \ufffd გამარჯობა مرحبا שלום 中文 ą e\u0301",
    "\ud800 \udfff \udc00\ud83d \ue000 \ufffe \uffff \ufdd0 \U0010ffff \x00 \x07 \x0b\x0c \x1b[31m \x7f \x85 \x9f",
    "a\r\nBcc: x@example.com\r\n\r\nb\n.\nc\u2028d\u2029e\x1ef",
    "abc\u202egpj.exe\u202c \u2066x\u2069 \u200e\u200f\u200d\ufeff\u00ad",
    '=1+1 "a";b,c\t<b>&amp;</b> {x} {0} %s {{ 7 * 7 }} _x0041_ \\',
    "x" * 3000,
)
PARSER = """
const { MailParser } = require('./node_modules/maildev/vendor/mailparser-mit');
const raw = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const read = (one) => new Promise((done) => {
  const parser = new MailParser();
  parser.on('end', ({ subject, text, html, to, headers }) =>
    done({ subject, text, html, to: to.map((one) => one.address), bcc: 'bcc' in headers }));
  parser.end(Buffer.from(one, 'base64'));
});
Promise.all(raw.map(read)).then((mails) => console.log(JSON.stringify(mails)));
"""


def read_by_maildev(mails: list[bytes]) -> list[dict[str, Any]]:
    raw = json.dumps([base64.b64encode(mail).decode() for mail in mails])
    read = subprocess.run(["node", "-e", PARSER], cwd=ROOT, input=raw.encode(), capture_output=True, check=True)
    return list(json.loads(read.stdout))


def seen(text: str) -> str:
    """Blanks are one to a reader, however many there are."""
    return " ".join(text.split())


def special(test: Any) -> Any:
    for text in SPECIAL:
        test = example(text=text)(test)
    return test


QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@special
@given(text=EVERYTHING)
async def test_a_mail_with_any_text_arrives_whole(portal: str, mailbox: Mailbox, text: str) -> None:
    mailbox.raw.clear()
    known = write_letter("new_device", "pl", device=text, at="27.11.2026, 9:05")
    stored = Letter(subject=f"Sprawa: {text}", html=f"<p>{html.escape(text)}</p>", text=f"Sprawa: {text}")
    for letter in (known, stored):
        assert await outbox._send(letter, "anna@example.com", "mail-1") is None
    by_template, by_hand = read_by_maildev(mailbox.raw)
    for mail in (by_template, by_hand):
        assert (mail["to"], mail["bcc"]) == (["anna@example.com"], False)
    shown = seen(one_line(text))
    for part in (by_template["text"], read_as_html(by_template["html"])):
        assert f"nowego urządzenia: {shown}." in seen(part) or not shown
        assert "27.11.2026, 9:05" in part
    assert seen(by_hand["subject"]) == seen(f"Sprawa: {one_line(text)}")
    assert seen(by_hand["text"]) == seen(f"Sprawa: {printable(text)}")


def read_as_html(page: str) -> str:
    return str(etree.HTML(page).xpath("string(//body)"))


@QUICK
@special
@given(text=EVERYTHING)
async def test_a_list_with_any_text_opens_in_other_programs(tmp_path: Path, text: str) -> None:
    row: tuple[Cell, ...] = (text, date(2026, 11, 27), text)
    (tmp_path / "list.csv").write_bytes(await file_of("csv", "Lista", ("A", "B", "C"), [row, row]))
    (tmp_path / "read.typ").write_text('#metadata(csv("list.csv", delimiter: ";")) <rows>')
    rows = json.loads(typst.query(tmp_path / "read.typ", "<rows>", field="value", one=True))
    shown = printable(text)
    for read in rows[1:]:
        assert read[1] == "2026-11-27"
        for cell in (read[0], read[2]):
            assert shown in {cell, cell.removeprefix("'"), cell.removeprefix('="').removesuffix('"')}
    book = load_workbook(io.BytesIO(await file_of("xlsx", "Lista", ("A", "B", "C"), [row])))
    cells = [cell.value for cell in next(book["Lista"].iter_rows(min_row=2))]
    assert [cells[0] or "", cells[2] or ""] == [shown, shown]


@QUICK
@special
@given(text=EVERYTHING)
async def test_green_button_with_any_title_is_well_formed(portal: str, text: str) -> None:
    feed = feed_of("point-0001", printable(text), [Block(date(2026, 11, 1), [])], 1)
    titles = etree.fromstring(feed).xpath("//a:title/text()", namespaces={"a": "http://www.w3.org/2005/Atom"})
    assert seen(printable(text)) in map(seen, titles) or not seen(text)


@QUICK
@special
@given(text=EVERYTHING)
def test_any_number_makes_a_name_of_a_file_and_a_header(text: str) -> None:
    header = file_name(text, PDF)
    header.encode("ascii")
    assert not re.search(r"[\x00-\x1f\x7f]", header)
    plain, true = re.fullmatch(r"filename=\"([^\"]+)\.pdf\"; filename\*=UTF-8''([^;\s]+)\.pdf", header).groups()  # type: ignore[union-attr]
    assert re.fullmatch(r"[A-Za-z0-9._-]+", plain)
    name = unquote(true, errors="strict")
    assert not re.search(r"[\x00-\x1f\x7f/\u202a-\u202e\u2066-\u2069]", name)
    names = distinct_names([text, text.upper(), text.lower(), "CON", text], ".pdf")
    assert len({name.casefold() for name in names}) == 5


@QUICK
@special
@given(text=EVERYTHING)
async def test_a_calendar_with_any_text_has_its_lines(portal: str, text: str) -> None:
    made = await calendar_file("Terminy", [Day("document-0001", date(2026, 11, 30), f"Prąd ({text})")])
    lines = made.decode().split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = made.decode().replace("\r\n ", "").split("\r\n")
    assert [line for line in unfolded if not re.match(r"[A-Z-]+[;:]", line)] == [""]
    assert sum(line == "BEGIN:VEVENT" for line in unfolded) == 1
