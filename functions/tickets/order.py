"""An order of a service: what a ticket of kind `order` carries beside its thread, and how far it has come.

What is shown of it was fixed when it was sent, in the customer's language and in the clerks'. Data about health is no
part of it: it stands in a document of its own until the decision (functions/tickets/services/store.py).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import AwareDatetime

from shared.json_model import RecordModel
from shared.locale import Locale

OrderState = Literal["deciding", "passing", "passed", "confirmed", "rejected", "withdrawn"]
"""A clerk decides; billing is to be told; it was told („przekazane”); it confirmed; a clerk or billing said no; the
customer closed it before anybody decided."""
UNDER_WAY: tuple[OrderState, ...] = ("deciding", "passing", "passed")
CLERKS_LANGUAGE: Locale = "pl"

InstalmentState = Literal["paid", "partly", "open", "late"]


class Line(RecordModel):
    """One line of an order, as it was shown before it was sent."""

    label: str
    value: str


class Instalment(RecordModel):
    due_on: date
    amount: int


class Plan(RecordModel):
    """Instalments agreed on, and what was open of each document then, in grosze by its id."""

    instalments: list[Instalment]
    documents: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(one.amount for one in self.instalments)


class Order(RecordModel):
    """`values` are the checked answers by the names of the service's fields, `name` and `lines` what was shown, in the
    customer's language and in Polish. `digest` tells another order under the same id.
    `ends_on` is the worked out last day of a contract that is terminated.

    `unanswered_at` is when billing had owed an answer for too long, and the desk and the customer were told.

    `health` says that a part stands apart and who may see it; `forget` that it is decided and still to be deleted.
    """

    service: str
    name: Mapping[Locale, str]
    values: Mapping[str, Any]
    lines: Mapping[Locale, list[Line]]
    digest: str
    state: OrderState
    plan: Plan | None = None
    ends_on: date | None = None
    reason: str | None = None
    reference: str | None = None
    health: bool = False
    forget: bool = False
    decided_at: AwareDatetime | None = None
    unanswered_at: AwareDatetime | None = None

    def in_language(self, locale: Locale) -> list[Line]:
        return self.lines.get(locale) or self.lines[CLERKS_LANGUAGE]

    @property
    def came_to_nothing(self) -> bool:
        return self.state in {"rejected", "withdrawn"}

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def unanswered(self) -> bool:
        """Whether billing still owes an answer after it was missed: then a clerk may end the order."""
        return self.state in {"passing", "passed"} and self.unanswered_at is not None

    @property
    def for_clerk(self) -> bool:
        """Whether it is a clerk's to decide on."""
        return self.state == "deciding" or self.unanswered


class Followed(RecordModel):
    """An instalment with what of it is paid."""

    due_on: date
    amount: int
    paid: int
    state: InstalmentState


def followed(plan: Plan, remaining: Mapping[str, int], today: date) -> list[Followed]:
    """The instalments, the first filled first by what the documents' payments came to since the plan was made.

    `remaining` is what the documents leave open now; one that is not told of counts as it was.
    """
    paid = sum(max(0, was - max(0, remaining.get(document, was))) for document, was in plan.documents.items())
    told = []
    for one in plan.instalments:
        part = min(one.amount, paid)
        paid -= part
        state: InstalmentState = (
            "paid" if part == one.amount else "late" if one.due_on < today else "partly" if part else "open"
        )
        told.append(Followed(due_on=one.due_on, amount=one.amount, paid=part, state=state))
    return told
