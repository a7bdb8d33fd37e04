"""The statement as a PDF, set by typst: tagged (PDF/UA-1) and archival (PDF/A-2a).

One at a time is set, in a thread of its own: a few lines take some tens of milliseconds, 5,000 about eight seconds
and 600 MB of memory.
"""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import Response

from functions.billing.exports.models import Statement, StatementEntry
from functions.billing.exports.statement_words import STATEMENT_WORDS, StatementWords
from functions.billing.exports.words import EXPORT_WORDS
from shared import clock
from shared.document_files import PDF_POLICY
from shared.formatting import amount, moment, plain_date, zloty
from shared.glyphs import fonts_folder, showable
from shared.locale import Locale
from shared.logs import log
from shared.problems import Problem

if TYPE_CHECKING:
    from typst import Fonts

MOST_LINES = 5_000
SECONDS = 30
_TEMPLATE = Path(__file__).parent / "templates" / "statement.typ"


async def statement_pdf(statement: Statement, locale: Locale) -> Response:
    """Raises Problem `selection_too_large` for more than 5,000 lines, `pdf_unavailable` where it takes too long."""
    if len(statement.entries) > MOST_LINES:
        raise Problem("selection_too_large")
    now = clock.now()
    data = printed(statement, locale, now)
    try:
        async with asyncio.timeout(SECONDS):
            content = await asyncio.get_running_loop().run_in_executor(_one_at_a_time(), _set, data, now)
    except TimeoutError:
        log.warning("statement takes too long", extra={"lines": len(statement.entries)})
        raise Problem("pdf_unavailable", headers={"Retry-After": "60"}) from None
    name = f"mojbok-zestawienie-{statement.first_on}-{statement.last_on}.pdf"
    return Response(
        content,
        media_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": PDF_POLICY},
    )


def printed(statement: Statement, locale: Locale, now: datetime) -> dict[str, Any]:
    """What the template prints: every text and figure as the screen shows it."""
    words, own = EXPORT_WORDS[locale], STATEMENT_WORDS[locale]
    first, last = plain_date(statement.first_on), plain_date(statement.last_on)
    heading = words.statement_headings
    return {
        "lang": locale,
        "title": words.statement,
        "period": f"{first} – {last}",
        "customer": {
            "name": showable(statement.display_name),
            "number": own.customer.format(number=showable(statement.customer_number)),
        },
        "made": own.made.format(moment=moment(now)),
        "page": own.page,
        "empty": own.empty,
        "headings": [heading[0], own.what, *heading[3:]],
        "opening": [first, words.opening, "", "", amount(statement.opening)],
        "rows": [_row(entry, locale) for entry in statement.entries],
        "closing": [
            last,
            words.closing,
            *(amount(grosze) for grosze in (statement.charged, statement.paid, statement.closing)),
        ],
        "proof": {
            "good": statement.proves_balance,
            "says": _proof(statement, own),
        },
    }


def _proof(statement: Statement, words: StatementWords) -> str:
    if statement.billing_balance is None or statement.as_of is None:
        return words.unknown
    says = {True: words.proved, False: words.not_proved, None: words.earlier}[statement.proves_balance]
    return says.format(amount=zloty(statement.billing_balance), moment=moment(statement.as_of))


def _row(entry: StatementEntry, locale: Locale) -> list[str]:
    words, text = EXPORT_WORDS[locale], showable(entry.text)
    if entry.kind == "payment":
        cells = [words.payment_line(entry), text, "", amount(entry.payment)]
    else:
        cells = [f"{words.kinds[entry.kind]} {text}", "", amount(entry.charge), ""]
    return [plain_date(entry.on), *cells, amount(entry.balance)]


def _set(data: dict[str, Any], now: datetime) -> bytes:
    from typst import Compiler

    compiler = Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=_fonts())
    content = compiler.compile(
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=now.replace(microsecond=0),
    )
    if not isinstance(content, bytes):
        raise TypeError("typst gave no single PDF")
    return content


@cache
def _one_at_a_time() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "statement")


@cache
def _fonts() -> "Fonts":
    from typst import Fonts

    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts_folder()])
