"""What stands beside a document: its points, what it corrects, what corrects it."""

from collections import Counter
from decimal import Decimal
from typing import Any, NamedTuple

from functions.billing import store
from functions.billing.documents.charges import charges_of
from functions.billing.documents.models import Corrected, DocumentPoint, EnergyChange, MeterReading, RelatedDocument
from shared.billing_contract import Address, Line, Reading
from shared.cosmos import Item
from shared.folding import sort_key


class Found(NamedTuple):
    """What was read for a document: the points it names by their ids, the documents of its contract that correct or are
    corrected, itself among them, and the invoice all of them lead to."""

    point_ids: list[str]
    points: dict[str, Item]
    documents: dict[str, Item]
    root: str


class Beside(NamedTuple):
    points: list[DocumentPoint]
    corrected: Corrected | None
    corrections: list[RelatedDocument]


async def find(customer_id: str, document_id: str, document: Item) -> Found:
    """One query in the customer's partition; for the invoice of a correction of corrections a read more."""
    data = document["data"]
    corrects = data.get("corrects")
    named = [part["pointId"] for part in (*data["lines"], *data["readings"]) if part.get("pointId")]
    point_ids = list(dict.fromkeys(named))
    items = await store.beside_document(customer_id, contract=data["contractId"], corrects=corrects, points=point_ids)
    points = {_id(item): item for item in items if item["type"] == "point"}
    documents = {_id(item): item for item in items if item["type"] == "document"} | {document_id: document}
    root = _root(document_id, documents)
    if root not in documents:
        found = await store.document_of(customer_id, root)
        documents |= {root: found} if found else {}
    return Found(point_ids, points, documents, root)


def beside(found: Found, document: Item) -> Beside:
    """What stands beside the document."""
    documents, root = found.documents, found.root
    family = sorted(
        (item for one, item in documents.items() if one != root and _root(one, documents) == root), key=_order
    )
    corrects = document["data"].get("corrects")
    return Beside(
        points=[_point(point_id, found.points.get(point_id)) for point_id in found.point_ids],
        corrected=_corrected(documents.get(root), document, family) if corrects else None,
        corrections=[_related(item) for item in family if item is not document] if not corrects else [],
    )


def readings_of(data: dict[str, Any]) -> list[MeterReading]:
    """The readings with the energy billed for them."""
    shown = set(MeterReading.model_fields) - {"energy"}
    readings = [Reading.model_validate(reading) for reading in data["readings"]]
    return [MeterReading(**one.model_dump(by_alias=False, include=shown), energy=energy_of(one)) for one in readings]


def energy_of(reading: Reading) -> int | None:
    """The energy (Wh) billed for a reading: what billing says, else the difference of the states times the multiplier.

    None for a register that has passed its last digit and of which billing says nothing more.
    """
    if reading.energy is not None:
        return reading.energy
    used = reading.to_kwh - reading.from_kwh
    return int(used * 1000 * Decimal(reading.multiplier or 1)) if used >= 0 else None


def _root(document_id: str, documents: dict[str, Item]) -> str:
    """The invoice a correction leads to, through corrections of corrections; a circle ends where it closes."""
    seen: set[str] = set()
    while document_id in documents and document_id not in seen:
        seen.add(document_id)
        document_id = documents[document_id]["data"].get("corrects") or document_id
    return document_id


def _order(item: Item) -> tuple[str, int, str]:
    """As they were issued: by day, by billing's rank within it, else by number; never by an id, which is random."""
    data = item["data"]
    return data["issuedOn"], data.get("rank") or 0, sort_key(data["number"])


def _corrected(root: Item | None, document: Item, family: list[Item]) -> Corrected | None:
    """What held before a correction: the invoice with every correction that came earlier."""
    if root is None:
        return None
    earlier = [item for item in family if _order(item) < _order(document)]
    parts = [root["data"], *(item["data"] for item in earlier)]
    sums: Counter[str] = Counter()
    for part in parts:
        sums.update({name: part[name] for name in ("net", "vat", "amount")})
    last_readings = next((part for part in reversed(parts) if part["readings"]), root["data"])
    return Corrected(
        id=_id(root),
        number=root["data"]["number"],
        issued_on=root["data"]["issuedOn"],
        net=sums["net"],
        vat=sums["vat"],
        amount=sums["amount"],
        charges=charges_of(Line.model_validate(line) for part in parts for line in part["lines"]),
        readings=readings_of(last_readings),
        energy=_energy(parts, document["data"]),
        earlier=[_related(item) for item in earlier],
    )


type _Register = tuple[str, str]
"""A point and a zone; its meter may have been swapped."""


def _energy(parts: list[dict[str, Any]], data: dict[str, Any]) -> list[EnergyChange]:
    """By point and zone, what was billed before and what is billed now.

    Before is what the latest document with readings of a point says. Every stretch and every meter counts; what stands
    on one side only counts against nought.
    """
    after = _billed(data)
    before: dict[_Register, int | None] = {}
    for part in parts:
        billed = _billed(part)
        points = {point for point, _ in billed}
        before = {key: value for key, value in before.items() if key[0] not in points} | billed
    touched = {point for point, _ in after}
    registers = [*after, *(key for key in before if key[0] in touched and key not in after)]
    return [
        EnergyChange(point_id=point, zone=zone, before=before.get((point, zone), 0), after=after.get((point, zone), 0))
        for point, zone in registers
    ]


def _billed(data: dict[str, Any]) -> dict[_Register, int | None]:
    """The sums of a document's readings; None where one of them is not known."""
    sums: dict[_Register, int | None] = {}
    for reading in readings_of(data):
        key = reading.point_id, reading.zone
        so_far = sums.get(key, 0)
        sums[key] = None if so_far is None or reading.energy is None else so_far + reading.energy
    return sums


def _id(item: Item) -> str:
    return str(item["id"].partition(":")[2])


def _related(item: Item) -> RelatedDocument:
    data = item["data"]
    return RelatedDocument(id=_id(item), number=data["number"], issued_on=data["issuedOn"], amount=data["amount"])


def _point(point_id: str, item: Item | None) -> DocumentPoint:
    if item is None or item["type"] != "point":
        return DocumentPoint(id=point_id, ppe=None, name=None, address=None)
    data = item["data"]
    address = Address.model_validate(data["address"]).one_line()
    return DocumentPoint(id=point_id, ppe=data["ppe"], name=data.get("name"), address=address)
