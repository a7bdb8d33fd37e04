"""What becomes of an order: it is passed on to billing, decided by a clerk, settled by what billing tells.

Whoever moves it changes the ticket's head on condition that nobody else has. Data about health stands in a document
`health:<ticket>` of its own, which goes with the decision.
"""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import Any

from functions.tickets import store
from functions.tickets.office import What, event_operation, notify_of_reply
from functions.tickets.order import CLERKS_LANGUAGE, Followed, InstalmentState, Line, Order, OrderState, followed
from functions.tickets.planned_documents import remaining_of
from functions.tickets.services.catalogue import fact, services
from functions.tickets.store import Snapshot
from functions.tickets.thread.announcing import announce_decided, announce_delayed
from functions.tickets.ticket import About, Outgoing, Ticket
from shared import clock, cosmos
from shared.billing import customer_requests
from shared.billing_contract import (
    AgreedInstalment,
    ContactData,
    CustomerRequest,
    MeterState,
    RequestState,
    ServiceOrder,
)
from shared.brand import brand
from shared.monitoring.alarms import log_alarm
from shared.problems import Problem
from shared.settings import settings

__all__ = ["CLERKS_LANGUAGE", "Followed", "InstalmentState", "Order", "OrderState"]


def health_document(ticket_id: str) -> str:
    return f"health:{ticket_id}"


def kept_apart(ticket: Ticket, lines: list[Line]) -> list[tuple[Any, ...]]:
    """The operation of the batch that keeps apart what is about health."""
    if not lines:
        return []
    item = {
        "id": health_document(ticket.id),
        "customerId": ticket.customer_id,
        "type": "health",
        "ticket": ticket.id,
        "lines": [line.model_dump(mode="json") for line in lines],
    }
    return [("create", (item,))]


async def health_lines(customer_id: str, ticket_id: str) -> list[Line]:
    """What is kept apart; nothing any more once it was decided."""
    item = await cosmos.read(store.CONTAINER, health_document(ticket_id), customer_id)
    return [] if item is None else [Line.model_validate(line) for line in item["lines"]]


async def slot_taken(ticket: Ticket, slot: str | None) -> list[tuple[Any, ...]]:
    """The operation of the batch that makes it the one order under way.

    Raises Problem `order_exists`, and Conflict where it is that one already.
    """
    if slot is None:
        return []
    name = f"slot:{slot}"
    marker = {"id": name, "customerId": ticket.customer_id, "type": "slot", "ticket": ticket.id}
    known = await cosmos.read(store.CONTAINER, name, ticket.customer_id)
    if known is None:
        return [("create", (marker,))]
    if known["ticket"] == ticket.id:
        raise cosmos.Conflict
    earlier = await store.find(ticket.customer_id, str(known["ticket"]))
    if earlier is not None and earlier.ticket.ordered is not None and earlier.ticket.ordered.under_way:
        raise Problem("order_exists")
    return [("replace", (name, marker), {"if_match_etag": known["_etag"]})]


async def followed_plan(customer_id: str, order: Order) -> list[Followed]:
    """The order's instalments with what is paid; none where there is no plan. One query."""
    if order.plan is None:
        return []
    remaining = await remaining_of(customer_id, order.plan.documents)
    return followed(order.plan, remaining, clock.today())


def about(values: dict[str, Any]) -> About:
    """What of the customer's an order is about."""
    return About(
        contract_id=values.get("contract") or values.get("from"),
        point_id=values.get("point"),
        document_id=values.get("document") or next(iter(values.get("documents", [])), None),
    )


async def pass_on(ticket: Ticket) -> Ticket:
    """Tell billing, once however often it is called; what it does not take now is told by the sync."""
    if ticket.ordered is None or ticket.ordered.state != "passing":
        return ticket
    request = request_of(ticket, ticket.ordered)
    if request is None:
        return await _moved(ticket, "confirmed", decided_at=clock.now())
    stored = await customer_requests.ask(request, ticket_id=ticket.id)
    if stored.state == "waiting":
        return ticket
    if stored.state == "refused":
        return await _not_taken(ticket)
    return await _moved(ticket, "passed", reference=stored.reference)


async def _not_taken(ticket: Ticket) -> Ticket:
    """Billing refuses the order as such; its customer is told, and a clerk looks why."""
    now = clock.now()
    after = await store.change(ticket.customer_id, ticket.id, lambda one: one.order_not_taken(now, decided_at=now))
    if after is None:
        return ticket
    await announce_decided(after)
    return after


