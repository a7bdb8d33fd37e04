"""An order at the desk: its fields, and the decision where a rule leaves it to a clerk.

What is about health a lead sees and decides on, nobody else; with the decision it is deleted, its files too.
"""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field, StrictBool, StringConstraints

import functions.tickets.files.store as files
import functions.tickets.services.store as orders
import functions.tickets.store as tickets
from functions.staff import store
from functions.staff.models import EntityId
from functions.staff.sessions import Clerk, StaffSession
from functions.tickets.services.store import CLERKS_LANGUAGE, Followed, InstalmentState, Order, OrderState
from functions.tickets.store import Snapshot
from shared import cosmos
from shared.http.openapi import refusals
from shared.json_model import JsonModel
from shared.problems import FieldFault, Problem
from shared.tickets.messages import OwnId

router = APIRouter()
at_order = "/tickets/{customer_id}/{ticket_id}/order"


class OfficeOrderLine(JsonModel):
    label: str
    value: str


class OfficeInstalment(JsonModel):
    """An instalment with what of it is paid, in grosze."""

    due_on: date
    amount: int
    paid: int
    state: InstalmentState


class OfficeOrder(JsonModel):
    """An order as clerks see it, in Polish. `revision` goes into the decision.

    `health` says that a part is about health: `healthLines` is there for a lead until the decision, for others never.
    `unanswered`: billing owes an answer for too long, and a clerk may end it.
    """

    service: str
    name: str
    state: OrderState
    reason: str | None
    reference: str | None
    lines: list[OfficeOrderLine]
    plan: list[OfficeInstalment]
    health: bool
    health_lines: list[OfficeOrderLine] | None
    may_decide: bool
    unanswered: bool
    revision: int


class OrderDecision(JsonModel):
    """A clerk's decision under an id of the clerk's; a refusal says why. `revision` is the ticket's as it was read."""

    id: OwnId
    accepted: StrictBool
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""
    revision: Annotated[int, Field(strict=True, ge=1)]


@router.get(at_order)
async def order_get(session: Clerk, customer_id: EntityId, ticket_id: EntityId) -> OfficeOrder:
    """What was ordered, and how far it has come."""
    return await _shown(session, await _found(customer_id, ticket_id))


@router.post(f"{at_order}/decisions", responses=refusals("ticket_changed", "office_lead_required"))
async def decisions_post(
    session: Clerk, customer_id: EntityId, ticket_id: EntityId, body: OrderDecision
) -> OfficeOrder:
    """Accept or refuse an order that waits for a clerk, or end one that billing does not answer; the customer is
    answered with it."""
    await decide(session, customer_id, ticket_id, body)
    return await _shown(session, await _found(customer_id, ticket_id))


async def decide(session: StaffSession, customer_id: str, ticket_id: str, decision: OrderDecision) -> None:
    """Raises Problem `not_found`, `ticket_changed` where it changed since it was read or is decided, `ticket_closed`,
    `office_lead_required` for an order about health, `validation_failed` for a refusal without a reason."""
    if not decision.accepted and not decision.reason:
        raise Problem("validation_failed", errors=[FieldFault("reason", "missing")])
    seen = await _found(customer_id, ticket_id)
    if _order(seen).health and not session.lead:
        raise Problem("office_lead_required")
    written = await tickets.find_message(customer_id, decision.id)
    if written is not None and written.ticket_id == ticket_id:
        return
    if seen.ticket.revision != decision.revision:
        raise Problem("ticket_changed")
    try:
        after = await orders.decide(
            seen,
            accepted=decision.accepted,
            reason=decision.reason,
            clerk=session.name,
            first_name=session.first_name,
            message_id=decision.id,
        )
    except cosmos.Conflict:
        raise Problem("ticket_changed") from None
    await store.project(after)
    if _order(seen).health:
        await forget(customer_id, ticket_id)


async def forget(customer_id: str, ticket_id: str) -> None:
    """Delete the files of a decided order about health; the timer does it where this does not come to its end."""
    await files.drop_files_of(customer_id, ticket_id)
    await orders.forgotten(customer_id, ticket_id)


async def require_may_see_files(session: StaffSession, customer_id: str, ticket_id: str) -> None:
    """Files of an order about health are for leads. Raises Problem `office_lead_required`."""
    if session.lead:
        return
    seen = await tickets.find(customer_id, ticket_id)
    if seen is not None and seen.ticket.ordered is not None and seen.ticket.ordered.health:
        raise Problem("office_lead_required")


async def _found(customer_id: str, ticket_id: str) -> Snapshot:
    seen = await tickets.find(customer_id, ticket_id)
    if seen is None or seen.ticket.ordered is None:
        raise Problem("not_found")
    return seen


def _order(seen: Snapshot) -> Order:
    assert seen.ticket.ordered is not None  # noqa: S101 - what is found has one
    return seen.ticket.ordered


async def _shown(session: StaffSession, seen: Snapshot) -> OfficeOrder:
    order, customer_id = _order(seen), seen.ticket.customer_id
    plan: list[Followed] = await orders.followed_plan(customer_id, order)
    health = await orders.health_lines(customer_id, seen.ticket.id) if order.health and session.lead else []
    return OfficeOrder(
        service=order.service,
        name=order.name[CLERKS_LANGUAGE],
        state=order.state,
        reason=order.reason,
        reference=order.reference,
        lines=[OfficeOrderLine(label=line.label, value=line.value) for line in order.in_language(CLERKS_LANGUAGE)],
        plan=[OfficeInstalment(due_on=one.due_on, amount=one.amount, paid=one.paid, state=one.state) for one in plan],
        health=order.health,
        health_lines=[OfficeOrderLine(label=line.label, value=line.value) for line in health] or None,
        may_decide=order.for_clerk and (session.lead or not order.health),
        unanswered=order.unanswered,
        revision=seen.ticket.revision,
    )
