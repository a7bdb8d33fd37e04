"""Telling a ticket's customer what came of it, by mail; once a message, however often it is called."""

from functions.tickets.ticket import Message, Ticket
from shared.logs import log
from shared.mail.tickets import Moment, tell_of_ticket


async def announce_received(ticket: Ticket) -> None:
    moment: Moment = "call" if ticket.kind == "callback" else "ordered" if ticket.kind == "order" else "received"
    await _announce(ticket, moment, ticket.id)


async def announce_settled(ticket: Ticket) -> None:
    """Billing has confirmed an order, or said no."""
    await _announce(ticket, "settled", ticket.id)


async def announce_reply(ticket: Ticket, message: Message) -> None:
    """The office has answered, or asks something."""
    await _announce(ticket, "answered" if message.final else "asked", message.id)


async def _announce(ticket: Ticket, moment: Moment, message_id: str) -> None:
    told = await tell_of_ticket(
        moment,
        account_id=ticket.account_id,
        customer_id=ticket.customer_id,
        ticket_id=ticket.id,
        message_id=message_id,
        number=ticket.number,
        due_on=ticket.due_on,
        complaint=ticket.kind == "complaint",
        locale=ticket.locale,
    )
    if told == "no_account":
        # The clerks' customer card says so too: whoever has no account reads no mail of ours.
        log.warning("nobody to tell of a ticket", extra={"ticket": ticket.id, "moment": moment})
