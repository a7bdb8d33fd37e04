"""What a clerk does to a ticket beside writing: taking it, handing it over, making it a complaint, merging, closing."""

import hashlib

import functions.tickets.office as office
import functions.tickets.store as tickets
from functions.staff import store
from functions.staff.models import Assignment, LetterSent
from functions.staff.sessions import StaffSession
from functions.tickets.office import Ticket
from shared import clock, cosmos
from shared.problems import Problem


async def assign(session: StaffSession, customer_id: str, ticket_id: str, wanted: Assignment) -> None:
    """Give the ticket to a clerk, or to nobody.

    A clerk takes what nobody has and hands over their own; a lead moves what another has. Raises Problem `not_found`,
    `ticket_changed` where it changed since it was read, `office_lead_required`, `validation_failed` for no clerk.
    """
    seen = await tickets.find(customer_id, ticket_id)
    if seen is None:
        raise Problem("not_found")
    if seen.ticket.assignee == wanted.clerk_id:
        return
    if seen.ticket.revision != wanted.revision:
        raise Problem("ticket_changed")
    if seen.ticket.assignee not in {None, session.clerk_id} and not session.lead:
        raise Problem("office_lead_required")
    if wanted.clerk_id is not None and not await store.is_clerk(wanted.clerk_id):
        raise Problem("not_found")
    after = seen.ticket.assigned(clock.now(), wanted.clerk_id)
    try:
        await tickets.write(seen, after, office.event_operation(after, "assigned", session.name, wanted.clerk_id or ""))
    except cosmos.Conflict:
        raise Problem("ticket_changed") from None
    await store.project(after)


async def make_complaint(session: StaffSession, customer_id: str, ticket_id: str) -> None:
    """The question is a complaint and always was: its clock runs from its first message. Raises `not_found`."""
    now = clock.now()
    await _changed(session, customer_id, ticket_id, "complaint", lambda ticket: ticket.made_complaint(now))


async def close(session: StaffSession, customer_id: str, ticket_id: str) -> None:
    """Raises Problem `not_found`, `reply_leaving` where a reply can still be taken back, `answer_owed`,
    `order_undecided`."""
    now = clock.now()

    def closed(ticket: Ticket) -> Ticket:
        if ticket.outgoing is not None and now < ticket.outgoing.sent_at:
            raise Problem("reply_leaving")
        return ticket.closed(now, "office")

    await _changed(session, customer_id, ticket_id, "closed", closed)


async def merge(session: StaffSession, customer_id: str, ticket_id: str, into: str) -> None:
    """Close the ticket as a duplicate of another of the same customer's.

    Raises Problem `not_found`, `merge_impossible`, `ticket_closed`, `reply_leaving`, `order_undecided`.
    """
    if await tickets.find(customer_id, into) is None:
        raise Problem("not_found")
    digest = hashlib.sha256(f"{customer_id} {ticket_id} {into}".encode()).hexdigest()[:32]
    merged = await office.merge(customer_id, ticket_id, into, by=session.first_name, message_id=f"merge-{digest}")
    if merged is None:
        raise Problem("not_found")
    # First the one that stays, so that a supply held by the other is held all the time.
    for one in (into, ticket_id):
        after = await tickets.find(customer_id, one)
        if after is not None:
            await office.notify_billing(after.ticket)
            await store.project(after.ticket)


async def hold(session: StaffSession, customer_id: str, ticket_id: str) -> None:
    """The supply is at stake: billing leaves it on, and the clock of such a complaint runs from the first message.

    Raises Problem `not_found`, `ticket_closed`.
    """
    now = clock.now()
    after = await _changed(
        session, customer_id, ticket_id, "hold", lambda ticket: ticket.threatened_with_disconnection(now)
    )
    await office.notify_billing(after)


async def lift_hold(session: StaffSession, customer_id: str, ticket_id: str, reason: str) -> None:
    """The supply is at stake no longer. Raises Problem `not_found`, `no_supply_hold`."""
    now = clock.now()

    def lifted(ticket: Ticket) -> Ticket:
        return ticket.with_hold_lifted(now, reason)

    await office.notify_billing(await _changed(session, customer_id, ticket_id, "hold_lifted", lifted, reason))


async def letter_sent(session: StaffSession, customer_id: str, ticket_id: str, sent: LetterSent) -> None:
    """The reply that no mail could tell of went another way. Raises Problem `not_found`, `ticket_changed`."""
    now = clock.now()

    def done(ticket: Ticket) -> Ticket:
        if ticket.letter_owed is not None and ticket.revision != sent.revision:
            raise Problem("ticket_changed")
        return ticket.with_letter_sent(now)

    await _changed(session, customer_id, ticket_id, "letter_sent", done, sent.way)


async def _changed(
    session: StaffSession,
    customer_id: str,
    ticket_id: str,
    what: office.What,
    change: office.Change,
    detail: str = "",
) -> Ticket:
    after = await office.change(customer_id, ticket_id, what, session.name, change, detail)
    if after is None:
        raise Problem("not_found")
    await store.project(after)
    return after
