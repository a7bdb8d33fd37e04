"""What billing knows of „nie wyłączać”, after what a ticket's head says."""

from functions.tickets.ticket import Ticket
from shared.supply_hold import hold_of, hold_supply, lift_hold, lift_of


async def tell_billing(ticket: Ticket) -> None:
    """Billing knows what the head says of „nie wyłączać”; one point read where it was told. Whoever died after the
    head was written is helped by the timer."""
    customer_id, ticket_id, turn = ticket.customer_id, ticket.id, ticket.hold_turn
    number, at = ticket.number, ticket.changed_at
    if ticket.disconnection:
        if await hold_of(customer_id, ticket_id, turn) is None:
            await hold_supply(customer_id, ticket_id, number=number, asked_at=at, turn=turn)
    elif ticket.hold_lift is not None and await lift_of(customer_id, ticket_id, turn) is None:
        reason = ticket.hold_lift.reason
        await lift_hold(customer_id, ticket_id, number=number, asked_at=at, reason=reason, turn=turn)
