"""Ordering a service: its form, its summary, and the order itself, which is a ticket of kind `order`.

An order is written under an id the sender made, in one batch with its first message, so that a second click or a repeat
after a broken connection finds what is there already. Telling billing follows (store.py).
"""

import hashlib
import json
from datetime import date, timedelta
from typing import Any, NamedTuple

from functions.tickets import clocks
from functions.tickets import store as tickets
from functions.tickets.attachments import attachment_of, sent_with
from functions.tickets.models import PlannedInstalment
from functions.tickets.order import CLERKS_LANGUAGE, Line, Order
from functions.tickets.services import store
from functions.tickets.services.catalogue import Field, Service, Who, Words, fact, services
from functions.tickets.services.models import (
    NewOrder,
    OrderContent,
    OrderSummary,
    ServiceChoice,
    ServiceCondition,
    ServiceDetails,
    ServiceField,
    ServiceFiles,
    ServiceRow,
    Services,
    SummaryLine,
)
from functions.tickets.services.own import Own, label_of, own_of, things_of, zones_of
from functions.tickets.services.rules import Asked, Follows, follows
from functions.tickets.services.values import checked, options_for, shown
from functions.tickets.store import Thread
from functions.tickets.thread.announcing import announce_received
from functions.tickets.thread.mails import notify_new_occupant
from functions.tickets.thread.writing import begun, draft_dropped, files_of
from functions.tickets.ticket import Message, Ticket
from shared import clock, cosmos
from shared.access.acting import counted_as
from shared.access.sessions import Session
from shared.access.signed_in import require_reauthenticated
from shared.http.limits import Limit, require
from shared.locale import Locale
from shared.lookup import lookup_id
from shared.problems import FieldFault, Problem
from shared.rendering.formatting import plain_date, zloty

ORDERS = (Limit(10, timedelta(hours=1)), Limit(40, timedelta(days=1)))


async def offered(session: Session, locale: Locale) -> Services:
    """What this customer may order; a point read and one query."""
    own = await own_of(session.customer_id, ["contract"])
    rows = [_row(service, own, locale) for service in services().values() if _may(session, service)]
    return Services(services=rows)


async def form(session: Session, key: str, locale: Locale) -> ServiceDetails:
    """One service with what is the customer's own to choose from. Raises Problem `not_found`."""
    service = _service(session, key)
    own = await own_of(session.customer_id, things_of(service))
    today, who = clock.today(), _who(session)
    return ServiceDetails(
        key=service.key,
        group=service.group,
        name=service.name.of(locale),
        lead=service.lead.of(locale),
        notes=[note.of(locale) for note in service.notes],
        fields=[_field(field, own, who, locale, today) for field in service.fields],
        files=ServiceFiles(hint=service.files.hint.of(locale), wanted=service.files.wanted) if service.files else None,
        confirm=service.confirm.of(locale) if service.confirm else None,
        health=service.health,
        overpayment=own.overpayment if service.needs == "overpayment" else None,
        leads_to=service.leads_to,
    )


async def summary(session: Session, content: OrderContent, locale: Locale) -> OrderSummary:
    """What the order comes to. Raises Problem `not_found`, `validation_failed`."""
    service = _service(session, content.service)
    return _summary(await _prepared(session, service, content), locale)


async def order(session: Session, new: NewOrder, locale: Locale) -> tuple[Ticket, Thread, bool]:
    """Write the order and tell billing; True where it was not there yet.

    Raises Problem `not_found`, `validation_failed`, `order_summary_changed`, `reauthentication_required`,
    `order_exists`, `file_missing`, `idempotency_key_reused`, `too_many_attempts`.
    """
    digest = _digest_of(new)
    stored = await tickets.find(session.customer_id, new.id)
    if stored is None:
        made = await _placed(session, new, locale, digest)
        if made is not None:
            return *made, True
        stored = await tickets.find(session.customer_id, new.id)
    if stored is None:
        raise Problem("order_exists")
    if stored.ticket.ordered is None or stored.ticket.ordered.digest != digest:
        raise Problem("idempotency_key_reused")
    # Whoever sends again may have seen the first try break off before this.
    ticket = await _follow_up(stored.ticket)
    return ticket, await tickets.thread(session.customer_id, new.id), False


