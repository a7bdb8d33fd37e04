"""`/simulate`: lets things happen, or go wrong, on demand. Only for callers on the same machine, without a token."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import Field

from local.billing_system.service import Here
from local.billing_system.simulation.broken import Breakage, repair, tell_broken
from local.billing_system.simulation.faults import Fault
from local.billing_system.simulation.simulated import SERIAL
from local.billing_system.system import BillingSystem
from local.billing_system.world import AFTER_WORLD
from shared.billing_contract import Document
from shared.json_model import JsonModel

Amount = Annotated[int, Field(gt=0, le=10**10)]
LOOPBACK = {"127.0.0.1", "::1", "testclient"}


class NewInvoice(JsonModel):
    """An invoice, of about the last one's amount where none (grosze) is given."""

    customer_number: str
    amount: Amount | None = None


class NewPayment(JsonModel):
    """A transfer for a document (the oldest open one where none is named), of what it leaves open unless said."""

    customer_number: str
    document_number: str | None = None
    amount: Amount | None = None


class NewReversal(JsonModel):
    """Money given back (`refund`) or a direct debit clawed back (`chargeback`): of the newest payment that brought
    money where none is named, all that has not been taken back unless said."""

    customer_number: str
    payment_id: str | None = None
    amount: Amount | None = None
    method: Literal["refund", "chargeback"] = "refund"


class NewCorrection(JsonModel):
    """A correction of an invoice (the newest one where none is named): the energy was `factor` of what was billed."""

    customer_number: str
    document_number: str | None = None
    factor: Annotated[str, Field(pattern=r"^[0-9](\.[0-9]{1,4})?$")] = "0.9"


class NewInterestNote(JsonModel):
    """An interest note for a document (the oldest open one where none is named)."""

    customer_number: str
    document_number: str | None = None
    amount: Amount | None = None


class BrokenRecord(JsonModel):
    """A broken record among good ones, `count` times."""

    kind: Breakage
    customer_number: str | None = None
    count: Annotated[int, Field(ge=1, le=1_000)] = 1


def local_only(request: Request) -> None:
    """Refuse callers from elsewhere."""
    if request.client is None or request.client.host not in LOOPBACK:
        raise HTTPException(403, "only from this machine")


simulation = APIRouter(prefix="/simulate", dependencies=[Depends(local_only)])


@simulation.post("/new-invoice")
def new_invoice(service: Here, order: NewInvoice) -> dict[str, Any]:
    """Issue an invoice now."""
    system = service.system
    place = system.place_of_number(order.customer_number)
    account = system.account(place)
    contract = next((one for one in account.plan.contracts if one.points and one.signed_on), None)
    if contract is None:
        raise HTTPException(409, "the customer has no signed contract to be billed for")
    amount = order.amount or _usual_amount(list(account.ledger.documents.values()))
    nth = system.happen(place, {"type": "invoice", "contract": contract.serial, "amount": amount})
    return _told(system, place, system.world.ids.make(place, "invoice", SERIAL + nth))


@simulation.post("/payment")
def payment(service: Here, order: NewPayment) -> dict[str, Any]:
    """Book a transfer now."""
    system = service.system
    place = system.place_of_number(order.customer_number)
    document_id, document = _named(system, place, order.document_number)
    amount = order.amount or document.remaining
    if amount <= 0:
        raise HTTPException(409, "the document leaves nothing open; give an amount")
    nth = system.happen(
        place, {"type": "payment", "documents": [[document_id, None]], "amount": amount, "method": "transfer"}
    )
    payment_id = system.world.ids.make(place, "payment", SERIAL + nth)
    after = system.account(place)
    return {
        "id": payment_id,
        "amount": amount,
        "settles": after.ledger.payments[payment_id].model_dump()["settles"],
        "balance": after.ledger.balance,
    }


