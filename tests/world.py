"""What the mirror of a world must hold, worked out anew from everything billing says: plain, slow and independent."""

import json
import re
from collections import defaultdict
from typing import Any

from azure.cosmos import CosmosClient

from local.billing_system.system import BillingSystem
from shared.billing_contract import EVERYBODY
from shared.lookup import customer_number_lookup, lookup_id
from tests.world_usage import expected_usage, latest_usage

type Documents = dict[tuple[str, str], dict[str, Any]]
"""Documents by customer and id."""

ROW_FIELDS = ("kind", "number", "contractId", "issuedOn", "dueOn", "periodFrom", "periodTo", "amount", "remaining")


def all_changes(system: BillingSystem) -> list[Any]:
    """Every change there is, in order, read past the HTTP service and its faults."""
    changes: list[Any] = []
    after, complete = 0, False
    while not complete:
        page = json.loads(system.changes(after, 2000).json())
        changes += page["changes"]
        after, complete = page["next"], page["complete"]
    return changes


def expected_mirror(changes: list[Any], without: set[int] = frozenset()) -> Documents:  # type: ignore[assignment]
    """Container `customers` after these changes, those with the cursors `without` and non-objects left out."""
    mirror: Documents = {}
    newest: dict[str, int] = defaultdict(int)
    usage: dict[tuple[str, str], dict[str, Any]] = {}
    for change in changes:
        if not isinstance(change, dict) or change["cursor"] in without:
            continue
        kind, customer_id = change["kind"], change.get("customerId", EVERYBODY)
        item_id = kind if kind in ("customer", "balance") else f"{kind}:{change['id']}"
        mirror[customer_id, item_id] = _document(change, item_id)
        if kind == "usage":
            usage[customer_id, change["id"]] = change
        newest[customer_id] = change["cursor"]
        if kind == "customer" and not change["deleted"]:
            key = customer_number_lookup(change["data"]["customerNumber"])
            pointer = {"id": key, "customerId": key, "type": "lookup", "target": customer_id, "keyId": "1"}
            mirror[key, key] = pointer | {"revision": change["cursor"]}
        if kind in ("contract", "document") and not change["deleted"] and "account" in change["data"]:
            key = lookup_id("payment-account", change["data"]["account"])
            account = {"id": key, "customerId": key, "type": "payment_account", "target": customer_id, "keyId": "1"}
            mirror.setdefault((key, key), account)
    energy = expected_usage(usage.values())
    for customer_id, revision in newest.items():
        mine = [item for (owner, _), item in mirror.items() if owner == customer_id]
        ledger = _ledger(customer_id, revision, mine)
        latest = latest_usage([item for (owner, _), item in energy.items() if owner == customer_id])
        mirror[customer_id, "ledger"] = ledger
        mirror[customer_id, "summary"] = _summary(customer_id, revision, mine, ledger["data"]["billed"], latest)
    return mirror | energy


def _document(change: dict[str, Any], item_id: str) -> dict[str, Any]:
    item = {
        "id": item_id,
        "customerId": change.get("customerId", EVERYBODY),
        "type": change["kind"],
        "revision": change["cursor"],
        "deleted": change["deleted"],
        "data": change["data"],
    }
    if change["deleted"]:
        return item
    if change["kind"] == "usage":
        item["data"] = {name: change["data"][name] for name in ("pointId", "resolution", "start")}
    if change["kind"] in ("document", "contract"):
        item["pdf"] = "ready" if "pdf" in change["data"] else "none"
    if change["kind"] == "document":
        item["ksefXml"] = "ready" if "xmlSha256" in change["data"].get("ksef", {}) else "none"
        item["due"] = change["data"].get("dueOn", "9999-12-31")
    if change["kind"] in ("contract", "point"):
        item |= _findable(change["kind"], change["data"])
        item |= _remembered(change["kind"], change["data"])
    if change["kind"] == "customer":
        item["keyId"] = "1"
        named = change["data"]
        item["sortKey"] = _padded(_plain(named.get("companyName") or f"{named['lastName']} {named['firstName']}"))
        data = dict(change["data"])
        number = data.pop("pesel", None) or data.pop("nip")
        item["data"] = data | {
            "displayName": data.get("companyName") or data["firstName"] + " " + data["lastName"],
            "identifierLookup": lookup_id("login", number),
            "identifierMasked": "•" * (len(number) - 2) + number[-2:],
        }
    return item


def _findable(kind: str, data: dict[str, Any]) -> dict[str, str]:
    """What lists are sorted and searched by: a contract by state, product, number; a point by name, else address."""
    if kind == "contract":
        words = _plain(f"{data['product']} {data['number']}")
        state = {"active": "0", "unsigned": "1", "ended": "2"}[data["status"]]
        return {"sortKey": f"{state} {_padded(words)}", "searchText": f" {words}"}
    address = data["address"]
    flat = f"/{address['flat']}" if "flat" in address else ""
    where = f"{address['street']} {address['building']}{flat}, {address['postalCode']} {address['city']}"
    name = data.get("name", "")
    return {"sortKey": _padded(_plain(name or where)), "searchText": f" {_plain(f'{name} {where}')}"}