class _Prepared(NamedTuple):
    asked: Asked
    follows: Follows


async def _prepared(session: Session, service: Service, content: OrderContent) -> _Prepared:
    if service.leads_to is not None:
        raise Problem("not_found")
    own = await own_of(session.customer_id, things_of(service))
    values = checked(service.fields, content.answers, own, clock.today(), _who(session))
    asked = Asked(session, service, values, own, clock.today())
    return _Prepared(asked, await follows(asked))


async def _placed(session: Session, new: NewOrder, locale: Locale, digest: str) -> tuple[Ticket, Thread] | None:
    """The new ticket; None where one of its id, or another in the same slot, was quicker."""
    service = _service(session, new.service)
    prepared = await _prepared(session, service, new)
    if service.confirm is not None:
        if new.summary is None:
            raise Problem("validation_failed", errors=[FieldFault("summary", "missing")])
        if new.summary != _summary(prepared, locale).digest:
            raise Problem("order_summary_changed")
    if service.secure:
        require_reauthenticated(session)
    await require("orders", counted_as(session), *ORDERS)
    ticket, message = _begun(prepared, new.id, locale, digest)
    try:
        files = await files_of(message, new.attachments)
        operations: list[tuple[Any, ...]] = [
            ("create", (tickets.stored(message),)),
            *(sent_with(message.id, file) for file in files),
            *await store.slot_taken(ticket, service.one_open),
            *store.kept_apart(ticket, _apart(prepared)),
            *await draft_dropped(session.customer_id, new.id),
        ]
        await tickets.write(None, ticket, *operations)
    except cosmos.Conflict:
        return None
    sent = [attachment_of(item).model_copy(update={"message_id": message.id}) for item in files]
    return await _follow_up(ticket), Thread([message], sent)


async def _follow_up(ticket: Ticket) -> Ticket:
    """What a new order brings about; doing it again does nothing."""
    ticket = await store.pass_on(ticket)
    await announce_received(ticket)
    await _invite(ticket)
    return ticket


async def _invite(ticket: Ticket) -> None:
    """Tell the other side of a handover what to do, once."""
    order = ticket.ordered
    service = services().get(order.service) if order else None
    for field in service.fields if service else []:
        email = order.values.get(field.name) if order and field.invites else None
        if order and email:
            day = date.fromisoformat(order.values["date"])
            await notify_new_occupant(email, ticket_id=ticket.id, number=ticket.number, day=day, locale=ticket.locale)


def _begun(prepared: _Prepared, ticket_id: str, locale: Locale, digest: str) -> tuple[Ticket, Message]:
    session, service, values, _, _ = prepared.asked
    now = clock.now()
    by_clerk = prepared.follows.by_clerk
    languages: set[Locale] = {locale, CLERKS_LANGUAGE}
    lines = {language: _lines(prepared, language, sensitive=False) for language in sorted(languages)}
    said = [fact("ordered", locale, service=service.name.of(locale))]
    said += [f"{line.label}: {line.value}" for line in lines[locale]]
    return begun(
        session,
        ticket_id,
        now,
        kind="order",
        subject=service.key,
        text="\n".join(said),
        due=clocks.due("promise", now, consumer=session.kind == "individual"),
        locale=locale,
        state="with_office" if by_clerk else "answered",
        about=store.about(values),
        ordered=Order(
            service=service.key,
            name={language: service.name.of(language) for language in sorted(languages)},
            values={name: value for name, value in values.items() if not _is_sensitive(service, name)},
            lines=lines,
            digest=digest,
            state="deciding" if by_clerk else "passing",
            plan=prepared.follows.plan,
            ends_on=prepared.follows.ends_on,
            health=service.health,
        ),
    )


def _apart(prepared: _Prepared) -> list[Line]:
    """What is kept apart of the order, in the clerks' language."""
    return _lines(prepared, CLERKS_LANGUAGE, sensitive=True)


