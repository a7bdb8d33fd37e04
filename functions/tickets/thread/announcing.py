"""Telling a ticket's customer what came of it, by mail; once a message, however often it is called."""

from functions.tickets.thread.mails import Moment, NotifyResult, notify_of_ticket
from functions.tickets.ticket import Message, Ticket
from shared.monitoring.logs import log


async def announce_received(ticket: Ticket) -> None:
    moment: Moment = "call" if ticket.kind == "callback" else "ordered" if ticket.kind == "order" else "received"
    await _announce(ticket, moment, ticket.id)


async def announce_decided(ticket: Ticket) -> None:
    """Billing has confirmed an order, or said no."""
    await _announce(ticket, "settled", ticket.id)


async def announce_delayed(ticket: Ticket) -> None:
    """Billing does not answer an order; the office sees to it."""
    await _announce(ticket, "delayed", ticket.id)


async def announce_reply(ticket: Ticket, message: Message) -> NotifyResult:
    """The office has answered, or asks something."""
    return await _announce(ticket, "answered" if message.final else "asked", message.id)


async def announce_merged(ticket: Ticket, into: Ticket, message: Message) -> None:
    """The ticket goes on in another; the mail tells the number, the day and the way of that one."""
    complaint = "complaint" in {ticket.kind, into.kind}
    about = into.model_copy(update={"kind": "complaint" if complaint else into.kind, "locale": ticket.locale})
    await _announce(about, "merged", message.id)


async def _announce(ticket: Ticket, moment: Moment, message_id: str) -> NotifyResult:
    result = await notify_of_ticket(
        moment,
        account_id=ticket.account_id,
        customer_id=ticket.customer_id,
        ticket_id=ticket.id,
        message_id=message_id,
        number=ticket.number,
        due_on=ticket.owed().due_on,
        complaint=ticket.kind == "complaint",
        locale=ticket.locale,
        binding=ticket.ordered is not None,
    )
    if result == "no_account":
        # Of an answer the desk makes a task: whoever has no account reads no mail of ours.
        log.warning("nobody to tell of a ticket", extra={"ticket": ticket.id, "moment": moment})
    return result
