"""A ticket and what may become of it. Instants in UTC, legal days in Warsaw."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from pydantic import AliasChoices, AwareDatetime, Field

from functions.tickets import clocks
from functions.tickets.order import Order, OrderState
from functions.tickets.ticket_parts import (
    About,
    EntityId,
    HoldLift,
    Kind,
    Outcome,
    Outgoing,
    Paper,
    Rating,
    Side,
    State,
)
from shared.json_model import RecordModel
from shared.locale import Locale
from shared.problems import Problem

__all__ = [
    "About",
    "EntityId",
    "HoldLift",
    "Kind",
    "Message",
    "Outcome",
    "Outgoing",
    "Paper",
    "Rating",
    "Side",
    "State",
    "Ticket",
]

_WAITING: tuple[State, ...] = ("with_office", "with_customer")
_GOES_ON = "Wstrzymanie trwa w zgłoszeniu"


class Ticket(RecordModel):
    """The head of a ticket; its messages are documents of their own.

    `revision` grows by one with every change. `messages` counts the thread, and numbers its next message. `asked`
    holds what the subject asked for, by the names of its fields. The clock runs from `received_at`, the moment of the
    first message, also where a clerk made a question a complaint; `filed_at` is that of its own where an earlier one
    was merged into it. `answer_id` is the message of the latest final answer, `outcome` what it decided.
    `disconnection` is „nie wyłączać”: billing was told (shared/supply/supply_hold.py).
    Each time it is set is a `hold_sequence`; `hold_lift` is there once it was taken off.
    `outgoing` is a reply of which the customer is still to be told, `merged_into` the ticket this is a duplicate of.
    `ordered` is there where the kind is `order`, and `subject` then the key of its service.
    `reopened_at` is when it was last opened again, or came back to the office because billing did not take its order.
    `letter_owed` is the first reply that no mail has told of, for nobody has an account: it goes by post or phone.
    """

    id: str
    type: Literal["ticket"] = "ticket"
    customer_id: str
    number: str
    kind: Kind
    subject: str
    about: About = About()
    asked: Mapping[str, str] = {}
    opening: str
    state: State
    account_id: str
    consumer: bool
    locale: Locale
    customer_name: str
    customer_number: str
    received_at: AwareDatetime
    filed_at: AwareDatetime | None = None
    rule: clocks.Rule
    due_on: date
    target_on: date
    disconnection: bool = False
    hold_sequence: int = Field(1, validation_alias=AliasChoices("holdSequence", "holdTurn"))
    """`holdTurn` in tickets of earlier releases: begun anew, a hold would pass for one that billing had before."""
    hold_lift: HoldLift | None = None
    assignee: str | None = None
    messages: int = 1
    last_message_at: AwareDatetime
    last_message_from: Side = "customer"
    answered_at: AwareDatetime | None = None
    answer_id: str | None = None
    outcome: Outcome | None = None
    closed_at: AwareDatetime | None = None
    closed_by: Side | None = None
    reopened_at: AwareDatetime | None = None
    rating: Rating | None = None
    previous: str | None = None
    following: str | None = None
    outgoing: Outgoing | None = None
    merged_into: str | None = None
    ordered: Order | None = None
    letter_owed: str | None = None
    search_text: str
    changed_at: AwareDatetime
    revision: int = 1

    def _changed(self, now: datetime, **fields: object) -> "Ticket":
        return self.model_copy(update={**fields, "changed_at": now, "revision": self.revision + 1})

    @property
    def undecided(self) -> bool:
        """Whether it is an order that a clerk still has to decide on."""
        return self.ordered is not None and self.ordered.state == "deciding"

    @property
    def order_unanswered(self) -> bool:
        """Whether it is an order on which billing owes an answer for too long."""
        return self.ordered is not None and self.ordered.unanswered

    def left_until(self) -> date | None:
        """Until when the office has to see to what is left of a ticket nobody waits for any more; None where nothing
        is. „Nie wyłączać” holds until somebody lifts it: after the answer the customer has so many days to turn to the
        Coordinator (art. 6c), and from then on the dispute may be over. Then a reply that has to go by post, and an
        order billing does not answer."""
        if self.state in _WAITING:
            return None
        days = []
        if self.disconnection:
            days.append(clocks.looked_at_again(self.closed_at or self.last_message_at))
        if self.letter_owed is not None:
            days.append(self.owed().target_on)
        if self.ordered is not None and self.ordered.unanswered and self.ordered.unanswered_at is not None:
            days.append(clocks.warsaw_day(self.ordered.unanswered_at))
        return min(days, default=None)

    def accepted_by_silence(self, today: date) -> bool:
        """Whether the law takes this complaint for accepted, because the day went by without an answer."""
        by_law = self.rule in {"complaint", "disconnection"} and self.consumer
        return by_law and self.answered_at is None and today > self.due_on

    def owed(self) -> clocks.Due:
        """By what, and when, the next answer is due: by the ticket's clock until it was answered; what comes after the
        answer by the office's promise, counted from the latest message or from when it was opened again."""
        latest = max(self.last_message_at, self.reopened_at or self.last_message_at)
        if self.answered_at is None or latest <= self.answered_at:
            return clocks.Due(self.rule, self.due_on, self.target_on)
        return clocks.due("promise", latest, consumer=self.consumer)

    def written_by_customer(self, now: datetime) -> "Ticket":
        """Raises Problem `ticket_closed`: a closed ticket is opened again first, or followed by a new one."""
        if self.state == "closed":
            raise Problem("ticket_closed")
        return self._changed(
            now,
            state="with_office",
            messages=self.messages + 1,
            last_message_at=now,
            last_message_from="customer",
        )

    def written_by_office(
        self, now: datetime, *, final: bool, answer_id: str | None = None, outcome: Outcome | None = None
    ) -> "Ticket":
        """A final answer stops the clock, a question to the customer does not. Raises Problem `ticket_closed`."""
        if self.state == "closed":
            raise Problem("ticket_closed")
        return self._changed(
            now,
            state="answered" if final else "with_customer",
            messages=self.messages + 1,
            last_message_at=now,
            last_message_from="office",
            answered_at=(self.answered_at or now) if final else self.answered_at,
            answer_id=answer_id if final else self.answer_id,
            outcome=outcome if final else self.outcome,
        )

    def closed(self, now: datetime, by: Side) -> "Ticket":
        """Closing what is closed changes nothing. An order nobody has decided on is withdrawn with it by its customer.

        Raises Problem `order_undecided`, and `answer_owed` for what the law wants an answer to: the office cannot close
        these instead.
        """
        if self.state == "closed":
            return self
        after = self._changed(now, state="closed", closed_at=now, closed_by=by)
        if by == "customer":
            return after.with_order_withdrawn(now)
        if self.undecided:
            raise Problem("order_undecided")
        if self.rule != "promise" and self.answered_at is None:
            raise Problem("answer_owed")
        return after

    def with_order_withdrawn(self, now: datetime) -> "Ticket":
        if self.ordered is None or not self.undecided:
            return self
        withdrawn = {"state": "withdrawn", "decided_at": now, "forget": self.ordered.health}
        return self.model_copy(update={"ordered": self.ordered.model_copy(update=withdrawn)})

    def can_be_reopened(self, now: datetime) -> bool:
        """What was merged goes on in the other one."""
        return self.closed_at is not None and self.merged_into is None and now < self.closed_at + clocks.REOPENED_WITHIN

    def reopened(self, now: datetime) -> "Ticket":
        """Back to the office: unanswered with its old clock, answered with a new promise. Raises Problem `ticket_open`,
        `reopening_over`, that for one merged into another too."""
        if self.state != "closed":
            raise Problem("ticket_open")
        if not self.can_be_reopened(now):
            raise Problem("reopening_over")
        return self._changed(now, state="with_office", closed_at=None, closed_by=None, rating=None, reopened_at=now)

    def rated(self, now: datetime, stars: int, comment: str) -> "Ticket":
        """Raises Problem `nothing_to_rate` before there is an answer."""
        if self.answered_at is None:
            raise Problem("nothing_to_rate")
        return self._changed(now, rating=Rating(stars=stars, comment=comment, at=now))

    def made_complaint(self, now: datetime) -> "Ticket":
        """The question is a complaint, and always was: its clock runs from its first message."""
        if self.kind == "complaint":
            return self
        due = clocks.due("complaint", self.received_at, consumer=self.consumer)
        return self._changed(now, kind="complaint", rule=due.rule, due_on=due.due_on, target_on=due.target_on)

    def threatened_with_disconnection(self, now: datetime) -> "Ticket":
        """Supply is at stake: the complaint's own clock of art. 6c, counted from the first message.

        Raises Problem `ticket_closed`: nobody would answer it.
        """
        if self.disconnection:
            return self
        if self.state == "closed":
            raise Problem("ticket_closed")
        due = clocks.due("disconnection", self.received_at, consumer=self.consumer)
        earlier = min(self.due_on, due.due_on)
        return self._changed(
            now,
            kind="complaint",
            disconnection=True,
            hold_sequence=self.hold_sequence + (self.hold_lift is not None),
            hold_lift=None,
            rule="disconnection",
            due_on=earlier,
            target_on=min(self.target_on, due.target_on),
        )

    def with_hold_lifted(self, now: datetime, reason: str) -> "Ticket":
        """Supply is no longer at stake; the complaint keeps its clock. Raises Problem `no_supply_hold`."""
        if self.disconnection:
            return self._changed(now, disconnection=False, hold_lift=HoldLift(reason=reason, at=now))
        if self.hold_lift is None or self.hold_lift.reason != reason:
            raise Problem("no_supply_hold")
        return self

    def as_customer_sees(self, now: datetime) -> "Ticket":
        """The head without a reply that has not left yet."""
        if self.outgoing is None or now >= self.outgoing.sent_at:
            return self
        before = self.outgoing.before(overtaken=self.last_message_from == "customer")
        if self.state == "closed":
            before.pop("state", None)
        return self.model_copy(update=before)

    def with_reply_undone(self, now: datetime) -> "Ticket":
        """The ticket as if the outgoing reply had not been written; its place in the thread stays empty."""
        if self.outgoing is None:
            return self
        before = self.outgoing.before(overtaken=self.last_message_from == "customer")
        if self.state == "closed":
            before.pop("state", None)
        return self._changed(now, **before, outgoing=None)

    def with_reply_told(self, now: datetime, letter: str | None) -> "Ticket":
        """`letter` is the reply, where no mail could tell of it."""
        return self._changed(now, outgoing=None, letter_owed=self.letter_owed or letter)

    def with_letter_sent(self, now: datetime) -> "Ticket":
        return self if self.letter_owed is None else self._changed(now, letter_owed=None)

    def merged_as_duplicate(self, into: "Ticket", now: datetime) -> "Ticket":
        """Closed, with a link to where it goes on. Raises Problem `merge_impossible`, `reply_leaving`,
        `order_undecided`."""
        if self.id == into.id or "closed" in {self.state, into.state} or into.merged_into is not None:
            raise Problem("merge_impossible")
        if self.outgoing is not None or into.outgoing is not None:
            raise Problem("reply_leaving")
        if self.undecided:
            raise Problem("order_undecided")
        return self._changed(
            now,
            state="closed",
            closed_at=now,
            closed_by="office",
            merged_into=into.id,
            following=into.id,
            disconnection=False,
            hold_lift=HoldLift(reason=f"{_GOES_ON} {into.number}", at=now) if self.disconnection else self.hold_lift,
        )

    def with_duplicate(self, duplicate: "Ticket", now: datetime) -> "Ticket":
        """What stays owes an answer wherever one of the two did, by the earlier of the clocks that still run, and is a
        complaint where either was one."""
        owing = [one for one in (self, duplicate) if one.answered_at is None]
        received = min((one.received_at for one in owing), default=self.received_at)
        complaint = "complaint" in {self.kind, duplicate.kind}
        held = self.disconnection or duplicate.disconnection
        rule: clocks.Rule = "disconnection" if held else "complaint" if complaint else self.rule
        due = clocks.due(rule, received, consumer=self.consumer)
        waits = next((state for state in _WAITING if state in {self.state, duplicate.state}), self.state)
        latest = max((self, duplicate) if duplicate.state in _WAITING else (self,), key=lambda one: one.last_message_at)
        return self._changed(
            now,
            kind="complaint" if complaint else self.kind,
            state=waits,
            last_message_at=latest.last_message_at,
            last_message_from=latest.last_message_from,
            answered_at=None if owing else self.answered_at,
            rule=rule,
            received_at=received,
            filed_at=self.filed_at or self.received_at,
            disconnection=held,
            hold_sequence=self.hold_sequence + (duplicate.disconnection and self.hold_lift is not None),
            hold_lift=None if held else self.hold_lift,
            due_on=min(due.due_on, *(one.due_on for one in owing or [self])),
            target_on=min(due.target_on, *(one.target_on for one in owing or [self])),
        )

    def followed_by(self, ticket_id: str, now: datetime) -> "Ticket":
        """The first ticket that goes on from this one stays linked."""
        return self._changed(now, following=self.following or ticket_id)

    def order_moved(self, now: datetime, state: OrderState, **fields: object) -> "Ticket":
        """The order as it stands now. Only one that is under way moves, and none back to where it was."""
        if self.ordered is None or not self.ordered.under_way or self.ordered.state == state:
            return self
        if (self.ordered.state, state) == ("passed", "passing"):
            return self
        return self._changed(now, ordered=self.ordered.model_copy(update={"state": state, **fields}))

    def order_missed(self, now: datetime) -> "Ticket":
        """Billing owes an answer on the order for too long; said once."""
        order = self.ordered
        if order is None or order.state not in {"passing", "passed"} or order.unanswered_at is not None:
            return self
        return self._changed(now, ordered=order.model_copy(update={"unanswered_at": now}))

    def order_not_taken(self, now: datetime, **fields: object) -> "Ticket":
        """Billing does not take the order at all, and does not say why: back to the office, for somebody to look."""
        after = self.order_moved(now, "rejected", **fields)
        if after is self or self.state == "closed":
            return after
        due = clocks.due("promise", now, consumer=self.consumer)
        return after.model_copy(
            update={"state": "with_office", "reopened_at": now, "due_on": due.due_on, "target_on": due.target_on}
        )

    def order_forgotten(self, now: datetime) -> "Ticket":
        """What was kept of health is gone."""
        if self.ordered is None or not self.ordered.forget:
            return self
        return self._changed(now, ordered=self.ordered.model_copy(update={"forget": False}))

    def assigned(self, now: datetime, clerk: str | None) -> "Ticket":
        return self if self.assignee == clerk else self._changed(now, assignee=clerk)


class Message(RecordModel):
    """One message of the thread; `ordinal` is its place. An office's message names the clerk by first name only.

    A `final` one is an answer: it may have an `outcome`, and is kept as a `paper` too.
    """

    id: str
    type: Literal["message"] = "message"
    customer_id: str
    ticket_id: str
    ordinal: int
    side: Side
    author: str
    text: str
    final: bool = False
    outcome: Outcome | None = None
    paper: Paper | None = None
    sent_at: AwareDatetime
