"""A meter read by its customer: checked, asked about, passed on once, shown until billing shows it."""

import io
from typing import Any

import httpx
import pytest
from PIL import Image

from functions.sync_timer.customer_requests import hand_photos_over, send_waiting
from shared import clock
from shared.billing import billing_system
from shared.billing.billing_system import BillingRefused, BillingUnavailable
from shared.billing_contract import CustomerRequest, RequestAccepted
from shared.blob import ATTACHMENTS, blobs
from shared.supply import reading_photos
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.api.tickets.test_attachments import scanning
from tests.builders import a_balance, a_change, a_contract, a_customer, a_document, a_point, a_usage, mirrored
from tests.files import a_pdf, a_picture

READINGS = "/api/supply/points/point-0001/readings"
ANNA = "customer-anna"


class Billing:
    """Billing's operation for requests, open, shut or refusing."""

    def __init__(self) -> None:
        self.taken: dict[str, CustomerRequest] = {}
        self.photos: dict[str, tuple[bytes, str]] = {}
        self.answer: Exception | None = None

    async def place_request(self, request: CustomerRequest, key: str) -> RequestAccepted:
        if self.answer is not None:
            raise self.answer
        self.taken[key] = request
        return RequestAccepted(reference=f"Z/{len(self.taken)}", accepted_at=clock.now())

    async def place_photo(self, reference: str, content: bytes, media_type: str) -> None:
        if self.answer is not None:
            raise self.answer
        assert reference in self.taken, "a photo comes after its reading"
        self.photos[reference] = (content, media_type)


@pytest.fixture
def billing(monkeypatch: pytest.MonkeyPatch) -> Billing:
    billing = Billing()
    monkeypatch.setattr(billing_system, "place_request", billing.place_request)
    monkeypatch.setattr(billing_system, "place_photo", billing.place_photo)
    return billing


def a_reading(entity: str, taken_on: str, kwh: int, **data: Any) -> dict[str, Any]:
    reading = {
        "pointId": "point-0001",
        "meterNumber": "M-1",
        "takenOn": taken_on,
        "states": [{"zone": "całodobowa", "kwh": kwh}],
        "source": "operator",
        "state": "accepted",
    }
    return a_change("reading", entity, ANNA, reading | data)


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    clock.set_now(clock.from_iso("2026-11-27T09:00:00Z"))
    await mirrored(
        a_customer(),
        a_balance(),
        a_document(),
        a_contract(),
        a_point(1, meters=[{"number": "M-1", "digits": 5}], readingSchedule={"everyMonths": 2, "nextOn": "2026-11-30"}),
        a_point(2, meter="remote"),
        a_usage("usage-2025", start="2025-01-01", quality="R" * 12, imported={"całodobowa": [304_000] * 12}),
        a_reading("reading-0001", "2026-09-30", 12_000),
        a_reading("reading-0002", "2026-07-31", 11_000),
    )
    await signed_in(browser, "44051401359")
    return browser


async def send(browser: httpx.AsyncClient, kwh: int, *, key: str = "one-reading-1", **more: Any) -> httpx.Response:
    body = {"takenOn": "2026-11-26", "states": [{"zone": "całodobowa", "kwh": kwh}]} | more
    return await browser.post(READINGS, json=body, headers={"Idempotency-Key": key})


async def rows(browser: httpx.AsyncClient) -> Any:
    return (await browser.get(READINGS)).json()["readings"]


async def test_a_reading_goes_to_billing_and_is_passed_on_until_billing_shows_it(
    anna: httpx.AsyncClient, billing: Billing
) -> None:
    before = (await anna.get(READINGS)).json()
    assert (before["possible"], before["zones"], before["nextOn"]) == (True, ["całodobowa"], "2026-11-30")
    assert before["last"]["takenOn"] == "2026-09-30"
    answer = await send(anna, 12_570)
    assert (answer.status_code, answer.json()["state"]) == (202, "passed_on")
    [(key, request)] = billing.taken.items()
    assert request.reading is not None
    assert (request.reading.meter_number, request.reading.states[0].kwh) == ("M-1", 12_570)
    assert [row["state"] for row in await rows(anna)] == ["passed_on", "accepted", "accepted"]
    mine = {"source": "customer", "state": "received", "portalReference": key}
    await mirrored(a_reading("reading-0003", "2026-11-26", 12_570, **mine))
    assert [row["state"] for row in await rows(anna)] == ["received", "accepted", "accepted"]


