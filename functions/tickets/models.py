"""What goes in and out of the tickets' routes. Days in Warsaw, instants UTC."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StrictBool, StringConstraints

from functions.tickets.order import InstalmentState, OrderState
from functions.tickets.ticket import About, EntityId, Kind, Outcome, Side, State
from shared.json_model import JsonModel
from shared.tickets.messages import MOST_ATTACHMENTS, MOST_TEXT, OwnId, Text

Answer = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
QuestionName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9]{0,39}$")]
MOST_CONTROLS = 200
ControlName = Annotated[str, StringConstraints(pattern=r"^answers\.[A-Za-z0-9]{1,40}(\.[^\x00-\x1f]{1,80})?$")]
Typed = Annotated[str, StringConstraints(max_length=MOST_TEXT)]
SubjectKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class Callback(JsonModel):
    """When to call whom: a day and hours out of those that are offered, Warsaw time."""

    phone: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]
    day: date
    hours: Literal["8-10", "10-12", "12-14", "14-16"]


class NewTicket(JsonModel):
    """A new ticket under an id of the sender's; its draft, if there is one of that id, is gone with it.

    `previous` is a ticket closed too long ago to be opened again, which this one goes on from. `callback` is there
    where the kind is `callback`.
    """

    id: OwnId
    kind: Literal["question", "complaint", "document", "callback"]
    subject: SubjectKey
    text: Text
    about: About = About()
    asked: Annotated[dict[QuestionName, Answer], Field(max_length=20)] = {}
    attachments: Annotated[list[OwnId], Field(max_length=MOST_ATTACHMENTS)] = []
    previous: EntityId | None = None
    callback: Callback | None = None


class NewMessage(JsonModel):
    """A message under an id of the sender's, with files uploaded to its ticket before."""

    id: OwnId
    text: Text
    attachments: Annotated[list[OwnId], Field(max_length=MOST_ATTACHMENTS)] = []


class TicketListing(JsonModel):
    """A page of the list; `state` may be given several times. `q` are beginnings of words."""

    state: list[State] = []
    q: Annotated[str, StringConstraints(max_length=60)] = ""
    after: Annotated[str | None, Field(max_length=800)] = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class TicketRow(JsonModel):
    """One row of the list. `opening` is how the first message begins. `late` says that `dueOn` went by unanswered.

    Of an order `subject` is the key of its service, and `orderState` how far it has come.
    """

    id: str
    number: str
    kind: Kind
    subject: str
    opening: str
    state: State
    received_at: AwareDatetime
    last_message_at: AwareDatetime
    last_message_from: Side
    due_on: date
    late: bool
    disconnection: bool
    order_state: OrderState | None


class TicketPage(JsonModel):
    """The ticket with the latest message first; `next` goes into `after` of the next call."""

    tickets: list[TicketRow]
    next: str | None


class AttachedFile(JsonModel):
    """A file of a message or a draft. `size` in bytes of what is handed out, `sha256` of the same.

    `waiting` files are still being checked and cannot be downloaded yet, `infected` ones never.
    """

    id: str
    name: str
    kind: Literal["pdf", "jpeg", "png"]
    size: int
    sha256: str
    state: Literal["checked", "unscanned", "waiting", "infected"]


class AttachedFiles(JsonModel):
    """The files of a draft that were not sent yet, the first one first."""

    files: list[AttachedFile]


class AnswerPaper(JsonModel):
    """A final answer as a PDF that never changes; `size` in bytes."""

    sha256: str
    size: int


class ThreadMessage(JsonModel):
    """A message; `author` is the customer's name, or of a clerk the first name. A `final` one is an answer."""

    id: str
    side: Side
    author: str
    text: str
    final: bool
    outcome: Outcome | None
    paper: AnswerPaper | None
    sent_at: AwareDatetime
    files: list[AttachedFile]