def _plain(text: str) -> str:
    letters = text.lower().translate(str.maketrans("ąćęłńóśźż", "acelnoszz"))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in letters).split())


def _padded(words: str) -> str:
    return re.sub("[0-9]+", lambda digits: digits[0].rjust(6, "0"), words)[:100]


def _summary(
    customer_id: str, revision: int, items: list[dict[str, Any]], billed: dict[str, int], latest: dict[str, Any] | None
) -> dict[str, Any]:
    alive = {item["id"]: item["data"] for item in items if not item["deleted"]}
    customer, balance = alive.get("customer", {}), alive.get("balance", {})
    rows = [
        {name: item["data"][name] for name in ROW_FIELDS if name in item["data"]}
        | {"id": item["id"].partition(":")[2], "clearing": item["data"].get("clearing", False), "pdf": item["pdf"]}
        for item in items
        if item["type"] == "document" and not item["deleted"]
    ]
    rows.sort(key=lambda row: (row["issuedOn"], row["id"]))
    dues: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["remaining"] > 0 and not row["clearing"] and "dueOn" in row:
            first = {
                "dueOn": row["dueOn"], "amount": 0, "documents": 0, "documentId": row["id"], "number": row["number"]
            }  # fmt: skip
            due = dues.setdefault(row["dueOn"], first)
            due["amount"] += row["remaining"]
            due["documents"] += 1
    data = {
        "displayName": customer.get("displayName", ""),
        "kind": customer.get("kind", "individual"),
        "customerNumber": customer.get("customerNumber", ""),
        "dues": [dues[day] for day in sorted(dues)],
        "recent": rows[:-6:-1],
        "onlinePayments": [],
        "answers": [],
        "billed": {month: amount for month, amount in billed.items() if _number(max(billed)) - _number(month) < 24},
        "fixedPrices": _fixed_prices(items),
    }
    if billed:
        data["billedSince"] = min(billed)
    if latest is not None:
        data["usage"] = latest
    if balance:
        data |= {"balance": balance["amount"], "asOf": balance["asOf"]}
    return {"id": "summary", "customerId": customer_id, "type": "summary", "revision": revision, "data": data}


def _number(month: str) -> int:
    year, of_year = month.split("-")
    return int(year) * 12 + int(of_year)


def _fixed_prices(items: list[dict[str, Any]]) -> list[dict[str, str]]:
    found = [
        {
            "contractId": item["id"].partition(":")[2],
            "product": item["data"]["product"],
            "until": item["data"]["fixedPriceUntil"],
        }
        for item in items
        if item["type"] == "contract" and not item["deleted"] and "due" in item
    ]
    return sorted(found, key=lambda one: (one["until"], one["contractId"]))


def _remembered(kind: str, data: dict[str, Any]) -> dict[str, str]:
    """The day a reminder goes by: of a running contract the last one of its price, of a meter read by hand the next."""
    if kind == "contract":
        day = data.get("fixedPriceUntil") if data["status"] == "active" else None
    else:
        day = data.get("readingSchedule", {}).get("nextOn") if data["meter"] == "manual" else None
        day = None if day and data.get("suppliedTo", day) < day else day
    return {"due": day} if day else {}


def _ledger(customer_id: str, revision: int, items: list[dict[str, Any]]) -> dict[str, Any]:
    months: dict[str, int] = defaultdict(int)
    billed: dict[str, int] = defaultdict(int)
    reversals: dict[str, dict[str, Any]] = {}
    for item in items:
        if item["type"] == "document" and not item["deleted"]:
            months[item["data"]["issuedOn"][:7]] += item["data"]["amount"]
            if item["data"]["kind"] != "interest_note":
                billed[item["data"]["issuedOn"][:7]] += item["data"]["amount"]
        if item["type"] == "payment" and not item["deleted"] and "reverses" in item["data"]:
            told = {name: item["data"][name] for name in ("amount", "bookedOn", "method")}
            reversals[item["id"]] = {"paymentId": item["data"]["reverses"]} | told
        if item["type"] == "payment" and not item["deleted"] and item["data"]["method"] != "set_off":
            months[item["data"]["bookedOn"][:7]] -= item["data"]["amount"]
    data = {
        "months": {month: amount for month, amount in months.items() if amount},
        "billed": {month: amount for month, amount in billed.items() if amount},
        "reversals": reversals,
        "bookedOn": "9999-12-31",
    }
    return {"id": "ledger", "customerId": customer_id, "type": "ledger", "revision": revision, "data": data}


def stored(url: str, key: str, database: str, container: str = "customers", *, etags: bool = False) -> Documents:
    """A whole container as it is stored, without what the database adds; with `etags` a write shows, same or not."""
    with CosmosClient(url, key, enable_endpoint_discovery=False) as client:
        items = list(client.get_database_client(database).get_container_client(container).read_all_items())
    return {
        (item.get("customerId", item["id"]), item["id"]): {
            name: value for name, value in item.items() if not name.startswith("_") or (etags and name == "_etag")
        }
        for item in items
    }
