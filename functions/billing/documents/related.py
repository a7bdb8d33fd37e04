"""What stands beside a document: its points, what it corrects, what corrects it."""

from collections import Counter
from typing import Any, NamedTuple

from functions.billing import store
from functions.billing.documents.charges import charges_of
from functions.billing.documents.models import Corrected, DocumentPoint, MeterReading, RelatedDocument
from shared.billing_contract import Address, Line, Reading
from shared.cosmos import Item


class Beside(NamedTuple):
    points: list[DocumentPoint]
    corrected: Corrected | None
    corrections: list[RelatedDocument]


async def beside(customer_id: str, document_id: str, data: dict[str, Any]) -> Beside:
    """Found with one query in the customer's partition, whatever there is."""
    corrects = data.get("corrects")
    named = [part["pointId"] for part in (*data["lines"], *data["readings"]) if part.get("pointId")]
    point_ids = list(dict.fromkeys(named))
    found = {
        item["id"].partition(":")[2]: item
        for item in await store.beside_document(
            customer_id, corrects=corrects, document_id=document_id, points=point_ids
        )
    }
    documents = sorted(
        (item for item in found.values() if item["type"] == "document"),
        key=lambda item: (item["data"]["issuedOn"], item["id"]),
    )
    return Beside(
        points=[_point(point_id, found.get(point_id)) for point_id in point_ids],
        corrected=_corrected(corrects, document_id, documents) if corrects else None,
        corrections=[_related(item) for item in documents if item["data"].get("corrects") == document_id],
    )


def readings_of(data: dict[str, Any]) -> list[MeterReading]:
    shown = set(MeterReading.model_fields)
    return [
        MeterReading(**Reading.model_validate(reading).model_dump(by_alias=False, include=shown))
        for reading in data["readings"]
    ]


def _corrected(corrects: str, document_id: str, documents: list[Item]) -> Corrected | None:
    ids = [item["id"].partition(":")[2] for item in documents]
    if corrects not in ids:
        return None
    original = documents[ids.index(corrects)]["data"]
    until = ids.index(document_id) if document_id in ids else len(ids)
    earlier = [item for item in documents[:until] if item["data"].get("corrects") == corrects]
    parts = [original, *(item["data"] for item in earlier)]
    sums: Counter[str] = Counter()
    for part in parts:
        sums.update({name: part[name] for name in ("net", "vat", "amount")})
    last_readings = next((part for part in reversed(parts) if part["readings"]), original)
    return Corrected(
        id=corrects,
        number=original["number"],
        issued_on=original["issuedOn"],
        net=sums["net"],
        vat=sums["vat"],
        amount=sums["amount"],
        charges=charges_of(Line.model_validate(line) for part in parts for line in part["lines"]),
        readings=readings_of(last_readings),
        earlier=[_related(item) for item in earlier],
    )


def _related(item: Item) -> RelatedDocument:
    data = item["data"]
    return RelatedDocument(
        id=item["id"].partition(":")[2], number=data["number"], issued_on=data["issuedOn"], amount=data["amount"]
    )


def _point(point_id: str, item: Item | None) -> DocumentPoint:
    if item is None or item["type"] != "point":
        return DocumentPoint(id=point_id, ppe=None, name=None, address=None)
    data = item["data"]
    address = Address.model_validate(data["address"]).one_line()
    return DocumentPoint(id=point_id, ppe=data["ppe"], name=data.get("name"), address=address)