class SupplyHold(JsonModel):
    """„Nie wyłączać”: whether billing has taken it yet, and under which reference."""

    state: Literal["waiting", "sent", "refused"]
    reference: str | None


class PlannedInstalment(JsonModel):
    """An instalment with what of it is paid, in grosze. A `partly` paid one is not due yet, a `late` one is."""

    due_on: date
    amount: int
    paid: int
    state: InstalmentState


class OrderLine(JsonModel):
    label: str
    value: str


class OrderDetails(JsonModel):
    """What was ordered, as it was shown, and how far it has come.

    `deciding`: a clerk decides; `passing`: billing is to be told; `passed`: it was told, under `reference`; then
    `confirmed`, or `rejected` with a `reason`. `delayed`: billing owes the answer for too long, and the office sees to
    it. `plan` is followed by what is paid; `nextDue` is its first open part.
    """

    service: str
    name: str
    state: OrderState
    reason: str | None
    reference: str | None
    lines: list[OrderLine]
    plan: list[PlannedInstalment]
    next_due: PlannedInstalment | None
    health: bool
    delayed: bool


class TicketDetails(TicketRow):
    """A ticket with its thread, oldest message first. `legal` says that `dueOn` is a day by law, `silenceAccepts`
    that a complaint without an answer by then is accepted. `coordinator` says that the customer may turn to the
    Coordinator at URE, for the answer was not, or not wholly, what they asked for.

    `reopenUntil` is how long a closed ticket can be opened again; after that a new one goes on from it.
    """

    about: About
    asked: dict[str, str]
    legal: bool
    silence_accepts: bool
    outcome: Outcome | None
    coordinator: bool
    supply_hold: SupplyHold | None
    order: OrderDetails | None
    answered_at: AwareDatetime | None
    closed_at: AwareDatetime | None
    closed_by: Side | None
    reopen_until: AwareDatetime | None
    stars: int | None
    previous: str | None
    following: str | None
    messages: list[ThreadMessage]


class NewRating(JsonModel):
    """How good the answer was, from 1 to 5."""

    stars: Annotated[int, Field(strict=True, ge=1, le=5)]
    comment: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""


class Draft(JsonModel):
    """What somebody has written so far. `revision` is that of the draft as it was read; 0 for a new one.

    A `reply` is kept under the id of its ticket. `previous` is the ticket that a new one goes on from. Of an `order`
    the `subject` is the key of its service, and `typed` what stands in the form, by the names of its controls; what is
    about health and what one agrees to is not kept.
    """

    kind: Literal["question", "complaint", "document", "callback", "order"] = "question"
    subject: SubjectKey | None = None
    text: Annotated[str, StringConstraints(max_length=MOST_TEXT)] = ""
    about: About = About()
    asked: Annotated[dict[QuestionName, Answer], Field(max_length=20)] = {}
    reply: StrictBool = False
    previous: EntityId | None = None
    typed: Annotated[dict[ControlName, Typed], Field(max_length=MOST_CONTROLS)] = {}
    revision: Annotated[int, Field(strict=True, ge=0)] = 0


class StoredDraft(Draft):
    id: str
    changed_at: AwareDatetime


class Drafts(JsonModel):
    """The customer's drafts, the latest first; of orders one's own, for they may hold what a helper must not see."""

    drafts: list[StoredDraft]


class OfferedAnswer(JsonModel):
    question: str
    answer: str


class OfferedSubject(JsonModel):
    """A subject in the asked language; what it asks for may stay empty."""

    key: str
    name: str
    hint: str
    kinds: list[Kind]
    asks: list[str]
    answers: list[OfferedAnswer]


class OfferedCallback(JsonModel):
    """Days and hours to be called back in, Warsaw time."""

    days: list[date]
    hours: list[str]


class OfferedService(JsonModel):
    """A service by its name, for lists of what was ordered."""

    key: str
    name: str


class Subjects(JsonModel):
    subjects: list[OfferedSubject]
    services: list[OfferedService]
    callback: OfferedCallback
