"""The zones of tariffs in the languages of customers."""

import json
from pathlib import Path
from typing import Any

from shared.supply.zone_names import zone_name

TARIFFS = Path(__file__).parents[3] / "functions" / "supply" / "data" / "tariff_zones.json"


def zones_in(node: Any) -> set[str]:
    if isinstance(node, dict):
        named = set(node["zones"]) if isinstance(node.get("zones"), list) else set()
        return named.union(*(zones_in(value) for value in node.values()))
    return set().union(*(zones_in(value) for value in node)) if isinstance(node, list) else set()


def test_every_zone_of_a_tariff_is_translated() -> None:
    zones = {zone for zone in zones_in(json.loads(TARIFFS.read_text("utf-8"))) if isinstance(zone, str)}
    assert "pozaszczytowa" in zones
    for zone in zones:
        assert zone_name(zone, "pl") == zone
        assert zone_name(zone, "en") != zone
        assert zone_name(zone, "uk") not in {zone, zone_name(zone, "en")}


def test_a_zone_nobody_has_translated_keeps_its_name() -> None:
    assert zone_name("weekendowa", "en") == "weekendowa"
