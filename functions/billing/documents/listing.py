"""The list of documents, a page at a time."""

import asyncio
from collections.abc import Sequence

from functions.billing import store
from functions.billing.account_balance import balance_of
from functions.billing.document_filter import DocumentListing, query_of, row_cursor
from functions.billing.document_state import summary_of
from functions.billing.documents.models import DocumentPage
from shared import clock
from shared.access.sessions import NOBODY


async def list_documents(
    customer_id: str, request: DocumentListing, contracts: Sequence[str] | None = None
) -> DocumentPage:
    """A page of what the filter lets through. Raises Problem `cursor_invalid` for an `after` that is none of ours.

    With only some `contracts` to see there is no balance, which is that of all.
    """
    query = query_of(request, after=request.after, limit=request.limit + 1, contracts=contracts)
    rows, summary = await asyncio.gather(
        store.documents_of(customer_id, query, page_size=request.limit + 1),
        store.summary_of(customer_id if contracts is None else NOBODY),
    )
    today = clock.today()
    page = rows[: request.limit]
    more = len(rows) > request.limit
    return DocumentPage(
        **balance_of(summary, today).model_dump(by_alias=False),
        documents=[summary_of(row, today) for row in page],
        next=row_cursor(page[-1], request.sort) if more else None,
    )