async def _moved(ticket: Ticket, state: Any, **fields: Any) -> Ticket:
    now = clock.now()
    after = await store.change(ticket.customer_id, ticket.id, lambda one: one.order_moved(now, state, **fields))
    return after or ticket


def request_of(ticket: Ticket, order: Order) -> CustomerRequest | None:
    """What billing is asked; None where it has no part in the service. Always the same of the same order."""
    service = services().get(order.service)
    if service is None or service.effect == "none":
        return None
    values = dict(order.values)
    common = {
        "portal_reference": _asked(ticket)[1],
        "customer_id": ticket.customer_id,
        "requested_at": ticket.received_at,
    }
    if service.effect == "contact":
        return CustomerRequest(kind="contact", contact=ContactData(**values), **common)
    documents = values.pop("documents", None) or ([values.pop("document")] if "document" in values else None)
    plan = order.plan.instalments if order.plan else []
    known = {
        "point_id": values.pop("point", None),
        "contract_id": values.pop("contract", None),
        "amount": values.pop("amount", None),
        "account": values.pop("iban", None),
        "states": [MeterState(zone=zone, kwh=kwh) for zone, kwh in values.pop("readings", {}).items()] or None,
    }
    details = {name: text for name, value in values.items() for name, text in _details(name, value)}
    return CustomerRequest(
        kind="service",
        service=ServiceOrder(
            code=service.key,
            document_ids=documents,
            instalments=[AgreedInstalment(due_on=one.due_on, amount=one.amount) for one in plan] or None,
            ends_on=order.ends_on,
            details=details or None,
            note=f"{brand().name} {ticket.number}",
            **known,
        ),
        **common,
    )


def _details(name: str, value: Any) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [(f"{name}.{part}", str(text)) for part, text in value.items()]
    if isinstance(value, list):
        return [(name, ",".join(value))] if value else []
    return [(name, "yes" if value is True else str(value))]


async def settle(customer_id: str, reference: str, told: RequestState) -> None:
    """Bring an order to what billing says became of its request, and tell the customer; again, it does nothing new."""
    stored = await customer_requests.find_request(customer_id, reference)
    if stored is None or stored.ticket_id is None or told.state not in {"confirmed", "rejected"}:
        return
    now = clock.now()
    before = await store.find(customer_id, stored.ticket_id)
    after = await store.change(
        customer_id,
        stored.ticket_id,
        lambda ticket: ticket.order_moved(
            now,
            "confirmed" if told.state == "confirmed" else "rejected",
            reason=told.reason,
            decided_at=now,
            reference=stored.reference or (ticket.ordered.reference if ticket.ordered else None),
        ),
    )
    if after is None or before is None:
        return
    if _ended_otherwise(before.ticket, told):
        log_alarm(
            "order unanswered", ticket=after.id, service=after.subject, state=f"{told.state} by billing, ended here"
        )
        return
    await announce_decided(after)


def _ended_otherwise(ticket: Ticket, told: RequestState) -> bool:
    """Whether a clerk has ended the order meanwhile, and not as billing says now: somebody has to put that right."""
    order = ticket.ordered
    return order is not None and order.unanswered_at is not None and not order.under_way and order.state != told.state


async def pass_on_waiting() -> int:
    """Tell billing of orders whose writer died before, for the timer; returns how many moved. Crosses partitions."""
    moved = 0
    async for ticket in _tickets("c.ordered.state = 'passing'"):
        after = await pass_on(ticket)
        moved += after.ordered is not None and after.ordered.state != "passing"
    return moved


async def miss_answers() -> int:
    """Alarm the office about orders on which billing owes an answer for too long, and tell their customers what to do;
    returns of how many. For the timer, once an order."""
    missed = 0
    waited = timedelta(days=settings().orders_answer_days)
    async for ticket in _tickets(
        "c.ordered.state IN ('passing', 'passed')"
        " AND (NOT IS_DEFINED(c.ordered.unansweredAt) OR c.ordered.unansweredAt = null)"
    ):
        now = clock.now()
        if now - _passed_on(ticket) < waited:
            continue
        after = await store.change(ticket.customer_id, ticket.id, _missed_at(now))
        if after is None or after.ordered is None or not after.ordered.unanswered:
            continue
        log_alarm("order unanswered", ticket=ticket.id, service=after.ordered.service, state=after.ordered.state)
        await announce_delayed(after)
        missed += 1
    return missed


