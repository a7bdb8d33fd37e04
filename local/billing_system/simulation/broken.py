"""Broken records, each standing among good ones with a cursor of its own."""

import copy
from typing import Any, Literal

from local.billing_system.books.account import Account, Record
from local.billing_system.system import BillingSystem
from local.billing_system.world import AFTER_WORLD

Breakage = Literal[
    "bad-checksum",
    "missing-field",
    "wrong-type",
    "lines-do-not-add-up",
    "unknown-kind",
    "bad-id",
    "not-an-object",
    "huge",
]
HUGE_LINES = 9_000


def tell_broken(system: BillingSystem, place: int, breakage: Breakage) -> dict[str, Any]:
    """Append a good change, the broken one and another good one; return where the broken one stands."""
    account = system.account(place)
    records = list(account.records(usage_since=None))
    customer, balance = records[0], records[1]
    victim = _victim(account, records, breakage)
    with system.journal.transaction():
        system.append(place, balance)
        seq = system.journal.append(_broken(system.change(place, victim, account), breakage))
        system.journal.add_broken(seq, place, victim.kind, victim.id)
        system.append(place, customer)
    return {"cursor": AFTER_WORLD + seq, "kind": victim.kind, "id": victim.id}


def repair(system: BillingSystem) -> list[dict[str, Any]]:
    """Tell every record that was told broken once more, as it should be; return the new changes' places."""
    told: list[dict[str, Any]] = []
    with system.journal.transaction():
        for seq, place, kind, key in system.journal.broken():
            records = system.account(place).records(usage_since=None)
            record = next(record for record in records if (record.kind, record.id) == (kind, key))
            told.append({"cursor": system.append(place, record), "kind": kind, "id": key, "repairs": AFTER_WORLD + seq})
        system.journal.forget_broken()
    return told


def _victim(account: Account, records: list[Record], breakage: Breakage) -> Record:
    """Return the record to break: the newest document; the customer for a checksum, or where there is none."""
    documents = [record for record in records if record.kind == "document"]
    if breakage == "bad-checksum" or not documents:
        return records[0]
    return documents[-1]


def _broken(change: dict[str, Any], breakage: Breakage) -> Any:
    broken = copy.deepcopy(change)
    data = broken["data"]
    match breakage:
        case "bad-checksum":
            field = "pesel" if "pesel" in data else "nip"
            data[field] = data[field][:-1] + str((int(data[field][-1]) + 1) % 10)
        case "missing-field":
            data.pop("number", None) or data.pop("customerNumber")
        case "wrong-type":
            data["amount" if "amount" in data else "address"] = "dużo"
        case "lines-do-not-add-up":
            if data.get("lines"):
                data["lines"][0]["net"] += 1_000
                data["lines"][0]["gross"] += 1_000
            else:
                data["lines"] = []
        case "unknown-kind":
            broken["kind"] = "loyalty"
        case "bad-id":
            broken["id"] = "../etc/passwd"
        case "not-an-object":
            return "to nie jest zmiana"
        case "huge":
            _blow_up(data)
    return broken


def _blow_up(data: dict[str, Any]) -> None:
    """Make the document longer than 2 MB though every rule of the contract holds."""
    nothing = {"name": "Pozycja bez wartości " + "x" * 170, "net": 0, "vatRate": "23", "vat": 0, "gross": 0}
    if "lines" in data:
        data["lines"] = [*data["lines"], *[nothing] * HUGE_LINES]
    else:
        data["consents"] = {f"c{i:039d}"[:40]: True for i in range(60_000)}
