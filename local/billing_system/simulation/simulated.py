"""Events made on request: stored as small JSON bodies, turned into bookings when an account is opened."""

from datetime import date, datetime
from typing import Any

from local.billing_system.books.account import Account, Later
from local.billing_system.books.events import (
    CustomerChanged,
    Event,
    InterestDue,
    Issued,
    MeterRead,
    Paid,
    Postponed,
    RequestSettled,
    Reversed,
)
from local.billing_system.numbers import document_number
from shared.billing_contract import Address, CustomerConsent, MeterReading, RequestState
from shared.clock import WARSAW

SERIAL = 60_000
"""Serials of simulated documents and payments begin here."""


def later(at: datetime, nth: int, body: dict[str, Any]) -> Later:
    """Return the customer's `nth` simulated event as something an account can book."""
    on = at.astimezone(WARSAW).date()
    maker = {
        "invoice": _invoice,
        "correction": _correction,
        "interest": _interest,
        "payment": _payment,
        "reversal": _reversal,
        "customer": _customer,
        "reading": _reading,
        "postponed": _postponed,
        "request": _request,
    }[body["type"]]
    return Later(at, lambda account: maker(account, on, SERIAL + nth, body))


def _invoice(account: Account, on: date, serial: int, body: dict[str, Any]) -> Event:
    contract = next(contract for contract in account.plan.contracts if contract.serial == body["contract"])
    return Issued(on, *account.maker(contract).single(amount=body["amount"], on=on, serial=serial))


def _correction(account: Account, on: date, serial: int, body: dict[str, Any]) -> Event:
    """A correction of what a document says now: of what its last correction made of it, where there is one."""
    documents = account.ledger.documents
    corrected = documents[body["document"]]
    now = next((one for one in reversed(documents.values()) if one.corrects == body["document"]), corrected)
    maker = account.maker(account.contract_of(corrected))
    made = maker.correction(body["document"], corrected, standing=now, on=on, serial=serial, factor=body["factor"])
    return Issued(on, *made)


def _interest(account: Account, on: date, serial: int, body: dict[str, Any]) -> Event:
    place = account.plan.place
    key = account.ids.make(place, "interest", serial)
    return InterestDue(on, key, document_number("NO", place, serial), body["document"], body["amount"])


def _payment(account: Account, on: date, serial: int, body: dict[str, Any]) -> Event:
    return Paid(
        on=on,
        payment_id=account.ids.make(account.plan.place, "payment", serial),
        documents=tuple((key, part) for key, part in body["documents"]),
        method=body["method"],
        amount=body["amount"],
        portal_reference=body.get("portalReference"),
        title=body.get("title"),
    )


def _reversal(account: Account, on: date, serial: int, body: dict[str, Any]) -> Event:
    return Reversed(
        on=on,
        payment_id=account.ids.make(account.plan.place, "payment", serial),
        of=body["payment"],
        method=body["method"],
        amount=body["amount"],
    )


def _reading(account: Account, on: date, serial: int, body: dict[str, Any]) -> MeterRead:
    key = account.ids.make(account.plan.place, "reading", SERIAL + body["request"])
    return MeterRead(key, MeterReading.model_validate(body["reading"]))


def _postponed(account: Account, on: date, serial: int, body: dict[str, Any]) -> Postponed:
    return Postponed(on, body["document"], date.fromisoformat(body["dueOn"]))


def _request(account: Account, on: date, serial: int, body: dict[str, Any]) -> RequestSettled:
    return RequestSettled(body["reference"], RequestState.model_validate(body["told"]))


def _customer(account: Account, on: date, serial: int, body: dict[str, Any]) -> CustomerChanged:
    changes = dict(body["changes"])
    for name in {"address", "correspondence_address"} & set(changes):
        changes[name] = Address.model_validate(changes[name])
    if "consents" in changes:
        told = {key: CustomerConsent.model_validate(one) for key, one in changes["consents"].items()}
        changes["consents"] = {**account.customer.consents, **told}
    return CustomerChanged(changes)
