"""A record of billing, as it came, made into the document we mirror; or the reason why it cannot be."""

import hashlib
import json
from typing import Any, NamedTuple

from pydantic import ValidationError

from functions.sync_timer.usage_faults import fault_of
from shared.billing_contract import DATA, Address, Change, Customer, Kind, Usage
from shared.document_files import FILES
from shared.folding import folded, sort_key
from shared.identifiers import masked
from shared.json_model import JsonModel
from shared.lookup import lookup_id
from shared.mirror import NO_DUE_DAY, mirror_id

MAX_BYTES = 1_800_000

_CONTRACTS = ("active", "unsigned", "ended")
"""The order of contracts in a list."""


class Record(NamedTuple):
    """A valid change, ready to be written; `item` carries its revision."""

    change: Change
    item: dict[str, Any]
    size: int


class Broken(NamedTuple):
    """A change that cannot be mirrored: where it stands and what is wrong, never what it says."""

    place: str
    cursor: int | None
    reason: str


def read_record(raw: object) -> Record | Broken:
    """Check one raw change against the contract."""
    try:
        change = Change.model_validate(raw)
        told = None if change.deleted else DATA[change.kind].model_validate(change.data)
    except ValidationError as error:
        return Broken(_place(raw), _cursor(raw), _reasons(error))
    if isinstance(told, Usage) and (fault := fault_of(told)):
        return Broken(_place(raw), change.cursor, fault)
    data = None if told is None else _customer_data(told) if isinstance(told, Customer) else _dumped(told)
    item = {
        "id": mirror_id(change.kind, change.id),
        "customerId": change.customer_id,
        "type": change.kind,
        "revision": change.cursor,
        "deleted": change.deleted,
        "data": data,
    }
    if change.kind == "document" and data is not None:
        item |= {file.name: "pending" if file.sha256(data) else "none" for file in FILES}
        item["due"] = data.get("dueOn", NO_DUE_DAY)
    if change.kind in {"contract", "point"} and data is not None:
        item |= _findable(change.kind, data)
    size = len(json.dumps(item))
    if size > MAX_BYTES:
        return Broken(_place(raw), change.cursor, f"too large: {size} bytes")
    return Record(change, item, size)


def _customer_data(customer: Customer) -> dict[str, Any]:
    """The customer without PESEL and NIP: a keyed hash finds them, two digits recognise them."""
    identifier = customer.identifier
    data = _dumped(customer)
    data.pop("pesel", None)
    data.pop("nip", None)
    return data | {
        "displayName": customer.company_name or f"{customer.first_name} {customer.last_name}",
        "identifierLookup": lookup_id("login", identifier),
        "identifierMasked": masked(identifier),
    }


def _findable(kind: Kind, data: dict[str, Any]) -> dict[str, str]:
    """What lists of contracts and points are sorted and searched by; the database folds no letters itself."""
    if kind == "contract":
        words = f"{data['product']} {data['number']}"
        return {"sortKey": f"{_CONTRACTS.index(data['status'])} {sort_key(words)}", "searchText": f" {folded(words)}"}
    address = Address.model_validate(data["address"]).one_line()
    name = data.get("name")
    return {"sortKey": sort_key(name or address), "searchText": f" {folded(f'{name or ""} {address}')}"}


def _dumped(model: JsonModel) -> dict[str, Any]:
    return model.model_dump(mode="json", exclude_none=True)


def _place(raw: object) -> str:
    """The entity a broken record is about, or a digest of the record where even that cannot be read."""
    if isinstance(raw, dict):
        kind, entity = raw.get("kind"), raw.get("id")
        if kind in DATA and isinstance(entity, str) and entity.replace("-", "").replace("_", "").isalnum():
            return f"{kind}:{entity[:64]}"
    return "digest:" + hashlib.sha256(json.dumps(raw, sort_keys=True, default=str).encode()).hexdigest()[:32]


def _cursor(raw: object) -> int | None:
    cursor = raw.get("cursor") if isinstance(raw, dict) else None
    return cursor if isinstance(cursor, int) and not isinstance(cursor, bool) else None


def _reasons(error: ValidationError) -> str:
    faults = [
        f"{'.'.join(str(part) for part in fault['loc']) or 'record'}: {fault['msg']}"
        for fault in error.errors(include_input=False, include_url=False)
    ]
    return "; ".join(faults[:5])[:500]