async def test_the_same_key_asks_once_and_another_reading_under_it_is_refused(
    anna: httpx.AsyncClient, billing: Billing
) -> None:
    first, second = [await send(anna, 12_570) for _ in range(2)]
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json() == second.json()
    assert len(billing.taken) == len(await rows(anna)) - 2 == 1
    other = await send(anna, 12_571)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")


@pytest.mark.parametrize(
    ("kwh", "question"),
    [(11_999, "below_last"), (14_000, "much_more_than_usual"), (12_050, "much_less_than_usual")],
)
async def test_an_unlikely_reading_is_a_question_and_no_refusal(
    anna: httpx.AsyncClient, billing: Billing, kwh: int, question: str
) -> None:
    asked = await send(anna, kwh)
    assert (asked.status_code, asked.json()["code"]) == (409, "reading_unlikely")
    assert asked.json()["errors"] == [{"field": "states.całodobowa", "code": question}]
    assert billing.taken == {}
    assert (await send(anna, kwh, confirmed=True)).status_code == 202
    assert len(billing.taken) == 1


@pytest.mark.parametrize(
    ("kwh", "question"),
    [(12_480, None), (12_501, "above_next"), (11_999, "below_last"), (12_500, None)],
)
async def test_a_reading_of_an_earlier_day_lies_between_those_around_it(
    anna: httpx.AsyncClient, kwh: int, question: str | None
) -> None:
    await mirrored(a_reading("reading-0009", "2026-11-20", 12_500))
    asked = await send(anna, kwh, takenOn="2026-11-18")
    if question is None:
        assert asked.status_code == 202
    else:
        assert asked.json()["errors"] == [{"field": "states.całodobowa", "code": question}]


async def test_a_new_meter_is_read_from_where_it_began(anna: httpx.AsyncClient) -> None:
    hanging = {"number": "M-2", "installedOn": "2026-11-16", "first": {"całodobowa": 3}, "digits": 5}
    await mirrored(a_point(1, meterNumber="M-2", meters=[hanging]))
    page = (await anna.get(READINGS)).json()
    assert (page["last"]["meterNumber"], page["last"]["states"][0]["kwh"]) == ("M-2", 3)
    assert (await send(anna, 2)).json()["errors"] == [{"field": "states.całodobowa", "code": "below_last"}]
    assert (await send(anna, 103)).status_code == 202


TARIFFS = [{"tariff": "G11", "fromOn": "2024-09-01", "toOn": "2026-10-31"}, {"tariff": "G12", "fromOn": "2026-11-01"}]
DAY_AND_NIGHT = [{"zone": "dzienna", "kwh": 40}, {"zone": "nocna", "kwh": 20}]


@pytest.mark.parametrize("operator", ["TAURON", "NOBODY"])
async def test_after_a_change_of_tariff_the_meter_counts_the_new_zones(
    anna: httpx.AsyncClient, billing: Billing, operator: str
) -> None:
    """The last reading billing took is of the old group, and says nothing of the new registers."""
    await mirrored(a_point(1, tariff="G12", tariffs=TARIFFS, operatorCode=operator))
    page = (await anna.get(READINGS)).json()
    assert page["zones"] == ["dzienna", "nocna"]
    assert page["last"]["states"] == [{"zone": "całodobowa", "kwh": 12_000}]
    old = await send(anna, 12_570)
    assert (old.status_code, old.json()["errors"]) == (400, [{"field": "states", "code": "zones_do_not_match"}])
    assert (await send(anna, 0, states=DAY_AND_NIGHT)).status_code == 202
    # Of a day before the change the old register is right.
    assert (await send(anna, 12_300, key="an-earlier-day", takenOn="2026-10-31")).status_code == 202
    await mirrored(a_reading("reading-0003", "2026-11-26", 0, states=DAY_AND_NIGHT))
    later = [{"zone": "dzienna", "kwh": 39}, {"zone": "nocna", "kwh": 20}]
    assert (await send(anna, 0, key="a-later-reading", states=later)).json()["errors"] == [
        {"field": "states.dzienna", "code": "below_last"}
    ]


