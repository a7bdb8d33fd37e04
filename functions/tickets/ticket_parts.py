"""What a ticket's head is made of. Instants in UTC."""

from typing import Annotated, ClassVar, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from shared.json_model import RecordModel

Kind = Literal["question", "complaint", "document", "order", "callback"]
State = Literal["with_office", "with_customer", "answered", "closed"]
"""Who has to do something next; `answered` waits for nobody and closes by itself or by the customer."""
Side = Literal["customer", "office"]
Outcome = Literal["accepted", "partly", "refused"]
"""What a final answer decides on a complaint; an answer to a question decides nothing."""

EntityId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]


class About(RecordModel):
    """What the ticket is about, by the ids billing gave; each may be missing, and none keeps a complaint out."""

    document_id: EntityId | None = None
    contract_id: EntityId | None = None
    point_id: EntityId | None = None
    payment_id: EntityId | None = None


class Rating(RecordModel):
    """What the customer thought of the answer, from 1 to 5."""

    stars: Annotated[int, Field(strict=True, ge=1, le=5)]
    comment: Annotated[str, StringConstraints(max_length=1000)] = ""
    at: AwareDatetime


class Paper(RecordModel):
    """An answer as a PDF that never changes: a blob named by its SHA-256, `size` in bytes."""

    sha256: str
    size: int


class Outgoing(RecordModel):
    """A reply of which the customer is still to be told, and how the ticket stood before it.

    Until `sent_at` the customer sees what was before, and the clerk may take the reply back.
    """

    RESTORED: ClassVar[tuple[str, ...]] = (
        "state",
        "last_message_at",
        "last_message_from",
        "answered_at",
        "answer_id",
        "outcome",
    )

    message_id: str
    sent_at: AwareDatetime
    state: State
    last_message_at: AwareDatetime
    last_message_from: Side
    answered_at: AwareDatetime | None
    answer_id: str | None
    outcome: Outcome | None

    def before(self, *, overtaken: bool) -> dict[str, object]:
        """The fields of the head without the reply; where the customer wrote meanwhile, the turn is as they left it."""
        names = self.RESTORED[3:] if overtaken else self.RESTORED
        return {name: getattr(self, name) for name in names}


class HoldLift(RecordModel):
    """Why „nie wyłączać” was taken off."""

    reason: str
    at: AwareDatetime