def _missed_at(now: datetime) -> Callable[[Ticket], Ticket]:
    return lambda ticket: ticket.order_missed(now)


def _passed_on(ticket: Ticket) -> datetime:
    """Since when billing is to know of the order: a clerk's decision, or the order itself."""
    return (ticket.ordered and ticket.ordered.decided_at) or ticket.received_at


async def to_forget() -> AsyncIterator[Ticket]:
    """Decided orders whose files about health are still there, for the timer; crosses partitions."""
    async for ticket in _tickets("c.ordered.forget = true"):
        yield ticket


async def _tickets(condition: str) -> AsyncIterator[Ticket]:
    sql = f"SELECT * FROM c WHERE c.type = 'ticket' AND {condition}"  # noqa: S608
    async for item in cosmos.query(store.CONTAINER, sql, None, page_size=100):
        yield store.ticket_of(item)


async def forgotten(customer_id: str, ticket_id: str) -> None:
    """What was kept apart is gone, and that is noted; the files go before."""
    await cosmos.delete(store.CONTAINER, health_document(ticket_id), customer_id)
    now = clock.now()
    await store.change(customer_id, ticket_id, lambda ticket: ticket.order_forgotten(now))


async def decide(
    seen: Snapshot, *, accepted: bool, reason: str, clerk: str, first_name: str, message_id: str
) -> Ticket:
    """A clerk's decision with its answer to the customer, in one batch; what is about health goes with it.

    Of an order that billing does not answer it says that it is done, or is not done at all; what billing has not taken
    yet it is not asked any more. Raises Problem `ticket_changed`, `ticket_closed`, Conflict where the head has changed.
    """
    ticket, now = seen.ticket, clock.now()
    order = ticket.ordered
    if order is None or not order.for_clerk or ticket.outgoing is not None:
        raise Problem("ticket_changed")
    missed = order.unanswered
    if missed and order.state == "passing" and not await customer_requests.withdraw(*_asked(ticket)):
        raise Problem("ticket_changed")  # billing has just taken it
    decided: dict[str, Any] = {
        "state": "rejected" if not accepted else "confirmed" if missed else "passing",
        "reason": reason or None,
        "decided_at": now,
    }
    event: What = "order_accepted" if accepted else "order_refused"
    if missed and ticket.state == "closed":
        return await _ended(seen, ticket.order_moved(now, **decided), event, clerk)
    name = order.name.get(ticket.locale) or order.name[CLERKS_LANGUAGE]
    kind = "refused" if not accepted else "done" if missed else "accepted"
    said = [fact(kind, ticket.locale, service=name)]
    if reason:
        said.append(fact("reason", ticket.locale, reason=reason))
    head, message = store.written_by_office(
        ticket, now, message_id=message_id, author=first_name, text="\n".join(said), final=True
    )
    before = {field: getattr(ticket, field) for field in Outgoing.RESTORED}
    head = head.model_copy(
        update={
            "ordered": order.model_copy(update=decided | {"forget": order.health}),
            "outgoing": Outgoing(message_id=message_id, sent_at=now, **before),
        }
    )
    kept = health_document(ticket.id)
    gone = order.health and await cosmos.read(store.CONTAINER, kept, ticket.customer_id) is not None
    await store.write(
        seen,
        head,
        ("create", (store.stored(message),)),
        event_operation(head, event, clerk, reason),
        *([("delete", (kept,))] if gone else []),
    )
    written = await store.find(ticket.customer_id, ticket.id)
    if written is not None:
        await notify_of_reply(written)
    return await pass_on(head)


async def _ended(seen: Snapshot, after: Ticket, event: What, clerk: str) -> Ticket:
    """The end of an order whose ticket is closed, so that nothing can be written in it: the mail tells of it."""
    reason = after.ordered.reason if after.ordered else None
    await store.write(seen, after, event_operation(after, event, clerk, reason or ""))
    await announce_decided(after)
    return after


def _asked(ticket: Ticket) -> tuple[str, str]:
    """The customer, and the id under which billing is asked for the order."""
    return ticket.customer_id, customer_requests.request_id(ticket.customer_id, f"order:{ticket.id}")