async def test_a_group_whose_zones_nobody_knows_is_read_as_before(anna: httpx.AsyncClient, billing: Billing) -> None:
    tariffs = [TARIFFS[0], {"tariff": "G77", "fromOn": "2026-11-01"}]
    await mirrored(a_point(1, tariff="G77", tariffs=tariffs))
    assert (await anna.get(READINGS)).json()["zones"] == ["całodobowa"]
    assert (await send(anna, 0, states=[{"zone": "nowa", "kwh": 1}])).status_code == 202


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"takenOn": "2026-11-28"}, {"field": "takenOn", "code": "day_out_of_range"}),
        ({"takenOn": "2026-09-01"}, {"field": "takenOn", "code": "day_out_of_range"}),
        ({"states": [{"zone": "nocna", "kwh": 1}]}, {"field": "states", "code": "zones_do_not_match"}),
        ({"states": [{"zone": "całodobowa", "kwh": 100_000}]}, {"field": "states", "code": "too_many_digits"}),
        (
            {"states": [{"zone": "całodobowa", "kwh": 12_570}, {"zone": "całodobowa", "kwh": 12_571}]},
            {"field": "states", "code": "zones_do_not_match"},
        ),
    ],
)
async def test_what_cannot_be_is_bad_input_even_when_confirmed(
    anna: httpx.AsyncClient, billing: Billing, more: dict[str, Any], fault: dict[str, str]
) -> None:
    answer = await send(anna, 12_570, confirmed=True, **more)
    assert (answer.status_code, answer.json()["errors"]) == (400, [fault])
    assert billing.taken == {}


async def test_while_billing_is_down_the_reading_waits_for_the_next_exchange(
    anna: httpx.AsyncClient, billing: Billing
) -> None:
    billing.answer = BillingUnavailable("down")
    assert (await send(anna, 12_570)).json()["state"] == "waiting"
    assert await send_waiting() == 0
    billing.answer = None
    assert await send_waiting() == 1
    assert (await rows(anna))[0]["state"] == "passed_on"
    assert await send_waiting() == 0


async def test_a_reading_billing_will_never_take_is_shown_as_refused(anna: httpx.AsyncClient, billing: Billing) -> None:
    billing.answer = BillingRefused("no")
    assert (await send(anna, 12_570)).json()["state"] == "rejected"
    assert await send_waiting() == 0


async def test_a_meter_read_remotely_wants_no_reading(anna: httpx.AsyncClient, billing: Billing) -> None:
    body = {"takenOn": "2026-11-26", "states": [{"zone": "całodobowa", "kwh": 1}]}
    address = "/api/supply/points/point-0002/readings"
    answer = await anna.post(address, json=body, headers={"Idempotency-Key": "one-reading-2"})
    assert (answer.status_code, answer.json()["code"]) == (409, "meter_read_remotely")
    assert not (await anna.get(address)).json()["possible"]
    assert billing.taken == {}


async def photographed(browser: httpx.AsyncClient, reading: str, content: bytes) -> httpx.Response:
    return await browser.post(
        f"{READINGS}/{reading}/photo", content=content, headers={"Content-Type": "application/octet-stream"}
    )


