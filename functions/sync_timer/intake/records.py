"""A record of billing, as it came, made into the document we mirror; or the reason why it cannot be."""

import hashlib
import json
import re
from typing import Any, NamedTuple

from pydantic import ValidationError

from functions.sync_timer.intake.series import without_bad_values
from functions.sync_timer.intake.usage_faults import fault_of
from shared.billing.document_files import FILES
from shared.billing_contract import DATA, Address, Change, ContractModel, Customer, Kind, Usage
from shared.folding import folded, sort_key
from shared.identifiers import masked
from shared.json_model import JsonModel
from shared.lookup import LoginIds, login_ids
from shared.mirror import NO_DUE_DAY, mirror_id
from shared.settings import settings

MAX_BYTES = 1_800_000
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_NAME = re.compile(r"[A-Za-z]{1,40}|[0-9]{1,5}|@everybody")

_CONTRACTS = ("active", "unsigned", "ended")
"""The order of contracts in a list."""


class Record(NamedTuple):
    """A valid change, ready to be written; `item` carries its revision, `lost` counts values that were left out.

    `login` is a customer's PESEL or NIP, as keyed hashes.
    """

    change: Change
    item: dict[str, Any]
    size: int
    lost: int = 0
    login: LoginIds | None = None


class Broken(NamedTuple):
    """A change that cannot be mirrored: where it stands and what is wrong, never what it says."""

    place: str
    cursor: int | None
    reason: str


def read_record(raw: object) -> Record | Broken:
    """Check one raw change against the contract; whatever shape it has, it becomes a record or is told as broken."""
    try:
        change = Change.model_validate(raw)
        reported, lost = _reported(change)
        if isinstance(reported, Usage) and (fault := fault_of(reported)):
            return Broken(_place(raw), change.cursor, fault)
        return _record(
            change,
            _mirrored_data(reported),
            lost,
            login_ids(reported.identifier) if isinstance(reported, Customer) else None,
        )
    except ValidationError as error:
        reason = _reasons(error)
    except UnicodeEncodeError:
        reason = "a text holds half a character"
    except (RecursionError, OverflowError, ValueError) as error:
        reason = f"cannot be read: {type(error).__name__}"
    return Broken(_place(raw), _cursor(raw), reason)


def _record(change: Change, data: dict[str, Any] | None, lost: int, login: LoginIds | None) -> Record | Broken:
    item = {
        "id": mirror_id(change.kind, change.id),
        "customerId": change.customer_id,
        "type": change.kind,
        "revision": change.cursor,
        "deleted": change.deleted,
        "data": data,
    }
    if data is not None:
        item |= {file.name: "pending" if file.sha256(data) else "none" for file in FILES.get(change.kind, ())}
    if change.kind == "document" and data is not None:
        item["due"] = data.get("dueOn", NO_DUE_DAY)
    if change.kind == "customer" and data is not None:
        item["keyId"] = settings().lookup_key_id
        item["sortKey"] = sort_key(data.get("companyName") or f"{data['lastName']} {data['firstName']}")
    if change.kind in {"contract", "point"} and data is not None:
        item |= _findable(change.kind, data)
        item |= {"due": day} if (day := _day_to_remember(change.kind, data)) else {}
    size = len(json.dumps(item))
    if size > MAX_BYTES:
        return Broken(f"{change.kind}:{change.id}", change.cursor, f"too large: {size} bytes")
    return Record(change, item, size, lost, login)


def partly_broken(record: Record) -> Broken | None:
    """What is to be noted of a record that is mirrored without some of its values."""
    if record.lost == 0:
        return None
    reason = f"{record.lost} values are no energy or contradict their letter, and count as missing"
    return Broken(f"{record.change.kind}:{record.change.id}", record.change.cursor, reason)


def _reported(change: Change) -> tuple[ContractModel | None, int]:
    """What billing told, and how many values of a series had to be left out of it."""
    if change.deleted:
        return None, 0
    data, lost = without_bad_values(change.data) if change.kind == "usage" else (change.data, 0)
    return DATA[change.kind].model_validate(data), lost


def _mirrored_data(reported: ContractModel | None) -> dict[str, Any] | None:
    return (
        None if reported is None else _customer_data(reported) if isinstance(reported, Customer) else _dumped(reported)
    )


def _customer_data(customer: Customer) -> dict[str, Any]:
    """The customer without PESEL and NIP: a keyed hash finds them, two digits recognise them."""
    identifier = customer.identifier
    data = _dumped(customer)
    data.pop("pesel", None)
    data.pop("nip", None)
    return data | {
        "displayName": customer.company_name or f"{customer.first_name} {customer.last_name}",
        "identifierLookup": login_ids(identifier).present,
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


def _day_to_remember(kind: Kind, data: dict[str, Any]) -> str | None:
    """The last day of a promised price, or the next day on which a meter is to be read by hand."""
    if kind == "contract":
        return data.get("fixedPriceUntil") if data["status"] == "active" else None
    day: str | None = data.get("readingSchedule", {}).get("nextOn") if data["meter"] == "manual" else None
    return None if day is None or data.get("suppliedTo", day) < day else day


def _dumped(model: JsonModel) -> dict[str, Any]:
    return model.model_dump(mode="json", exclude_none=True)


def _place(raw: object) -> str:
    """The entity a broken record is about, or a digest of the record where even that cannot be read."""
    if isinstance(raw, dict):
        kind, entity = raw.get("kind"), raw.get("id")
        if isinstance(kind, str) and kind in DATA and isinstance(entity, str) and _ID.fullmatch(entity):
            return f"{kind}:{entity}"
    try:
        text = json.dumps(raw, sort_keys=True, default=str)
    except (RecursionError, TypeError, ValueError):
        # Too deep, or names that cannot be sorted: what stands at its surface tells it apart well enough.
        text = f"{type(raw).__name__} {_cursor(raw)} {sorted(map(repr, raw)) if isinstance(raw, dict) else ''}"
    return "digest:" + hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _cursor(raw: object) -> int | None:
    cursor = raw.get("cursor") if isinstance(raw, dict) else None
    fits = isinstance(cursor, int) and not isinstance(cursor, bool) and 0 < cursor < 2**53
    return cursor if fits else None


def _reasons(error: ValidationError) -> str:
    """Where and why, without what was said: a name that the record itself made up is not repeated."""
    faults = [
        f"{'.'.join(map(_named, fault['loc'])) or 'record'}: {fault['msg']}"
        for fault in error.errors(include_input=False, include_url=False)
    ]
    return "; ".join(faults[:5])[:500]


def _named(part: int | str) -> str:
    return str(part) if _NAME.fullmatch(str(part)) else "?"
