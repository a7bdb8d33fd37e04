"""Builders of what billing says: `a_customer()`, `a_document()`, … each a valid change unless told otherwise."""

import itertools
from datetime import date, datetime, timedelta
from typing import Any

from stdnum import ean

from functions.sync_timer.intake.records import Record, read_record
from functions.sync_timer.mirror.apply import apply_changes
from functions.tickets import clocks
from functions.tickets.ticket import Ticket
from shared import clock
from shared.billing_contract.energy import last_day, length_through

ADDRESS = {"street": "Lipowa", "building": "7", "flat": "2", "postalCode": "30-001", "city": "Kraków"}
ACCOUNT = "61109010140000071219812874"
_cursors = itertools.count(1)


def a_change(kind: str, entity: str, customer_id: str, data: dict[str, Any] | None, **fields: Any) -> dict[str, Any]:
    return {
        "cursor": next(_cursors),
        "kind": kind,
        "id": entity,
        "customerId": customer_id,
        "deleted": data is None,
        "data": data,
    } | fields


def a_customer(customer_id: str = "customer-anna", **data: Any) -> dict[str, Any]:
    person: dict[str, Any] = {
        "kind": "individual",
        "firstName": "Anna",
        "lastName": "Żółkiewska",
        "pesel": "44051401359",
        "customerNumber": "KL-100200",
        "email": "anna@example.com",
        "address": ADDRESS,
    }
    return a_change("customer", customer_id, customer_id, person | data)


def a_business(customer_id: str = "customer-firm", **data: Any) -> dict[str, Any]:
    firm: dict[str, Any] = {
        "kind": "business",
        "companyName": "Piekarnia Słoneczna sp. z o.o.",
        "nip": "5252344078",
        "customerNumber": "KL-300400",
        "address": ADDRESS,
    }
    return a_change("customer", customer_id, customer_id, firm | data)


def a_balance(customer_id: str = "customer-anna", amount: int = 21840, **data: Any) -> dict[str, Any]:
    return a_change("balance", customer_id, customer_id, {"amount": amount, "asOf": clock.iso(clock.now())} | data)


def a_contract(customer_id: str = "customer-anna", entity: str | None = None, **data: Any) -> dict[str, Any]:
    contract: dict[str, Any] = {
        "number": "U/2026/0042",
        "status": "active",
        "product": "Prąd Domowy",
        "tariff": "G11",
        "signedOn": "2024-09-01",
        "account": ACCOUNT,
    }
    return a_change("contract", entity or f"contract-{customer_id}", customer_id, contract | data)


def a_point(serial: int = 1, customer_id: str = "customer-anna", **data: Any) -> dict[str, Any]:
    """The point `point-0001` and so on, its PPE number by its serial."""
    body = f"5903106000{serial:07}"
    point: dict[str, Any] = {
        "ppe": body + ean.calc_check_digit(body),
        "address": ADDRESS,
        "contractId": f"contract-{customer_id}",
        "tariff": "G11",
        "operator": "Tauron Dystrybucja",
        "meterNumber": f"M-{serial}",
        "meter": "manual",
        "contractedPowerKw": 6.0,
    }
    return a_change("point", f"point-{serial:04}", customer_id, point | data)


def a_usage(entity: str, serial: int = 1, customer_id: str = "customer-anna", **data: Any) -> dict[str, Any]:
    """A series of the point `point-0001` and so on; by months of 2026 unless told otherwise. A short one says so."""
    usage: dict[str, Any] = {
        "pointId": f"point-{serial:04}",
        "resolution": "month",
        "start": "2026-01-01",
        "quality": "R",
        "imported": {"całodobowa": [100_000]},
    }
    return a_change("usage", entity, customer_id, through_its_last_day(usage | data))


def through_its_last_day(usage: dict[str, Any]) -> dict[str, Any]:
    """The series with the last day it tells of, where that is not the last of its month or year."""
    resolution, start, length = usage["resolution"], date.fromisoformat(usage["start"]), len(usage["quality"])
    whole = last_day(resolution, start)
    days = (start + timedelta(days=n) for n in range((whole - start).days + 1))
    ends = [day for day in days if length_through(resolution, start, day) == length]
    return usage | ({"through": ends[-1].isoformat()} if ends and ends[-1] < whole and "through" not in usage else {})


def a_document(
    entity: str = "document-0001",
    customer_id: str = "customer-anna",
    *,
    amount: int = 21840,
    issued_on: date | None = None,
    **data: Any,
) -> dict[str, Any]:
    issued = issued_on or clock.today() - timedelta(days=10)
    net = round(amount / 1.23)
    document: dict[str, Any] = {
        "kind": "invoice",
        "number": "F/2026/11/0012",
        "contractId": f"contract-{customer_id}",
        "issuedOn": issued.isoformat(),
        "dueOn": (issued + timedelta(days=14)).isoformat(),
        "periodFrom": "2026-10-01",
        "periodTo": "2026-10-31",
        "net": net,
        "vat": amount - net,
        "amount": amount,
        "remaining": amount,
        "account": ACCOUNT,
        "transferTitle": "Faktura F/2026/11/0012",
        "lines": [
            {
                "name": "Energia czynna",
                "zone": "całodobowa",
                "quantity": "180",
                "unit": "kWh",
                "unitPrice": "0,5050",
                "net": net,
                "vatRate": "23",
                "vat": amount - net,
                "gross": amount,
            }
        ],
    }
    return a_change("document", entity, customer_id, document | data)


def records(*changes: dict[str, Any]) -> list[Record]:
    read = [read_record(change) for change in changes]
    broken = [record for record in read if not isinstance(record, Record)]
    assert not broken, broken
    return [record for record in read if isinstance(record, Record)]


def overriding(change: dict[str, Any]) -> dict[str, Any]:
    """The change as if it came after all that a running billing system has told."""
    return change | {"cursor": change["cursor"] + 10**13}


async def mirrored(*changes: dict[str, Any]) -> int:
    """Bring changes into the mirror the way the sync does; returns how many were written."""
    customers = {change["customerId"]: change for change in changes}
    return sum(
        [
            (
                await apply_changes(owner, records(*(change for change in changes if change["customerId"] == owner)))
            ).written
            for owner in customers
        ]
    )


def a_ticket(received_at: datetime, **fields: Any) -> Ticket:
    """A question to the office, as its head is stored."""
    due = clocks.due("promise", received_at, consumer=fields.get("consumer", True))
    return Ticket(
        **{
            "id": "ticket-0000000001",
            "customer_id": "customer-anna",
            "number": "ZG-7K4M-2QXP",
            "kind": "question",
            "subject": "other",
            "opening": "Dlaczego",
            "state": "with_office",
            "account_id": "account-0001",
            "consumer": True,
            "locale": "pl",
            "customer_name": "Anna",
            "customer_number": "KL-1",
            "received_at": received_at,
            "rule": due.rule,
            "due_on": due.due_on,
            "target_on": due.target_on,
            "last_message_at": received_at,
            "search_text": "",
            "changed_at": received_at,
        }
        | fields
    )