async def test_a_photo_goes_with_its_reading_bare_of_where_it_was_taken(
    anna: httpx.AsyncClient, billing: Billing
) -> None:
    reading = (await send(anna, 12_570)).json()
    assert reading["photo"] is None
    exif = Image.Exif()
    exif[0x010F] = "Telefon Anny"
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "white").save(out, "JPEG", exif=exif)
    for _ in range(2):
        taken = await photographed(anna, reading["id"], out.getvalue())
        assert (taken.status_code, taken.json()["state"]) == (201, "unscanned"), taken.text
    assert (await rows(anna))[0]["photo"] == taken.json()
    given = await anna.get(f"{READINGS}/{reading['id']}/photo")
    assert given.headers["content-type"] == "image/jpeg"
    assert given.headers["content-disposition"].startswith("attachment; ")
    assert billing.photos == {reading["id"]: (given.content, "image/jpeg")}
    assert b"Telefon" not in given.content
    with Image.open(io.BytesIO(given.content)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((64, 48), {})
    other = await photographed(anna, reading["id"], a_picture())
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    mine = {"source": "customer", "state": "received", "portalReference": reading["id"]}
    await mirrored(a_reading("reading-0003", "2026-11-26", 12_570, **mine))
    assert (await rows(anna))[0]["photo"] == taken.json()


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 400, "file_empty"),
        (b"MZ" + bytes(100), 415, "file_kind_refused"),
        (a_pdf(), 415, "file_kind_refused"),
        (a_picture()[:200], 400, "file_damaged"),
        (bytes(10 * 2**20 + 1), 413, "file_too_large"),
    ],
    ids=["empty", "program", "no picture", "torn", "too large"],
)
async def test_a_refused_photo_leaves_the_reading(
    anna: httpx.AsyncClient, billing: Billing, content: bytes, status: int, code: str
) -> None:
    reading = (await send(anna, 12_570)).json()
    refused = await photographed(anna, reading["id"], content)
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert (await rows(anna))[0] == reading
    assert list(billing.taken) == [reading["id"]]
    assert billing.photos == {}
    assert (await anna.get(f"{READINGS}/{reading['id']}/photo")).status_code == 404
    assert (await photographed(anna, reading["id"], a_picture())).status_code == 201


async def test_a_photo_waits_for_its_reading_and_for_the_scanner(
    anna: httpx.AsyncClient, billing: Billing, monkeypatch: pytest.MonkeyPatch
) -> None:
    billing.answer = BillingUnavailable("down")
    reading = (await send(anna, 12_570)).json()
    async with scanning(monkeypatch, lambda content: None):
        taken = await photographed(anna, reading["id"], a_picture())
        assert taken.json()["state"] == "waiting"
        shown = await anna.get(f"{READINGS}/{reading['id']}/photo")
        assert (shown.status_code, shown.json()["code"]) == (409, "file_waiting")
        billing.answer = None
        assert await send_waiting() == 1
        assert await hand_photos_over() == 0, "nobody has looked at it"
    async with scanning(monkeypatch, lambda content: b"stream: OK\0"):
        assert await reading_photos.scan_waiting() == 1
    assert await hand_photos_over() == 1
    assert await hand_photos_over() == 0
    assert list(billing.photos) == [reading["id"]]


async def test_an_infected_photo_goes_nowhere(
    anna: httpx.AsyncClient, billing: Billing, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = (await send(anna, 12_570, key="infected-reading")).json()
    async with scanning(monkeypatch, lambda content: b"stream: Eicar FOUND\0"):
        refused = await photographed(anna, reading["id"], a_picture())
    assert refused.json()["code"] == "file_infected"
    assert not [one async for one in blobs(ATTACHMENTS).list_blobs() if reading["id"] in one.name]
    assert billing.photos == {}


async def test_billing_without_a_place_for_photos_is_asked_once(anna: httpx.AsyncClient, billing: Billing) -> None:
    reading = (await send(anna, 12_570)).json()
    billing.answer = BillingRefused("404")
    assert (await photographed(anna, reading["id"], a_picture())).status_code == 201
    assert await hand_photos_over() == 0
    assert (await anna.get(f"{READINGS}/{reading['id']}/photo")).status_code == 200


async def test_a_photo_goes_with_ones_own_reading_of_this_point_only(anna: httpx.AsyncClient, billing: Billing) -> None:
    reading = (await send(anna, 12_570)).json()
    for address in (
        f"/api/supply/points/point-0002/readings/{reading['id']}/photo",
        f"{READINGS}/reading-0001/photo",
        f"{READINGS}/photo:{reading['id']}/photo",
    ):
        answer = await anna.post(address, content=a_picture(), headers={"Content-Type": "application/octet-stream"})
        assert answer.status_code == 404, address
