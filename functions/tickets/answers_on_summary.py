"""Answers of the office that the customer has not opened yet, on the customer's summary for the start page.

A courtesy beside the thread, which is the truth: what breaks off here is put right by the next answer or the next look
at the ticket.
"""

from collections.abc import Callable

from shared import cosmos
from shared.billing.summary import change_summary


async def show_answer(customer_id: str, ticket_id: str) -> None:
    """The office has written in this ticket; a customer without a mirror has no start page."""
    await _changed(customer_id, lambda waiting: waiting if ticket_id in waiting else [*waiting, ticket_id])


async def note_read(customer_id: str, ticket_id: str) -> None:
    """The customer has opened it; one point read where nothing was waiting."""
    await _changed(customer_id, lambda waiting: [one for one in waiting if one != ticket_id])


async def _changed(customer_id: str, change: Callable[[list[str]], list[str]]) -> None:
    async def changed(data: cosmos.Item) -> cosmos.Item:
        before = data.get("answers", [])
        after = change(before)
        return data if after == before else data | {"answers": after}

    await change_summary(customer_id, changed, "answer not shown on the start page")
