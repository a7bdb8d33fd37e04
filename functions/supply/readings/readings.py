"""A point's readings, and a new one by its customer: checked, asked about, passed on to billing."""

import asyncio
from datetime import date
from typing import Any

from functions.supply import store, usage_store
from functions.supply.readings.models import NewReading, Photo, ReadingPage, ReadingRow, RegisterState
from functions.supply.readings.plausibility import later_questions, questions_of, refusal_of
from functions.supply.zones import registers_of
from shared import clock, cosmos
from shared.billing import customer_requests
from shared.billing.customer_requests import StoredRequest
from shared.billing_contract import CustomerRequest, MeterState, OwnReading
from shared.problems import FieldFault, Problem
from shared.supply import reading_photos
from shared.supply.reading_photos import ReadingPhoto

_TAKEN = "accepted"


async def readings_of(customer_id: str, point_id: str) -> ReadingPage:
    """The readings of a point. Raises Problem `not_found`."""
    point, reported, asked, photos = await asyncio.gather(
        store.mirrored(customer_id, "point", point_id),
        store.readings_of(customer_id, point_id),
        customer_requests.requests_of(customer_id),
        reading_photos.photos_of(customer_id),
    )
    if point is None:
        raise Problem("not_found")
    known = {one.get("portalReference") for one in reported}
    rows = [_reported(one, photos) for one in reported]
    rows += [_asked(one, photos) for one in asked if _reads(one, point_id) and one.id not in known]
    rows.sort(key=lambda row: (row.taken_on, row.asked_at is not None), reverse=True)
    meter = point["data"]["meterNumber"]
    taken = [row for row in rows if row.state == _TAKEN and row.meter_number == meter]
    taken += [row for row in [_put_up(point["data"])] if row]
    last = next(iter(taken), None)
    schedule = point["data"].get("readingSchedule", {})
    return ReadingPage(
        readings=rows,
        last=last,
        possible=_possible(point["data"]),
        zones=_registers(point["data"], taken, clock.today()) or _zones(last or next(iter(rows), None)),
        next_on=schedule.get("nextOn"),
    )


async def send_reading(customer_id: str, point_id: str, reading: NewReading, key: str) -> ReadingRow:
    """Pass a reading on; the same key again has the same answer.

    Raises Problem `not_found`, `meter_read_remotely`, `validation_failed`, `reading_unlikely` with a question for each
    zone (unless confirmed), `idempotency_key_reused`.
    """
    request_id = customer_requests.request_id(customer_id, key)
    point, reported, sent = await asyncio.gather(
        store.mirrored(customer_id, "point", point_id),
        store.readings_of(customer_id, point_id),
        cosmos.read(customer_requests.CONTAINER, request_id, customer_id),
    )
    if point is None:
        raise Problem("not_found")
    if sent is None:
        await _check(customer_id, point_id, point["data"], reported, reading)
    own = OwnReading(
        point_id=point_id,
        meter_number=point["data"]["meterNumber"],
        taken_on=reading.taken_on,
        states=[MeterState(zone=state.zone, kwh=state.kwh) for state in reading.states],
        note=reading.note,
    )
    request = CustomerRequest(
        portal_reference=request_id,
        customer_id=customer_id,
        kind="reading",
        requested_at=clock.now(),
        reading=own,
    )
    return _asked(await customer_requests.ask(request), {})


async def _check(
    customer_id: str, point_id: str, data: dict[str, Any], reported: list[dict[str, Any]], reading: NewReading
) -> None:
    if not _possible(data):
        raise Problem("meter_read_remotely")
    states = {state.zone: state.kwh for state in reading.states}
    taken = [
        _reported(one, {}) for one in reported if one["state"] == _TAKEN and one["meterNumber"] == data["meterNumber"]
    ]
    taken += [row for row in [_put_up(data)] if row]
    taken.sort(key=lambda row: row.taken_on)
    zones = _registers(data, taken, reading.taken_on)
    # Other registers, of a tariff group before or after, say nothing of these.
    alike = [row for row in taken if set(_zones(row)) == set(zones)]
    last = next((row for row in reversed(alike) if row.taken_on <= reading.taken_on), None)
    following = next((row for row in alike if row.taken_on > reading.taken_on), None)
    digits = _meter(data).get("digits")
    refusal = refusal_of(reading.taken_on, clock.today(), states, zones, digits)
    if len(states) != len(reading.states):
        refusal = ("states", "zones_do_not_match")
    if refusal is not None:
        raise Problem("validation_failed", errors=[FieldFault(*refusal)])
    if reading.confirmed:
        return
    questions = later_questions(states, _states(following), digits) if following else {}
    if last and not questions:
        days = (reading.taken_on - last.taken_on).days
        usual = await _usual_per_day(customer_id, point_id, reading.taken_on)
        multiplier = float(_meter(data).get("multiplier") or 1)
        questions = questions_of(states, _states(last), days, usual, digits, multiplier)
    if questions:
        faults = [FieldFault(f"states.{zone}", code) for zone, code in questions.items()]
        raise Problem("reading_unlikely", errors=faults)


