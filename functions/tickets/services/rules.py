"""What a service's answers must keep beyond their fields, and what follows from them: a day, a plan, who decides."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, NamedTuple

from functions.tickets import store
from functions.tickets.order import Instalment, Plan
from functions.tickets.planned_documents import remaining_of
from functions.tickets.services.catalogue import Service, Words, catalogue
from functions.tickets.services.own import Own
from functions.tickets.ticket import Ticket
from shared import cosmos
from shared.access.sessions import Session
from shared.problems import FieldFault, Problem
from shared.settings import settings
from shared.supply.notice_period import HOUSEHOLD, contract_period, ends_when_arriving, is_household
from shared.working_days import plus_months, working_day_from

PLANS = ("instalments", "later_date")
LEAST_INSTALMENT = 1_000
"""In grosze; a smaller one is not worth its transfer."""


class Follows(NamedTuple):
    """What follows from an order: `facts` are lines of the summary, by their names in the catalogue, an int in grosze.

    `by_clerk` says that a clerk decides; where a rule decides, it is what the rule says.
    """

    by_clerk: bool
    facts: list[tuple[str, str | Words | date | int]] = []
    plan: Plan | None = None
    ends_on: date | None = None


class Asked(NamedTuple):
    """An order with all that a rule looks at."""

    session: Session
    service: Service
    values: dict[str, Any]
    own: Own
    today: date


async def follows(asked: Asked) -> Follows:
    """Raises Problem `validation_failed` where the answers do not keep the service's rule."""
    rule = _RULES.get(asked.service.key)
    if rule is None:
        return Follows(by_clerk=asked.service.decided == "clerk")
    return await rule(asked)


def _wrong(field: str, code: str) -> Problem:
    return Problem("validation_failed", errors=[FieldFault(f"answers.{field}", code)])


def _no_more_than_overpaid(asked: Asked) -> None:
    if asked.values["amount"] > asked.own.overpayment:
        raise _wrong("amount", "above_overpayment")


async def _refund(asked: Asked) -> Follows:
    _no_more_than_overpaid(asked)
    return Follows(by_clerk=False, facts=[("overpayment", asked.own.overpayment)])


async def _transfer(asked: Asked) -> Follows:
    if asked.values["from"] == asked.values["to"]:
        raise _wrong("to", "same_contract")
    _no_more_than_overpaid(asked)
    return Follows(by_clerk=False, facts=[("overpayment", asked.own.overpayment)])


async def _instalments(asked: Asked) -> Follows:
    chosen = {one: int(asked.own.documents[one]["remaining"]) for one in asked.values["documents"]}
    others = await _plans(asked.session.customer_id)
    if any(one in plan.documents for plan in others for one in chosen):
        raise _wrong("documents", "document_in_plan")
    if sum(chosen.values()) < LEAST_INSTALMENT * int(asked.values["number"]):
        raise _wrong("number", "instalments_too_small")
    plan = Plan(
        instalments=spread(
            sum(chosen.values()), int(asked.values["number"]), date.fromisoformat(asked.values["firstOn"])
        ),
        documents=chosen,
    )
    limits = settings()
    immediately = (
        plan.total <= limits.instalments_most_amount
        and len(plan.instalments) <= limits.instalments_most_parts
        and await _paid(asked.session.customer_id, others)
    )
    return Follows(by_clerk=not immediately, facts=[("total", plan.total)], plan=plan)


async def _later_date(asked: Asked) -> Follows:
    name, until = asked.values["document"], date.fromisoformat(asked.values["untilOn"])
    document = asked.own.documents[name]
    if any(name in plan.documents for plan in await _plans(asked.session.customer_id)):
        raise _wrong("document", "document_in_plan")
    due = document.get("dueOn")
    if due is not None and until <= date.fromisoformat(due):
        raise _wrong("untilOn", "date_too_early")
    amount = int(document["remaining"])
    plan = Plan(instalments=[Instalment(due_on=until, amount=amount)], documents={name: amount})
    limits = settings()
    since = max(asked.today, date.fromisoformat(due)) if due else asked.today
    immediately = amount <= limits.instalments_most_amount and (until - since).days <= limits.later_date_most_days
    return Follows(by_clerk=not immediately, plan=plan)


async def _terminate(asked: Asked) -> Follows:
    """By law for a household, else by the contract; where that names no day of the calendar, a clerk tells it."""
    data = asked.own.contracts[asked.values["contract"]]
    household = is_household(data, asked.session.kind)
    period = HOUSEHOLD if household else contract_period(data)
    wanted = date.fromisoformat(asked.values["endsOn"]) if "endsOn" in asked.values else None
    if period is None:
        return Follows(by_clerk=True, facts=[("endsOn", catalogue().facts["endsByContract"])], ends_on=wanted)
    earliest = ends_when_arriving(asked.today, period)
    if "endsOn" in data:
        earliest = min(earliest, date.fromisoformat(data["endsOn"]))
    if wanted is not None and wanted < earliest:
        raise _wrong("endsOn", "date_too_early")
    ends_on = wanted or earliest
    return Follows(by_clerk=False, facts=[("endsOn", ends_on)], ends_on=ends_on)


async def _prosumer(asked: Asked) -> Follows:
    if not asked.own.points[asked.values["point"]].get("prosumer"):
        raise _wrong("point", "not_prosumer")
    return Follows(by_clerk=False)


async def _direct_debit(asked: Asked) -> Follows:
    return Follows(by_clerk=False, facts=[("identifier", asked.session.customer_number)])


async def _contact(asked: Asked) -> Follows:
    if not asked.values:
        raise _wrong("address", "missing")
    return Follows(by_clerk=False)


_RULES: dict[str, Callable[[Asked], Awaitable[Follows]]] = {
    "refund": _refund,
    "transfer_overpayment": _transfer,
    "instalments": _instalments,
    "later_date": _later_date,
    "terminate": _terminate,
    "prosumer_rce": _prosumer,
    "direct_debit": _direct_debit,
    "contact": _contact,
}


def spread(total: int, parts: int, first_on: date) -> list[Instalment]:
    """The amount in so many parts, a month apart, each due on a working day; what does not divide goes to the first."""
    each, rest = divmod(total, parts)
    return [
        Instalment(due_on=working_day_from(plus_months(first_on, n)), amount=each + (rest if n == 0 else 0))
        for n in range(parts)
    ]


async def _plans(customer_id: str) -> list[Plan]:
    """The plans that are asked for or in force; one query."""
    items = cosmos.query(
        store.CONTAINER,
        "SELECT * FROM c WHERE c.type = 'ticket' AND ARRAY_CONTAINS(@services, c.ordered.service)",
        customer_id,
        page_size=-1,
        services=[*PLANS],
    )
    tickets: list[Ticket] = [store.ticket_of(item) async for item in items]
    orders = [ticket.ordered for ticket in tickets if ticket.ordered is not None]
    return [one.plan for one in orders if one.plan is not None and not one.came_to_nothing]


async def _paid(customer_id: str, plans: list[Plan]) -> bool:
    """Whether nothing of these plans is open any more."""
    documents = {name for plan in plans for name in plan.documents}
    if not documents:
        return True
    remaining = await remaining_of(customer_id, documents)
    return all(remaining.get(name, 0) <= 0 for name in documents)
