"""The queue: its pages, its figures, who is where."""

from collections.abc import Mapping

from functions.staff import store
from functions.staff.models import (
    LaneCounts,
    PresentClerk,
    PresentClerks,
    QueueCounts,
    QueueFilter,
    QueuePage,
    QueueRow,
)
from functions.staff.sessions import StaffSession
from functions.staff.store import Row
from functions.tickets.office import Kind
from shared import clock

LANES = {"office": "with_office", "customer": "with_customer"}


async def page(session: StaffSession, asked: QueueFilter) -> QueuePage:
    """A page of the queue; one query. Raises Problem `cursor_invalid`."""
    assignee = {"me": session.clerk_id, "nobody": ""}.get(asked.assignee or "", asked.assignee)
    rows = await store.listed(
        LANES[asked.turn],
        assignee=assignee,
        kind=asked.kind,
        number=asked.number.strip().upper() if asked.number else None,
        before=clock.today() if asked.overdue else None,
        after=asked.after,
        limit=asked.limit,
    )
    return QueuePage(tickets=[_shown(row) for row in rows.rows], next=rows.next)


async def counts(session: StaffSession) -> QueueCounts:
    """Two point reads."""
    office, customer = [_lane(await store.counts(lane), session.clerk_id) for lane in store.LANES]
    return QueueCounts(office=office, customer=customer)


async def present(session: StaffSession, ticket: str | None = None) -> PresentClerks:
    """Who is at a ticket, or at all of them; one query."""
    shown = []
    for one in await store.present(ticket):
        customer_id, _, ticket_id = one.ticket.partition("~")
        shown.append(
            PresentClerk(
                customer_id=customer_id,
                ticket_id=ticket_id,
                name=one.name,
                writing=one.writing,
                me=one.clerk_id == session.clerk_id,
            )
        )
    return PresentClerks(present=shown)


def _lane(figures: Mapping[str, int], clerk_id: str) -> LaneCounts:
    today = f"{clock.today()}"
    days = {name.removeprefix("day_"): count for name, count in figures.items() if name.startswith("day_")}
    kinds: dict[Kind, int] = {
        kind: figures[f"kind_{kind}"]
        for kind in ("question", "complaint", "document", "order", "callback")
        if figures.get(f"kind_{kind}")
    }
    return LaneCounts(
        total=figures.get("total", 0),
        mine=figures.get(f"clerk_{clerk_id}", 0),
        unassigned=figures.get("clerk_", 0),
        overdue=sum(count for day, count in days.items() if day < today),
        today=days.get(today, 0),
        kinds=kinds,
    )


def _shown(row: Row) -> QueueRow:
    return QueueRow(
        customer_id=row.customer_id,
        ticket_id=row.ticket_id,
        number=row.number,
        kind=row.kind,
        subject=row.subject,
        opening=row.opening,
        customer_name=row.customer_name,
        customer_number=row.customer_number,
        received_at=row.received_at,
        due_on=row.due_on,
        target_on=row.target_on,
        late=row.target_on < clock.today(),
        assignee=row.assignee or None,
        disconnection=row.disconnection,
        letter_owed=row.letter_owed,
        hold_left=row.hold_left,
        order_unanswered=row.order_unanswered,
        last_message_at=row.last_message_at,
        last_message_from=row.last_message_from,
        messages=row.messages,
    )
