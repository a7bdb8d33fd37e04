"""The list of documents and the statement as files for a spreadsheet."""

import asyncio
from collections.abc import Sequence
from datetime import date

from fastapi import Response

from functions.billing import store
from functions.billing.document_filter import DocumentExport, query_of
from functions.billing.document_state import state_of
from functions.billing.exports.models import Statement
from functions.billing.exports.words import EXPORT_WORDS, ExportWords
from shared import clock
from shared.brand import brand
from shared.locale import Locale
from shared.mirror import DocumentRow
from shared.problems import Problem
from shared.rendering.spreadsheet import MEDIA_TYPES, Cell, FileKind, Zloty, file_of

MOST_ROWS = 20_000
_PAGE = 500
"""Rows in one answer of the database: what takes the loop's time is reading them."""


async def documents_file(
    customer_id: str, request: DocumentExport, kind: FileKind, contracts: Sequence[str] | None = None
) -> Response:
    """Every document the filter lets through. Raises Problem `selection_too_large` for more than 20,000."""
    words, today = EXPORT_WORDS[request.locale], clock.today()
    query = query_of(request, contracts=contracts)
    found = await store.documents_of(customer_id, query, page_size=_PAGE, most=MOST_ROWS + 1)
    if len(found) > MOST_ROWS:
        raise Problem("selection_too_large")
    rows = await asyncio.to_thread(_rows, found, words, today)
    content = await file_of(kind, words.documents, words.document_headings, rows)
    return _download(content, kind, f"{brand().file_prefix}-dokumenty-{today}")


def _rows(found: list[DocumentRow], words: ExportWords, today: date) -> list[tuple[Cell, ...]]:
    return [
        (
            words.kinds[row.kind],
            row.number,
            row.issued_on,
            row.period_from,
            row.period_to,
            row.due_on,
            Zloty(row.amount),
            Zloty(row.remaining),
            words.states[state_of(row, today)],
        )
        for row in found
    ]


async def statement_file(statement: Statement, locale: Locale, kind: FileKind) -> Response:
    """The statement with its opening and closing balance as lines of their own."""
    words = EXPORT_WORDS[locale]
    first, last = statement.first_on, statement.last_on
    rows: list[tuple[Cell, ...]] = [(first, words.opening, None, None, None, Zloty(statement.opening))]
    for entry in statement.entries:
        what = words.payment_line(entry, locale) if entry.kind == "payment" else words.kinds[entry.kind]
        charge = Zloty(entry.charge) if entry.kind != "payment" else None
        payment = Zloty(entry.payment) if entry.kind == "payment" else None
        rows.append((entry.on, what, entry.text, charge, payment, Zloty(entry.balance)))
    rows.append((last, words.closing, None, Zloty(statement.charged), Zloty(statement.paid), Zloty(statement.closing)))
    content = await file_of(kind, words.statement, words.statement_headings, rows)
    return _download(content, kind, f"{brand().file_prefix}-zestawienie-{first}-{last}")


def _download(content: bytes, kind: FileKind, name: str) -> Response:
    disposition = f'attachment; filename="{name}.{kind}"'
    return Response(content, media_type=MEDIA_TYPES[kind], headers={"Content-Disposition": disposition})
