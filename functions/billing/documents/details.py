"""One document with all that its PDF says."""

import asyncio

from functions.billing import store
from functions.billing.document_state import summary_of
from functions.billing.documents import ksef, related
from functions.billing.documents.charges import charges_of
from functions.billing.documents.models import DocumentDetails, DocumentLine, DocumentSettlement, InPayment
from shared import clock
from shared.billing_contract import Line
from shared.brand import brand
from shared.cosmos import Item
from shared.mirror import DocumentRow
from shared.payments.store import open_payments
from shared.problems import Problem


async def details_of(customer_id: str, document_id: str) -> DocumentDetails:
    """Everything about one document. Raises Problem `not_found`, for another customer's too."""
    stored = await store.document_of(customer_id, document_id)
    if stored is None:
        raise Problem("not_found")
    found = await related.find(customer_id, document_id, stored)
    in_payment = await _in_payment(customer_id, document_id)
    # Beside the loop: thousands of lines take a tenth of a second.
    return await asyncio.to_thread(_details, stored, found, in_payment)


def _details(stored: Item, found: related.Found, in_payment: InPayment | None) -> DocumentDetails:
    data = stored["data"]
    summary = summary_of(DocumentRow.from_mirror(stored), clock.today())
    lines = [Line.model_validate(line) for line in data["lines"]]
    beside = related.beside(found, stored)
    return DocumentDetails(
        **summary.model_dump(by_alias=False),
        net=data["net"],
        vat=data["vat"],
        corrects=data.get("corrects"),
        reason=data.get("reason"),
        account=data["account"],
        transfer_title=data["transferTitle"],
        payee=brand().payee.name,
        charges=charges_of(lines),
        lines=[DocumentLine(**line.model_dump(by_alias=False)) for line in lines],
        readings=related.readings_of(data),
        points=beside.points,
        settlements=[DocumentSettlement.model_validate(part) for part in data["settlements"]],
        settled=sum(settlement["amount"] for settlement in data["settlements"]),
        corrected=beside.corrected,
        corrections=beside.corrections,
        ksef=ksef.state_of(stored),
        in_payment=in_payment,
    )


async def _in_payment(customer_id: str, document_id: str) -> InPayment | None:
    found = next((one for one in await open_payments(customer_id) if one.pays(document_id)), None)
    return None if found is None else InPayment(id=found.id, state=found.state)
