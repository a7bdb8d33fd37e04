"""What billing knows of „nie wyłączać”, after what a ticket's head says."""

from functions.tickets import store
from functions.tickets.ticket import Ticket
from shared.supply.supply_hold import hold_id, hold_of, hold_supply, lift_hold, lift_of


async def notify_billing(ticket: Ticket) -> None:
    """Billing knows what the head says of „nie wyłączać”; one point read where it was told. Whoever died after the
    head was written is helped by the timer."""
    customer_id, ticket_id, sequence = ticket.customer_id, ticket.id, ticket.hold_sequence
    number, at = ticket.number, ticket.changed_at
    if ticket.disconnection:
        if await hold_of(customer_id, ticket_id, sequence) is None:
            await hold_supply(customer_id, ticket_id, number=number, asked_at=at, sequence=sequence)
    elif ticket.hold_lift is not None and await lift_of(customer_id, ticket_id, sequence) is None:
        reason, after = ticket.hold_lift.reason, await _held_on(ticket)
        await lift_hold(
            customer_id, ticket_id, number=number, asked_at=at, reason=reason, sequence=sequence, after=after
        )


async def _held_on(ticket: Ticket) -> list[str]:
    """The request by which the ticket this one was merged into holds the supply on, written if it was not yet: with
    billing away the end of one hold must not arrive before the other hold."""
    into = await store.find(ticket.customer_id, ticket.merged_into) if ticket.merged_into else None
    if into is None or not into.ticket.disconnection:
        return []
    await notify_billing(into.ticket)
    return [hold_id(ticket.customer_id, into.ticket.id, into.ticket.hold_sequence)]
