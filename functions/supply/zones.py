"""Which zone an hour is in: the hours are data, `tariff_zones.json`, by distributor and tariff group."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from functions.supply.zone_models import DayType, ZoneTable
from shared import clock
from shared.working_days import is_holiday

_FILE = Path(__file__).with_name("data") / "tariff_zones.json"
_SINGLE = ("G11", "C11", "C21")
_WHOLE = "całodobowa"


def zone_table(operator: str | None, tariff: str, meter_clock: Literal["local", "CET"] | None) -> ZoneTable | None:
    """The hours of a tariff group at a distributor (PGE, TAURON, …); None where they are not known.

    What billing says of the meter's clock counts more than the distributor's rule.
    """
    reported = _tables().get(f"{operator} {tariff}")
    if reported is None and tariff in _SINGLE:
        reported = _tables()[f"PGE {tariff}"]
    if reported is None:
        return None
    return ZoneTable(
        tariff=tariff,
        zones=reported["zones"],
        seasons=[
            {
                "months": season["months"],
                "days": {
                    day: [{"from_hour": first, "to_hour": last, "zone": zone} for first, last, zone in hours]
                    for day, hours in season["days"].items()
                },
            }
            for season in reported["seasons"]
        ],
        clock=meter_clock or reported["clock"],
        certain=reported["certain"],
        today=day_type(clock.today()),
    )


def registers_of(operator: str | None, tariff: str) -> list[str]:
    """The zones a meter counts in a tariff group, also where only other distributors' are known and all agree; empty
    where they are not."""
    if tariff in _SINGLE:
        return [_WHOLE]
    own = _tables().get(f"{operator} {tariff}")
    known = [own] if own else [one for name, one in _tables().items() if name.partition(" ")[2] == tariff]
    found: list[list[str]] = [one["zones"] for one in known]
    return found[0] if found and all(set(zones) == set(found[0]) for zones in found) else []


def day_type(day: date, *, holidays: bool = True) -> DayType:
    """The kind of day as the tables tell them apart: a holiday wins over a Saturday, for meters that know holidays.

    Easter and Pentecost stay Sundays: where the two differ (G12n) it is the Sunday that is cheap.
    """
    if day.weekday() == 6:
        return "sunday"
    if holidays and is_holiday(day):
        return "holiday"
    return "saturday" if day.weekday() == 5 else "workday"


@cache
def _tables() -> dict[str, Any]:
    tables: dict[str, Any] = json.loads(_FILE.read_text())["tables"]
    return tables
