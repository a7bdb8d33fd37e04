"""The statement as a PDF: a few lines take some tens of milliseconds, 5,000 about eight seconds and 600 MB."""

from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import Response

from functions.billing.exports.models import Statement, StatementEntry
from functions.billing.exports.statement_words import STATEMENT_WORDS
from functions.billing.exports.words import EXPORT_WORDS
from shared import clock
from shared.billing.document_files import PDF_POLICY
from shared.brand import brand
from shared.locale import Locale
from shared.problems import Problem
from shared.rendering.formatting import amount, moment, plain_date, zloty
from shared.rendering.glyphs import showable
from shared.rendering.typesetting import set_pdf, typeset

MOST_LINES = 5_000
SECONDS = 30
TEMPLATE = Path(__file__).parent / "templates" / "statement.typ"


async def statement_pdf(statement: Statement, locale: Locale) -> Response:
    """Raises Problem `selection_too_large` for more than 5,000 lines, `pdf_unavailable` where it takes too long."""
    if len(statement.entries) > MOST_LINES:
        raise Problem("selection_too_large")
    now = clock.now()
    content = await set_pdf(TEMPLATE, printed(statement, locale, now), now, seconds=SECONDS)
    name = f"{brand().file_prefix}-zestawienie-{statement.first_on}-{statement.last_on}.pdf"
    return Response(
        content,
        media_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": PDF_POLICY},
    )


def printed(statement: Statement, locale: Locale, now: datetime) -> dict[str, Any]:
    """What the template prints: every text and figure as the screen shows it."""
    words, own = EXPORT_WORDS[locale], STATEMENT_WORDS[locale]
    first, last = plain_date(statement.first_on, locale), plain_date(statement.last_on, locale)
    heading = words.statement_headings
    return {
        "lang": locale,
        "title": words.statement,
        "period": f"{first} – {last}",
        "customer": {
            "name": showable(statement.display_name),
            "number": own.customer.format(number=showable(statement.customer_number)),
        },
        "made": own.made.format(brand=brand().name, moment=moment(now, locale)),
        "page": own.page,
        "empty": own.empty,
        "headings": [heading[0], own.what, *heading[3:]],
        "opening": [first, words.opening, "", "", amount(statement.opening, locale)],
        "rows": [_row(entry, locale) for entry in statement.entries],
        "closing": [
            last,
            words.closing,
            *(amount(grosze, locale) for grosze in (statement.charged, statement.paid, statement.closing)),
        ],
        "proof": {
            "good": statement.proves_balance,
            "says": _proof(statement, locale),
        },
    }


def _proof(statement: Statement, locale: Locale) -> str:
    words = STATEMENT_WORDS[locale]
    if statement.billing_balance is None or statement.as_of is None:
        return words.unknown
    says = {True: words.proved, False: words.not_proved, None: words.earlier}[statement.proves_balance]
    return says.format(amount=zloty(statement.billing_balance, locale), moment=moment(statement.as_of, locale))


def _row(entry: StatementEntry, locale: Locale) -> list[str]:
    words, text = EXPORT_WORDS[locale], showable(entry.text)
    if entry.kind == "payment":
        cells = [words.payment_line(entry, locale), text, "", amount(entry.payment, locale)]
    else:
        cells = [f"{words.kinds[entry.kind]} {text}", "", amount(entry.charge, locale), ""]
    return [plain_date(entry.on, locale), *cells, amount(entry.balance, locale)]


def _set(data: dict[str, Any], now: datetime) -> bytes:
    return typeset(TEMPLATE, data, now)
