"""What clerks are writing at a ticket, kept on the server and shared: one draft for the reply, another for the note.

A draft has a revision: who saves over a newer one is told, and sees both texts. The two forms never mix: a draft of
one is no draft of the other. What is sent from a form drops the draft it was written in, and none that a colleague has
saved there since.
"""

from typing import Any, NamedTuple

from functions.staff.models import OfficeDraft, StoredOfficeDraft
from functions.tickets.office import Form, office_draft_document
from shared import cosmos
from shared.tickets.drafts import following, operation_over, save_over

CONTAINER = "tickets"


async def find_draft(customer_id: str, ticket_id: str, form: Form) -> StoredOfficeDraft | None:
    item = await cosmos.read(CONTAINER, office_draft_document(ticket_id, form), customer_id)
    return None if item is None else _shown(item)


async def save_draft(
    customer_id: str, ticket_id: str, form: Form, draft: OfficeDraft, author: str
) -> StoredOfficeDraft:
    """Raises Problem `draft_changed` where somebody saved it since it was read as `draft.revision`."""
    item = _item(customer_id, ticket_id, form, draft.text, author)
    return _shown(await save_over(CONTAINER, item, customer_id, draft.revision))


class Begun(NamedTuple):
    """A draft as it stands now; `item` is None where there is none."""

    item: cosmos.Item | None

    @property
    def text(self) -> str:
        return str(self.item["text"]) if self.item else ""

    @property
    def author(self) -> str:
        return str(self.item["author"]) if self.item else ""


async def begun(customer_id: str, ticket_id: str, form: Form) -> Begun:
    return Begun(await cosmos.read(CONTAINER, office_draft_document(ticket_id, form), customer_id))


def put_operation(
    customer_id: str, ticket_id: str, form: Form, text: str, author: str, over: Begun
) -> tuple[tuple[Any, ...], StoredOfficeDraft]:
    """The operation of a batch that puts this text in place of what was begun, and the draft that it becomes."""
    item = following(_item(customer_id, ticket_id, form, text, author), over.item)
    return operation_over(item, over.item), _shown(item)


async def drop_operations(
    customer_id: str, ticket_id: str, form: Form, text: str, revision: int
) -> list[tuple[Any, ...]]:
    """The operation of a batch that drops the draft of what is sent, if it is there: the one read as `revision`, or one
    of the same text."""
    name = office_draft_document(ticket_id, form)
    stored = await cosmos.read(CONTAINER, name, customer_id)
    if stored is None or (stored["revision"] != revision and str(stored["text"]).strip() != text):
        return []
    return [("delete", (name,), {"if_match_etag": stored["_etag"]})]


def _item(customer_id: str, ticket_id: str, form: Form, text: str, author: str) -> cosmos.Item:
    return {
        "id": office_draft_document(ticket_id, form),
        "customerId": customer_id,
        "type": "office_draft",
        "text": text,
        "author": author,
    }


def _shown(item: cosmos.Item) -> StoredOfficeDraft:
    return StoredOfficeDraft.model_validate({name: item[name] for name in ("text", "author", "revision", "changedAt")})
