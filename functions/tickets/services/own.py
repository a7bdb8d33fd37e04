"""What a customer has that a service can be about, as the mirror of billing tells it; nothing of anybody else's."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, NamedTuple

from functions.tickets.services.catalogue import Field, Service
from shared import cosmos
from shared.billing_contract import Address
from shared.locale import Locale
from shared.mirror import CONTAINER, SUMMARY
from shared.rendering.formatting import plain_date, zloty

Thing = Literal["contract", "point", "document"]
_KINDS: dict[str, Thing] = {
    "contract": "contract",
    "point": "point",
    "document": "document",
    "documents": "document",
}
_PARTS = {
    "contract": "c.data",
    "point": "{'name': c.ownName ?? c.data.name, 'address': c.data.address, 'tariff': c.data.tariff,"
    " 'meterNumber': c.data.meterNumber, 'meters': c.data.meters, 'contractId': c.data.contractId,"
    " 'prosumer': c.data.prosumer, 'suppliedTo': c.data.suppliedTo}",
    "document": "{'number': c.data.number, 'remaining': c.data.remaining, 'dueOn': c.data.dueOn,"
    " 'contractId': c.data.contractId, 'issuedOn': c.data.issuedOn}",
}
_CONDITIONS = {
    "contract": "c.type = 'contract' AND c.data.status = 'active'",
    "point": "c.type = 'point'",
    "document": "(c.type = 'document' AND c.data.remaining > 0 AND c.data.clearing = false)",
}
ONE_ZONE, DAY_ZONE, NIGHT_ZONE = "całodobowa", "dzienna", "nocna"


class Own(NamedTuple):
    """What is told of the customer: things by billing's ids, and the overpayment in grosze."""

    overpayment: int
    open_documents: bool
    contracts: dict[str, dict[str, Any]]
    points: dict[str, dict[str, Any]]
    documents: dict[str, dict[str, Any]]

    def of(self, field: Field) -> dict[str, dict[str, Any]]:
        """The things a field can be answered with."""
        thing = _KINDS[field.kind]
        return {"contract": self.contracts, "point": self.points, "document": self.documents}[thing]


def things_of(service: Service) -> set[Thing]:
    return {_KINDS[field.kind] for field in service.fields if field.kind in _KINDS}


async def own_of(customer_id: str, things: Iterable[Thing]) -> Own:
    """The summary, and the asked things where there are any; a point read and one query."""
    summary = await cosmos.read(CONTAINER, SUMMARY, customer_id)
    said: dict[str, Any] = summary["data"] if summary else {}
    found: dict[str, dict[str, dict[str, Any]]] = {"contract": {}, "point": {}, "document": {}}
    wanted = sorted(set(things))
    if wanted:
        whole = " : ".join(f"c.type = '{thing}' ? {_PARTS[thing]}" for thing in wanted)
        conditions = " OR ".join(_CONDITIONS[thing] for thing in wanted)
        async for item in cosmos.query(
            CONTAINER,
            f"SELECT c.id, c.type, ({whole} : null) AS data FROM c"  # noqa: S608
            f" WHERE c.deleted = false AND ({conditions})",
            customer_id,
            page_size=-1,
        ):
            if item["type"] != "point" or item["data"].get("suppliedTo") is None:
                found[item["type"]][item["id"].partition(":")[2]] = item["data"]
    balance = said.get("balance")
    return Own(
        overpayment=max(0, -balance) if balance is not None else 0,
        open_documents=any(due["amount"] > 0 for due in said.get("dues", [])),
        contracts=_sorted(found["contract"], "number"),
        points=dict(sorted(found["point"].items(), key=lambda one: label_of("point", one[1], "pl"))),
        documents=_sorted(found["document"], "issuedOn"),
    )


def label_of(kind: str, data: dict[str, Any], locale: Locale) -> str:
    """How a contract, point or document is named to its customer."""
    if kind == "contract":
        return f"{data['number']} ({data['product']})"
    if kind == "point":
        address = Address.model_validate(data["address"]).one_line()
        return f"{data['name']}, {address}" if data.get("name") else address
    due = data.get("dueOn")
    until = f", {plain_date(_day(due), locale)}" if due else ""
    return f"{data['number']}: {zloty(data['remaining'], locale)}{until}"


def zones_of(point: dict[str, Any]) -> list[str]:
    """The zones of a point's meter: as billing tells its first states, else by how many its tariff group has."""
    for meter in point.get("meters") or []:
        if meter.get("number") == point["meterNumber"] and meter.get("first"):
            return [*meter["first"]]
    digits = [one for one in str(point["tariff"]) if one.isdigit()]
    return [DAY_ZONE, NIGHT_ZONE] if digits[1:2] == ["2"] else [ONE_ZONE]


def _sorted(things: dict[str, dict[str, Any]], name: str) -> dict[str, dict[str, Any]]:
    return dict(sorted(things.items(), key=lambda one: str(one[1].get(name, ""))))


def _day(text: str) -> Any:
    return date.fromisoformat(text)
