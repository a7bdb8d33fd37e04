"""What a customer has begun to write, kept on the server so that it is there on the next device.

A draft has a revision: who saves over a newer one is told, and both texts stay with the one who wrote them.
"""

from functions.tickets.attachments import Form
from functions.tickets.models import Draft, Drafts, StoredDraft
from shared import cosmos
from shared.access.sessions import Session
from shared.tickets.drafts import save_over

CONTAINER = "tickets"
MOST_DRAFTS = 50


def draft_document(draft_id: str) -> str:
    return f"draft:{draft_id}"


def office_draft_document(ticket_id: str, form: Form) -> str:
    """The clerks' draft, which no route of customers reads."""
    return f"office-{form}-draft:{ticket_id}"


async def drafts_of(session: Session) -> Drafts:
    """One query."""
    items = cosmos.query(
        CONTAINER,
        "SELECT * FROM c WHERE c.type = 'draft' ORDER BY c.changedAt DESC OFFSET 0 LIMIT @most",
        session.customer_id,
        page_size=MOST_DRAFTS,
        most=MOST_DRAFTS,
    )
    own = session.account_id
    return Drafts(
        drafts=[_shown(item) async for item in items if item["kind"] != "order" or item.get("accountId") == own]
    )


async def save_draft(session: Session, draft_id: str, draft: Draft) -> StoredDraft:
    """Raises Problem `draft_changed` where it was saved from elsewhere since it was read as `draft.revision`."""
    item = draft.model_dump(mode="json") | {
        "id": draft_document(draft_id),
        "customerId": session.customer_id,
        "accountId": session.account_id,
        "type": "draft",
    }
    return _shown(await save_over(CONTAINER, item, session.customer_id, draft.revision))


async def drop_draft(customer_id: str, draft_id: str) -> None:
    await cosmos.delete(CONTAINER, draft_document(draft_id), customer_id)


def _shown(item: cosmos.Item) -> StoredDraft:
    plain = cosmos.plain(item)
    known = {field.alias for field in StoredDraft.model_fields.values()}
    fields = {name: value for name, value in plain.items() if name in known}
    return StoredDraft.model_validate(fields | {"id": item["id"].partition(":")[2]})
