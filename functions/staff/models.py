"""What goes in and out of the office's routes. Days in Warsaw, instants UTC, money in grosze."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StrictBool, StringConstraints

from functions.staff.sessions import Role
from functions.tickets.office import Kind, OrderState, Outcome, Side, State, What
from shared.json_model import Day, JsonModel
from shared.tickets.messages import MOST_ATTACHMENTS, MOST_TEXT, OwnId, Text

EntityId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
Attachments = Annotated[list[OwnId], Field(max_length=MOST_ATTACHMENTS)]
DraftRevision = Annotated[int, Field(strict=True, ge=0)]
ClerkId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,64}$")]


class SignInBegun(JsonModel):
    """Where the browser goes to sign in."""

    address: str


class EntraAnswer(JsonModel):
    """What Entra ID sent back in the fragment, of which only this is read."""

    code: Annotated[str | None, StringConstraints(max_length=4000)] = None
    state: Annotated[str | None, StringConstraints(max_length=200)] = None
    error: Annotated[str | None, StringConstraints(max_length=200)] = None


class CurrentClerk(JsonModel):
    """Who is signed in to the office. `id` names the session, `expiresAt` moves with use, `endsAt` does not."""

    id: str
    clerk_id: str
    name: str
    roles: list[Role]
    expires_at: AwareDatetime
    ends_at: AwareDatetime


class OfficeClerk(JsonModel):
    """Somebody who has signed in before, to whom a ticket can be handed over."""

    id: str
    name: str
    lead: bool


class OfficeClerks(JsonModel):
    clerks: list[OfficeClerk]


class QueueFilter(JsonModel):
    """A page of the queue. `turn` is whose turn it is; `assignee` is `me`, `nobody`, or a clerk."""

    turn: Literal["office", "customer"] = "office"
    assignee: ClerkId | None = None
    kind: Kind | None = None
    overdue: bool = False
    number: Annotated[str | None, StringConstraints(max_length=20)] = None
    after: Annotated[str | None, Field(max_length=800)] = None
    limit: Annotated[int, Field(ge=1, le=100)] = 25


class QueueRow(JsonModel):
    """A ticket of the queue. `targetOn` is the clerk's last day, `dueOn` the customer's; `late` is after it.

    `holdLeft`: it was answered or closed, and its supply is still held. `orderUnanswered`: billing owes an answer.
    """

    customer_id: str
    ticket_id: str
    number: str
    kind: Kind
    subject: str
    opening: str
    customer_name: str
    customer_number: str
    received_at: AwareDatetime
    due_on: date
    target_on: date
    late: bool
    assignee: str | None
    disconnection: bool
    letter_owed: bool
    hold_left: bool
    order_unanswered: bool
    last_message_at: AwareDatetime
    last_message_from: Side
    messages: int


class QueuePage(JsonModel):
    """The earliest day first; `next` goes into `after` of the next call."""

    tickets: list[QueueRow]
    next: str | None


class Search(JsonModel):
    """Tickets of any state by whole words: number, customer's number, name, subject; received between two days."""

    q: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] = ""
    since: Day | None = None
    until: Day | None = None
    after: Annotated[str | None, Field(max_length=800)] = None


class FoundTicket(JsonModel):
    customer_id: str
    ticket_id: str
    number: str
    kind: Kind
    subject: str
    opening: str
    state: State
    customer_name: str
    customer_number: str
    received_at: AwareDatetime


class FoundPage(JsonModel):
    """The latest first. With several words a page may have few tickets, or none, and still go on."""

    tickets: list[FoundTicket]
    next: str | None


class LaneCounts(JsonModel):
    total: int
    mine: int
    unassigned: int
    overdue: int
    today: int
    kinds: dict[Kind, int]


class QueueCounts(JsonModel):
    """How many tickets wait, by whose turn it is."""

    office: LaneCounts
    customer: LaneCounts


class PresentClerk(JsonModel):
    """Who is at a ticket now; `me` is the one who asks."""

    customer_id: str
    ticket_id: str
    name: str
    writing: bool
    me: bool


class PresentClerks(JsonModel):
    present: list[PresentClerk]


class Presence(JsonModel):
    """Said again every ten seconds; over after half a minute."""

    writing: StrictBool = False


class CardDue(JsonModel):
    number: str
    due_on: date
    amount: int


class CustomerCard(JsonModel):
    """The customer of a ticket. `balance` > 0 is to pay; None until billing has told it. `dues` are the first open.

    Without an account nobody reads mails of ours: the answer goes by post.
    """

    name: str
    customer_number: str
    kind: Literal["individual", "business"]
    has_account: bool
    email: str | None
    phone: str | None
    address: str | None
    balance: int | None
    as_of: AwareDatetime | None
    dues: list[CardDue]
    mail_refused_at: AwareDatetime | None


class OfficeFile(JsonModel):
    """A file of a message. `unscanned` ones no scanner has looked at, `waiting` ones cannot be opened yet."""

    id: str
    name: str
    kind: Literal["pdf", "jpeg", "png"]
    size: int
    state: Literal["checked", "unscanned", "waiting", "infected"]


