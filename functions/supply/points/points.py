"""The list of metering points, and one point whole."""

from collections.abc import Sequence
from typing import Any, Literal

from functions.supply import store
from functions.supply.listing import PointListing
from functions.supply.points.models import (
    MeterDetails,
    OperatorDetails,
    PointContract,
    PointDetails,
    PointPage,
    PointSummary,
    ProsumerDetails,
    ReadingScheduleDetails,
    TariffDetails,
)
from functions.supply.points.store import beside_point
from functions.supply.zones import zone_table
from shared import cosmos
from shared.billing_contract import Address
from shared.problems import Problem
from shared.supply import point_names

EMERGENCY_PHONE = "991"
"""The power emergency number of every Polish distributor."""

_FINEST: tuple[Literal["quarter", "day", "month"], ...] = ("quarter", "day", "month")


async def list_points(customer_id: str, request: PointListing, contracts: Sequence[str] | None = None) -> PointPage:
    """A page of metering points. Raises Problem `cursor_invalid` for an `after` that is none of ours."""
    rows = await store.listed(customer_id, "point", request, contracts)
    points = [
        PointSummary(
            id=item["id"],
            ppe=item["ppe"],
            previous_ppe=item.get("previousPpe"),
            name=item.get("ownName") or item.get("name"),
            address=Address.model_validate(item["address"]).one_line(),
            tariff=item["tariff"],
            contract_id=item["contractId"],
            meter=item["meter"],
            prosumer=item.get("prosumer", False),
            supplied_to=item.get("suppliedTo"),
        )
        for item in rows.items
    ]
    return PointPage(points=points, next=rows.next)


async def rename(customer_id: str, point_id: str, name: str | None) -> None:
    """Call a point by a name of the customer's own. Raises Problem `not_found`."""
    if not await point_names.rename(customer_id, point_id, name):
        raise Problem("not_found")


async def details_of(customer_id: str, point_id: str) -> PointDetails:
    """A metering point with its contract and zones. Raises Problem `not_found`."""
    stored = await store.mirrored(customer_id, "point", point_id)
    if stored is None:
        raise Problem("not_found")
    data = stored["data"]
    beside = await beside_point(customer_id, point_id, data["contractId"])
    usage = [item for item in beside if item["type"] == "usage-year"]
    resolutions = {one for item in usage for one in item["resolutions"]}
    if any(item.get("quarters") for item in usage):
        resolutions.add("quarter")
    operator = data.get("operatorCode")
    zones = zone_table(operator, data["tariff"], data.get("meterClock"))
    return PointDetails(
        id=point_id,
        ppe=data["ppe"],
        previous_ppe=data.get("previousPpe"),
        name=data.get("name"),
        own_name=stored.get("ownName"),
        address=Address.model_validate(data["address"]).one_line(),
        tariff=data["tariff"],
        tariffs=[_given(TariffDetails, one, "tariff", "fromOn", "toOn") for one in data.get("tariffs", [])],
        zones=zones,
        zones_unknown=None if zones else "no_hours_for_operator" if operator else "operator_unknown",
        contracted_power_kw=data["contractedPowerKw"],
        phases=data.get("phases"),
        meter=data["meter"],
        meter_number=data["meterNumber"],
        meters=[_meter(one) for one in data.get("meters", [])],
        meter_clock=data.get("meterClock"),
        operator=OperatorDetails(
            name=data["operator"], code=operator, emergency_phone=data.get("emergencyPhone", EMERGENCY_PHONE)
        ),
        reading_schedule=_schedule(data.get("readingSchedule")),
        supplied_from=data.get("suppliedFrom"),
        supplied_to=data.get("suppliedTo"),
        prosumer=_prosumer(data),
        contract=_contract(beside),
        finest=next((name for name in _FINEST if name in resolutions), None),
        years=sorted(item["year"] for item in usage if item["resolutions"] or item.get("quarters")),
    )


def _meter(reported: dict[str, Any]) -> MeterDetails:
    meter = _given(MeterDetails, reported | {"kwh": reported.get("last")}, "number", "installedOn", "removedOn", "kwh")
    return meter.model_copy(update={"multiplier": reported.get("multiplier"), "digits": reported.get("digits")})


def _schedule(reported: dict[str, Any] | None) -> ReadingScheduleDetails | None:
    return (
        None if reported is None else _given(ReadingScheduleDetails, reported, "everyMonths", "nextOn", "dataAfterDays")
    )


def _prosumer(data: dict[str, Any]) -> ProsumerDetails | None:
    terms = data.get("prosumerTerms", {})
    if not (data.get("prosumer") or terms):
        return None
    return _given(ProsumerDetails, terms, "settlement", "price", "ratio", "since", "powerKw")


def _contract(beside: list[cosmos.Item]) -> PointContract | None:
    return next(
        (
            PointContract(
                id=item["id"].partition(":")[2], number=item["number"], product=item["product"], status=item["status"]
            )
            for item in beside
            if item["type"] == "contract"
        ),
        None,
    )


def _given[M: (TariffDetails, MeterDetails, ReadingScheduleDetails, ProsumerDetails)](
    model: type[M], reported: dict[str, Any], *names: str
) -> M:
    """A model of those fields as they were told, None where they were not."""
    fields = {field.alias: None for field in model.model_fields.values()}
    return model.model_validate(fields | {name: reported.get(name) for name in names})
