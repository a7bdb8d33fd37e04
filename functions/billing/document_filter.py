"""Which documents a list shows, and in which order: one WHERE and one ORDER BY within the customer's partition."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, StringConstraints, model_validator

from functions.billing.models import DocumentKind, DocumentState
from shared import clock
from shared.billing.due import overdue_before
from shared.http.cursor import cursor_of, place_of
from shared.json_model import Day, JsonModel
from shared.locale import Locale
from shared.mirror import NO_DUE_DAY, DocumentRow, mirror_id
from shared.problems import Problem

MAX_PAGE = 100

Sort = Literal["newest", "oldest", "amount", "due"]
EntityId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]

# Clearing goes before the days: a document billing is setting off asks nothing of the customer.
_OPEN = "c.data.remaining > 0 AND c.data.clearing = false"
_STATES: dict[DocumentState, str] = {
    "paid": "c.data.remaining = 0",
    "in_clearing": "(c.data.remaining < 0 OR (c.data.remaining > 0 AND c.data.clearing = true))",
    "overdue": f"({_OPEN} AND c.due < @late)",
    "partly_paid": f"({_OPEN} AND c.due >= @late AND c.data.remaining < c.data.amount)",
    "to_pay": f"({_OPEN} AND c.due >= @late AND c.data.remaining >= c.data.amount)",
}
_ORDERS: dict[Sort, tuple[str, Literal["ASC", "DESC"]]] = {
    "newest": ("c.data.issuedOn", "DESC"),
    "oldest": ("c.data.issuedOn", "ASC"),
    "amount": ("c.data.amount", "DESC"),
    "due": ("c.due", "ASC"),
}


class DocumentFilter(JsonModel):
    """Conditions that must all hold. `id` and `state` may be given several times; `from` and `to` are days of issue,
    both included; `due` is the due day printed on them; `point` is a metering point that a line or a reading names;
    `q` is a part of the number."""

    id: Annotated[list[EntityId], Field(max_length=50)] = []
    kind: DocumentKind | None = None
    state: Annotated[list[DocumentState], Field(max_length=5)] = []
    contract: EntityId | None = None
    point: EntityId | None = None
    from_: Annotated[Day | None, Field(alias="from")] = None
    to: Day | None = None
    due: Day | None = None
    q: Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)] = ""
    sort: Sort = "newest"

    @model_validator(mode="after")
    def _period_runs_forward(self) -> "DocumentFilter":
        if self.from_ and self.to and self.from_ > self.to:
            raise ValueError("the period ends before it begins")
        return self


class DocumentListing(DocumentFilter):
    """A page of the list."""

    after: Annotated[str | None, Field(max_length=200)] = None
    limit: Annotated[int, Field(ge=1, le=MAX_PAGE)] = 20


class DocumentExport(DocumentFilter):
    """The whole list as a file, with its headings in a language."""

    locale: Locale = "pl"


class Query(NamedTuple):
    """What comes after `WHERE` of a query of documents, and its parameters."""

    sql: str
    parameters: dict[str, Any]


def query_of(
    request: DocumentFilter,
    *,
    after: str | None = None,
    limit: int | None = None,
    contracts: Sequence[str] | None = None,
) -> Query:
    """The query of a filter, of some contracts or of all; without a `limit` there is no end but that of the list.

    Raises Problem `cursor_invalid` for an `after` that is none of this order."""
    wanted: dict[str, tuple[Any, str]] = {
        "ids": ([mirror_id("document", one) for one in request.id], "ARRAY_CONTAINS(@ids, c.id)"),
        "kind": (request.kind, "c.data.kind = @kind"),
        "contract": (request.contract, "c.data.contractId = @contract"),
        "point": (
            request.point and {"pointId": request.point},
            "(ARRAY_CONTAINS(c.data.lines, @point, true) OR ARRAY_CONTAINS(c.data.readings, @point, true))",
        ),
        "from": (request.from_ and request.from_.isoformat(), "c.data.issuedOn >= @from"),
        "to": (request.to and request.to.isoformat(), "c.data.issuedOn <= @to"),
        "due": (request.due and request.due.isoformat(), "c.due = @due"),
        "q": (request.q, "CONTAINS(c.data.number, @q, true)"),
    }
    conditions = [condition for value, condition in wanted.values() if value]
    arguments = {name: value for name, (value, _) in wanted.items() if value}
    if request.state:
        conditions.append(f"({' OR '.join(_STATES[state] for state in request.state)})")
        arguments["late"] = overdue_before(clock.today()).isoformat()
    path, direction = _ORDERS[request.sort]
    if after is not None:
        value, document_id = _read_cursor(after, request.sort)
        beyond = "<" if direction == "DESC" else ">"
        conditions.append(f"({path} {beyond} @value OR ({path} = @value AND c.id {beyond} @id))")
        arguments |= {"value": value, "id": mirror_id("document", document_id)}
    if contracts is not None:
        conditions.append("ARRAY_CONTAINS(@contracts, c.data.contractId)")
        arguments["contracts"] = list(contracts)
    sql = "".join(f" AND {condition}" for condition in conditions) + f" ORDER BY {path} {direction}, c.id {direction}"
    if limit is not None:
        sql += " OFFSET 0 LIMIT @limit"
        arguments["limit"] = limit
    return Query(sql, arguments)


def row_cursor(row: DocumentRow, sort: Sort) -> str:
    """Where the list goes on after a row."""
    values: dict[Sort, str | int] = {
        "newest": row.issued_on.isoformat(),
        "oldest": row.issued_on.isoformat(),
        "amount": row.amount,
        "due": row.due_on.isoformat() if row.due_on else NO_DUE_DAY,
    }
    return cursor_of(sort, values[sort], row.id)


def _read_cursor(text: str, sort: Sort) -> tuple[str | int, str]:
    made_for, value, document_id = place_of(text, str, int if sort == "amount" else str, str)
    if made_for != sort:
        raise Problem("cursor_invalid")
    return value, document_id