def _lines(prepared: _Prepared, locale: Locale, *, sensitive: bool | None = None) -> list[Line]:
    """The answers and what follows from them; with `sensitive` only those that are, or are not."""
    _, service, values, own, _ = prepared.asked
    yes = fact("yes", locale)
    lines = [
        Line(label=field.label.of(locale), value=shown(field, values[field.name], own, locale, yes))
        for field in service.fields
        if field.name in values and sensitive in {None, field.sensitive}
    ]
    if sensitive:
        return lines
    facts = [Line(label=fact(name, locale), value=_said(value, locale)) for name, value in prepared.follows.facts]
    return lines + facts


def _said(value: str | Words | date | int, locale: Locale) -> str:
    match value:
        case str():
            return value
        case int():
            return zloty(value, locale)
        case date():
            return plain_date(value, locale)
        case Words():
            return value.of(locale)


def _summary(prepared: _Prepared, locale: Locale) -> OrderSummary:
    service = prepared.asked.service
    plan = prepared.follows.plan
    told = OrderSummary(
        service=service.key,
        name=service.name.of(locale),
        lines=[SummaryLine(label=line.label, value=line.value) for line in _lines(prepared, locale)],
        plan=[
            PlannedInstalment(due_on=one.due_on, amount=one.amount, paid=0, state="open")
            for one in (plan.instalments if plan else [])
        ],
        decides="clerk" if prepared.follows.by_clerk else "rule" if service.decided == "rule" else "billing",
        notes=[note.of(locale) for note in service.notes],
        confirm=service.confirm.of(locale) if service.confirm else None,
        digest="",
    )
    return told.model_copy(update={"digest": hashlib.sha256(told.model_dump_json().encode()).hexdigest()})


def _digest_of(new: NewOrder) -> str:
    """Of what is ordered, as it was sent; keyed, because a guess at few possible answers could be tried."""
    content = [new.service, new.answers, new.attachments]
    return lookup_id("order-content", json.dumps(content, sort_keys=True))


def _service(session: Session, key: str) -> Service:
    service = services().get(key)
    if service is None or not _may(session, service):
        raise Problem("not_found")
    return service


def _may(session: Session, service: Service) -> bool:
    return _who(session) in service.who and (session.guest is None or service.role == "helper")


def _who(session: Session) -> Who:
    return session.kind


def _is_sensitive(service: Service, name: str) -> bool:
    field = service.field(name)
    return field is not None and field.sensitive


def _row(service: Service, own: Own, locale: Locale) -> ServiceRow:
    has = {
        "overpayment": own.overpayment > 0,
        "open_documents": own.open_documents,
        "contract": bool(own.contracts),
        "point": bool(own.contracts),
    }
    return ServiceRow(
        key=service.key,
        group=service.group,
        name=service.name.of(locale),
        lead=service.lead.of(locale),
        binds=service.confirm is not None,
        missing=service.needs if service.needs and not has[service.needs] else None,
        leads_to=service.leads_to,
    )


def _field(field: Field, own: Own, who: Who, locale: Locale, today: Any) -> ServiceField:
    return ServiceField(
        name=field.name,
        kind=field.kind,
        label=field.label.of(locale),
        hint=field.hint.of(locale) if field.hint else None,
        required=field.required,
        choices=_choices(field, own, who, locale),
        least=field.least,
        most=field.most,
        decimals=field.decimals,
        from_on=today + timedelta(days=field.from_days) if field.from_days is not None else None,
        to_on=today + timedelta(days=field.to_days) if field.to_days is not None else None,
        only_if=ServiceCondition(field=field.only_if.field, value=field.only_if.value) if field.only_if else None,
    )


def _choices(field: Field, own: Own, who: Who, locale: Locale) -> list[ServiceChoice]:
    if field.options:
        return [ServiceChoice(value=one.key, label=one.label.of(locale)) for one in options_for(field, who)]
    if field.kind not in {"contract", "point", "document", "documents"}:
        return []
    kind = field.kind.removesuffix("s")
    return [
        ServiceChoice(
            value=key,
            label=label_of(kind, data, locale),
            amount=data["remaining"] if kind == "document" else None,
            zones=zones_of(data) if kind == "point" else [],
        )
        for key, data in own.of(field).items()
    ]
