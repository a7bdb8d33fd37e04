"""What of a half filled in order a draft may keep."""

from functions.tickets.models import Draft
from functions.tickets.services.catalogue import services


def kept(draft: Draft) -> Draft:
    """The draft without what is about health, and without what has to be agreed to anew; only an order has `typed`."""
    service = services().get(draft.subject or "") if draft.kind == "order" else None
    fields = service.fields if service else []
    known = {f"answers.{one.name}" for one in fields if not one.sensitive and one.kind != "consent"}
    typed = {name: text for name, text in draft.typed.items() if ".".join(name.split(".")[:2]) in known}
    return draft.model_copy(update={"typed": typed})