@simulation.post("/reversal")
def reversal(service: Here, order: NewReversal) -> dict[str, Any]:
    """Take a payment back now."""
    system = service.system
    place = system.place_of_number(order.customer_number)
    payments = system.account(place).ledger.payments
    left = {key: one.amount for key, one in payments.items() if one.amount > 0 and one.method != "set_off"}
    for one in payments.values():
        if one.reverses in left:
            left[one.reverses] += one.amount
    paid = order.payment_id or next((key for key in reversed(left) if left[key] > 0), None)
    if paid is None or paid not in left:
        raise HTTPException(404, "the customer has made no such payment")
    amount = order.amount or left[paid]
    if not 0 < amount <= left[paid]:
        raise HTTPException(409, f"of the payment {left[paid]} can be taken back")
    nth = system.happen(place, {"type": "reversal", "payment": paid, "amount": amount, "method": order.method})
    made = system.world.ids.make(place, "payment", SERIAL + nth)
    return {"id": made, "reverses": paid, "amount": -amount, "balance": system.account(place).ledger.balance}


@simulation.post("/correction")
def correction(service: Here, order: NewCorrection) -> dict[str, Any]:
    """Correct an invoice now."""
    system = service.system
    place = system.place_of_number(order.customer_number)
    document_id, document = _named(system, place, order.document_number, newest_invoice=True)
    if document.kind != "invoice":
        raise HTTPException(409, "only an invoice can be corrected")
    nth = system.happen(place, {"type": "correction", "document": document_id, "factor": order.factor})
    return _told(system, place, system.world.ids.make(place, "correction", SERIAL + nth))


@simulation.post("/interest-note")
def interest_note(service: Here, order: NewInterestNote) -> dict[str, Any]:
    """Issue an interest note now."""
    system = service.system
    place = system.place_of_number(order.customer_number)
    document_id, _ = _named(system, place, order.document_number)
    body = {"type": "interest", "document": document_id, "amount": order.amount or 1_234}
    nth = system.happen(place, body)
    return _told(system, place, system.world.ids.make(place, "interest", SERIAL + nth))


@simulation.post("/broken-record")
def broken_record(service: Here, order: BrokenRecord) -> list[dict[str, Any]]:
    """Tell a broken record among good ones."""
    system, number = service.system, order.customer_number
    place = system.place_of_number(number) if number else next(system.world.every_place())
    return [tell_broken(system, place, order.kind) for _ in range(order.count)]


@simulation.post("/repaired-records")
def repaired_records(service: Here) -> list[dict[str, Any]]:
    """Tell the broken records again, as they should be."""
    return repair(service.system)


@simulation.post("/faults")
def add_fault(service: Here, fault: Fault) -> list[dict[str, object]]:
    """Put a fault in force."""
    service.faults.add(fault)
    return service.faults.state()


@simulation.delete("/faults")
def remove_faults(service: Here) -> dict[str, int]:
    """Remove all faults."""
    return {"removed": service.faults.clear()}


@simulation.get("/state")
def state(service: Here) -> dict[str, Any]:
    """Tell what world this is and what is wrong with it."""
    system, world = service.system, service.system.world
    return {
        "madeOn": world.made_on.isoformat(),
        "today": system.today().isoformat(),
        "seed": world.seed,
        "customers": world.customers,
        "demoPeople": world.demo,
        "pdfs": system.settings.pdfs,
        "lastCursor": AFTER_WORLD + system.journal.last(),
        "brokenRecords": [AFTER_WORLD + seq for seq, *_ in system.journal.broken()],
        "faults": service.faults.state(),
    }


def _named(
    system: BillingSystem, place: int, number: str | None, *, newest_invoice: bool = False
) -> tuple[str, Document]:
    """Return the document with this number, or the newest invoice, or the oldest open document (else the newest)."""
    documents = list(system.account(place).ledger.documents.items())
    if number is not None:
        documents = [(key, document) for key, document in documents if document.number == number]
        if not documents:
            raise HTTPException(404, "the customer has no such document")
        return documents[0]
    if not documents:
        raise HTTPException(409, "the customer has no documents")
    if newest_invoice:
        return next(found for found in reversed(documents) if found[1].kind == "invoice")
    return next((found for found in documents if found[1].remaining > 0), documents[-1])


def _usual_amount(documents: list[Document]) -> int:
    invoices = [document.amount for document in documents if document.kind == "invoice"]
    return invoices[-1] if invoices else 15_000


def _told(system: BillingSystem, place: int, document_id: str) -> dict[str, Any]:
    ledger = system.account(place).ledger
    document = ledger.documents[document_id]
    return {
        "id": document_id,
        "number": document.number,
        "kind": document.kind,
        "amount": document.amount,
        "remaining": document.remaining,
        "dueOn": document.due_on,
        "balance": ledger.balance,
    }
