"""Throughput as the service sells it: offers, one for each database or container that was made with its own."""

from typing import Any

from local.cosmos_emulator import json_text
from local.cosmos_emulator.database.catalogue import Catalogue, Container, Database
from local.cosmos_emulator.errors import bad_request, not_found
from local.cosmos_emulator.http import Request


def requested_throughput(request: Request) -> dict[str, Any] | None:
    """The throughput a request for a new database or container asks for, manual or autoscale."""
    units = request.number(b"x-ms-offer-throughput")
    autoscale = request.header(b"x-ms-cosmos-offer-autopilot-settings")
    if autoscale:
        settings = json_text.loads(autoscale.encode())
        if not isinstance(settings, dict) or not isinstance(settings.get("maxThroughput", 1000), int):
            raise bad_request("The autoscale settings need a maxThroughput.")
        return {"offerThroughput": settings.get("maxThroughput", 1000), "offerAutopilotSettings": settings}
    return {"offerThroughput": units} if units else None


def offers(catalogue: Catalogue) -> list[dict[str, Any]]:
    """All offers of the account."""
    return [_offer(owner) for owner in _owners(catalogue) if owner.throughput]


def replace_offer(catalogue: Catalogue, offer_id: str, body: Any) -> dict[str, Any]:
    """Change an offer's throughput; raises CosmosError 404 for an unknown offer and 400 for no figure."""
    owner = next((one for one in _owners(catalogue) if one.throughput and _offer_id(one) == offer_id), None)
    if owner is None:
        raise not_found()
    content = body.get("content") if isinstance(body, dict) else None
    if not isinstance(content, dict) or not isinstance(content.get("offerThroughput"), int):
        raise bad_request("The offer needs a content with offerThroughput.")
    catalogue.set_throughput(owner, content)
    return _offer(owner)


def _owners(catalogue: Catalogue) -> list[Database | Container]:
    owners: list[Database | Container] = []
    for database in catalogue.databases.values():
        owners += [database, *database.containers.values()]
    return owners


def _offer_id(owner: Database | Container) -> str:
    return owner.rid.rstrip("=")


def _offer(owner: Database | Container) -> dict[str, Any]:
    offer_id = _offer_id(owner)
    return {
        "id": offer_id,
        "_rid": offer_id,
        "_self": f"offers/{offer_id}/",
        "_etag": owner.properties["_etag"],
        "_ts": owner.properties["_ts"],
        "offerVersion": "V2",
        "offerType": "Invalid",
        "resource": owner.link,
        "offerResourceId": owner.rid,
        "content": owner.throughput,
    }
