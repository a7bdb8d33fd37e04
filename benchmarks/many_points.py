"""What the statement and the exports of a customer with very many metering points cost the database, in RU.

Two such customers: one gets an invoice for each point each month and pays each by itself; the other gets one invoice a
month with three lines for each point. The emulator charges by the published figures (`cosmos_emulator/charges.py`).
"""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import batched
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.apart import fresh_database
from benchmarks.customer import signed_in

if TYPE_CHECKING:
    from local.cosmos_emulator.testing import Emulator

MONTHS_EACH, MONTHS_TOGETHER = 8, 24
"""The first comes to just under the 20,000 lines a statement may have."""
ASKED = {
    "statement of a month": ("/api/billing/statement", "from={month}&to={today}"),
    "statement of a year": ("/api/billing/statement", "from={year}&to={today}"),
    "statement of all, as XLSX": ("/api/billing/statement.xlsx", "from=2015-01-01&to={today}"),
    "first page of Faktury": ("/api/billing/documents", ""),
    "all documents as CSV": ("/api/billing/documents.csv", ""),
    "documents of one point as CSV": ("/api/billing/documents.csv", "point=point-0007"),
}

type Change = dict[str, Any]


class Charge(NamedTuple):
    """So many requests for so many RU, and what the dearest of them took."""

    requests: int
    units: float
    dearest: float


async def measure(points: int) -> dict[str, dict[str, Charge]]:
    """By customer and what is asked for."""
    from functions.areas import build_portal
    from local.cosmos_emulator.testing import running_emulator

    found: dict[str, dict[str, Charge]] = {}
    with running_emulator(consistency="Strong") as emulator:
        os.environ |= {"MOJBOK_COSMOS_ENDPOINT": emulator.url, "MOJBOK_COSMOS_KEY": emulator.key}
        for name, invoices in {"each its invoice": _each(points), "one invoice": _together(points)}.items():
            await fresh_database(name.replace(" ", "-"))
            await _mirror(points, list(invoices))
            anna = await signed_in(build_portal())
            found[name] = {}
            for what, (path, query) in ASKED.items():
                emulator.requests.clear()
                await anna.get(path, query.format(**_days()))
                found[name][what] = _charge(emulator)
    return found


def _charge(emulator: "Emulator") -> Charge:
    charges = [record.charge for record in emulator.requests if record.resource_type == "docs"]
    return Charge(len(charges), sum(charges), max(charges))


def _days() -> dict[str, date]:
    from shared import clock

    today = clock.today()
    return {"today": today, "month": _month(0), "year": _month(11)}


def _month(ago: int) -> date:
    from shared import clock

    day = clock.today().replace(day=1)
    for _ in range(ago):
        day = (day - timedelta(days=1)).replace(day=1)
    return day


def _each(points: int) -> Iterator[Change]:
    from tests.builders import a_change, a_document

    for month in range(MONTHS_EACH):
        issued = _month(month)
        for point in range(1, points + 1):
            document = a_document(f"document-{month}-{point:04}", number=f"F/{month}/{point}", issued_on=issued)
            for line in document["data"]["lines"]:
                line["pointId"] = f"point-{point:04}"
            yield document
            paid = {"documentId": document["id"], "amount": document["data"]["amount"]}
            payment = {"amount": paid["amount"], "bookedOn": issued.isoformat(), "method": "transfer", "title": "Prąd"}
            yield a_change("payment", f"payment-{month}-{point:04}", "customer-anna", payment | {"settles": [paid]})


def _together(points: int) -> Iterator[Change]:
    from tests.builders import a_document

    for month in range(MONTHS_TOGETHER):
        document = a_document(f"document-{month}-0000", number=f"F/{month}", issued_on=_month(month))
        data = document["data"]
        [line] = data["lines"]
        data["lines"] = [line | {"pointId": f"point-{point + 1:04}"} for point in range(points)] * 3
        data |= {sum_: data[sum_] * len(data["lines"]) for sum_ in ("net", "vat", "amount", "remaining")}
        yield document


async def _mirror(points: int, invoices: list[Change]) -> None:
    """Written past the sync, whose batches would take minutes over the emulator; the ledger is made at the end."""
    from shared import cosmos
    from shared.mirror import CONTAINER, LEDGER
    from tests.builders import a_balance, a_customer, a_document, a_point, mirrored, records

    await mirrored(a_customer(), a_balance(opening=0), *(a_point(point + 1) for point in range(points)))
    for some in batched(invoices, 90 if len(invoices) > MONTHS_TOGETHER else 1, strict=False):
        operations = [("upsert", (record.item,), {}) for record in records(*some)]
        await cosmos.batch(CONTAINER, operations, "customer-anna")
    await cosmos.delete(CONTAINER, LEDGER, "customer-anna")
    await mirrored(a_document("document-last"))