class OfficeFiles(JsonModel):
    """What was added to a form and not sent yet, the first one first."""

    files: list[OfficeFile]


class OfficeMessage(JsonModel):
    """A message of the customer's thread. One with `leavesAt` can be taken back until then."""

    id: str
    side: Side
    author: str
    text: str
    final: bool
    outcome: Outcome | None
    sent_at: AwareDatetime
    leaves_at: AwareDatetime | None
    files: list[OfficeFile]


class OfficeNote(JsonModel):
    """A note of a clerk, which no customer sees."""

    id: str
    author: str
    text: str
    written_at: AwareDatetime
    files: list[OfficeFile]


class OfficeEvent(JsonModel):
    """What a clerk did to the ticket."""

    id: str
    what: What
    by: str
    detail: str
    at: AwareDatetime


class OfficeSupplyHold(JsonModel):
    """„Nie wyłączać”: whether billing has taken it yet. Once it was `lifted`, the state is that of the lifting.

    `restoreBy` is the day by which a supply that was cut is back.
    """

    state: Literal["waiting", "sent", "refused"]
    reference: str | None
    lifted: bool
    reason: str | None
    restore_by: date


class OtherTicket(JsonModel):
    """Another ticket of the same customer."""

    id: str
    number: str
    kind: Kind
    subject: str
    opening: str
    state: State
    received_at: AwareDatetime


class OfficeTicket(JsonModel):
    """A ticket as clerks see it. `messageCount` goes into `seen` of a reply, `revision` into an assignment.

    `orderState` is there where it is an order, whatever its kind became. `answerOwed`: the law wants an answer, and it
    cannot be closed without one. `acceptedBySilence`: its day went by, and by law the complaint is accepted.
    `leftUntil`: nobody waits for it, and the office still has to see to something by that day.
    `letterOwed` is the first reply that went to nobody's mail: it has to go by post or
    phone.
    """

    customer_id: str
    id: str
    number: str
    kind: Kind
    subject: str
    subject_name: str
    asked: dict[str, str]
    about: dict[str, str]
    state: State
    received_at: AwareDatetime
    due_on: date
    target_on: date
    late: bool
    legal: bool
    disconnection: bool
    supply_hold: OfficeSupplyHold | None
    letter_owed: str | None
    consumer: bool
    locale: str
    assignee: str | None
    outcome: Outcome | None
    order_state: OrderState | None
    answer_owed: bool
    accepted_by_silence: bool
    left_until: date | None
    answered_at: AwareDatetime | None
    closed_at: AwareDatetime | None
    closed_by: Side | None
    previous: str | None
    following: str | None
    merged_into: str | None
    stars: int | None
    message_count: int
    revision: int
    customer: CustomerCard
    messages: list[OfficeMessage]
    notes: list[OfficeNote]
    events: list[OfficeEvent]
    others: list[OtherTicket]


class NewReply(JsonModel):
    """A reply to the customer. `seen` is how many messages the clerk has read: with more there, it is refused.

    A `final` one is the answer and stops the clock; of a complaint it says the `outcome`. One that is not asks the
    customer something. `attachments` were added to the form before.

    `despiteSilence` says that the clerk knows that the complaint is accepted by law already, and refuses it all the
    same.

    The draft it was written in is gone with it: the one of revision `draft`, or of the same text. What a colleague has
    saved in the same form since stays.
    """

    id: OwnId
    text: Text
    final: StrictBool
    outcome: Outcome | None = None
    seen: Annotated[int, Field(strict=True, ge=1)]
    draft: DraftRevision = 0
    attachments: Attachments = []
    despite_silence: StrictBool = False


class NewNote(JsonModel):
    """A note for clerks. `draft` as of a reply."""

    id: OwnId
    text: Text
    draft: DraftRevision = 0
    attachments: Attachments = []


class Assignment(JsonModel):
    """Who takes the ticket; None puts it back. `revision` is the ticket's as it was read."""

    clerk_id: ClerkId | None
    revision: Annotated[int, Field(strict=True, ge=1)]


class Merging(JsonModel):
    """The ticket of the same customer in which it goes on."""

    into: EntityId


class HoldReason(JsonModel):
    """Why supply is held no longer; billing and every clerk of the ticket reads it."""

    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=500)]


class LetterSent(JsonModel):
    """How the reply went. `revision` is the ticket's as it was read."""

    way: Literal["post", "phone"]
    revision: Annotated[int, Field(strict=True, ge=1)]


class OfficeDraft(JsonModel):
    """What is being written, shared by all clerks of the ticket. `revision` is that read before; 0 for a new one."""

    text: Annotated[str, StringConstraints(max_length=MOST_TEXT)] = ""
    revision: DraftRevision = 0


class StoredOfficeDraft(OfficeDraft):
    """`author` wrote it last."""

    author: str
    changed_at: AwareDatetime