def _registers(data: dict[str, Any], taken: list[ReadingRow], on: date) -> list[str]:
    """The zones the meter counted on a day: those of a reading in the same tariff group, else those of the group.

    Empty where nothing is known of them.
    """
    spans = [one for one in data.get("tariffs", []) if one["fromOn"] <= on.isoformat() <= one.get("toOn", "9999-12-31")]
    first, last = (spans[-1]["fromOn"], spans[-1].get("toOn", "9999-12-31")) if spans else ("", "9999-12-31")
    around = [row for row in taken if first <= row.taken_on.isoformat() <= last]
    nearest = min(around, key=lambda row: abs(row.taken_on - on), default=None)
    if nearest is not None or not spans:
        return _zones(nearest)
    return registers_of(data.get("operatorCode"), spans[-1]["tariff"])


def _zones(row: ReadingRow | None) -> list[str]:
    return [state.zone for state in row.states] if row else []


def _states(row: ReadingRow) -> dict[str, int]:
    return {state.zone: state.kwh for state in row.states}


def _meter(data: dict[str, Any]) -> dict[str, Any]:
    """What billing tells of the meter that hangs at the point now."""
    return next((one for one in data.get("meters", []) if one["number"] == data["meterNumber"]), {})


def _put_up(data: dict[str, Any]) -> ReadingRow | None:
    """The states the meter was put up with, where billing tells them."""
    meter = _meter(data)
    if not meter.get("first") or "installedOn" not in meter:
        return None
    return ReadingRow(
        id=None,
        photo=None,
        taken_on=meter["installedOn"],
        meter_number=meter["number"],
        states=[RegisterState(zone=zone, kwh=kwh) for zone, kwh in meter["first"].items()],
        source="operator",
        state=_TAKEN,
        reason=None,
        asked_at=None,
    )


async def _usual_per_day(customer_id: str, point_id: str, day: date) -> float | None:
    """The kWh a day of the same month a year ago, else of the known months of that year."""
    year = await usage_store.year_of(customer_id, point_id, day.year - 1)
    months = {month: value.imported for month, value in (year.months if year else {}).items() if value.imported}
    if not months:
        return None
    return months.get(day.month, sum(months.values()) / len(months)) / 30.4 / 1000


def _possible(data: dict[str, Any]) -> bool:
    return bool(data["meter"] == "manual" and data.get("suppliedTo") is None)


def _reads(stored: StoredRequest, point_id: str) -> bool:
    return stored.request.reading is not None and stored.request.reading.point_id == point_id


async def add_photo(customer_id: str, point_id: str, reading_id: str, content: bytes) -> Photo:
    """Keep a photo with a reading that was sent from here. Raises Problem `not_found`, and what the photo is refused
    for; the reading stays as it is."""
    await _require_reading(customer_id, point_id, reading_id)
    return _shown(await reading_photos.add(customer_id, reading_id, content))


async def photo_of(customer_id: str, point_id: str, reading_id: str) -> tuple[ReadingPhoto, bytes]:
    """Raises Problem `not_found`, `file_waiting`, `file_infected`."""
    await _require_reading(customer_id, point_id, reading_id)
    photo = await reading_photos.photo_of(customer_id, reading_id)
    if photo is None:
        raise Problem("not_found")
    return photo, await reading_photos.content_of(photo)


async def _require_reading(customer_id: str, point_id: str, reading_id: str) -> None:
    item = await cosmos.read(customer_requests.CONTAINER, reading_id, customer_id)
    if item is None or item["type"] != "request":
        raise Problem("not_found")
    if not _reads(StoredRequest.model_validate(cosmos.plain(item)), point_id):
        raise Problem("not_found")


def _shown(photo: ReadingPhoto) -> Photo:
    return Photo.model_validate(photo.model_dump(include={"kind", "size", "state"}))


def _photo(photos: dict[str, ReadingPhoto], reading_id: str | None) -> Photo | None:
    return _shown(photos[reading_id]) if reading_id in photos else None


def _reported(one: dict[str, Any], photos: dict[str, ReadingPhoto]) -> ReadingRow:
    return ReadingRow(
        id=one.get("portalReference"),
        photo=_photo(photos, one.get("portalReference")),
        taken_on=one["takenOn"],
        meter_number=one["meterNumber"],
        states=[RegisterState(zone=state["zone"], kwh=state["kwh"]) for state in one["states"]],
        source=one["source"],
        state=one["state"],
        reason=one.get("reason"),
        asked_at=None,
    )


def _asked(stored: StoredRequest, photos: dict[str, ReadingPhoto]) -> ReadingRow:
    reading = stored.request.reading
    assert reading is not None  # noqa: S101
    return ReadingRow(
        id=stored.id,
        photo=_photo(photos, stored.id),
        taken_on=reading.taken_on,
        meter_number=reading.meter_number,
        states=[RegisterState(zone=state.zone, kwh=state.kwh) for state in reading.states],
        source="customer",
        state={"waiting": "waiting", "sent": "passed_on", "refused": "rejected"}[stored.state],
        reason=None,
        asked_at=stored.request.requested_at,
    )
