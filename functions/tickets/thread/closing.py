"""What ends a ticket, and what opens it again: closing, reopening, rating."""

from collections.abc import Callable

from functions.tickets import store
from functions.tickets.models import NewRating
from functions.tickets.ticket import Ticket
from shared import clock
from shared.problems import Problem


async def close(customer_id: str, ticket_id: str) -> Ticket:
    """The customer is done with it. Raises Problem `not_found`."""
    now = clock.now()
    return await _changed(customer_id, ticket_id, lambda ticket: ticket.closed(now, "customer"))


async def reopen(customer_id: str, ticket_id: str) -> Ticket:
    """Raises Problem `not_found`, `ticket_open`, `reopening_over`."""
    now = clock.now()
    return await _changed(customer_id, ticket_id, lambda ticket: ticket.reopened(now))


async def rate(customer_id: str, ticket_id: str, rating: NewRating) -> Ticket:
    """Raises Problem `not_found`, `nothing_to_rate`."""
    now = clock.now()
    return await _changed(customer_id, ticket_id, lambda ticket: ticket.rated(now, rating.stars, rating.comment))


async def _changed(customer_id: str, ticket_id: str, change: Callable[[Ticket], Ticket]) -> Ticket:
    ticket = await store.change(customer_id, ticket_id, change)
    if ticket is None:
        raise Problem("not_found")
    return ticket
