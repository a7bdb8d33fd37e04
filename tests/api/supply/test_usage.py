"""What a customer sees of their usage: by point and of all points, compared, and for no other customer."""

from datetime import date
from typing import Any

import httpx
import pytest

from local.cosmos_emulator.testing import Emulator
from shared import clock
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.builders import a_balance, a_change, a_contract, a_customer, a_document, a_point, a_usage, mirrored

OTHER = "customer-ewa1"


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    """Anna on 27 November 2026, with a prosumer's remote meter and one read by hand."""
    clock.set_now(clock.from_iso("2026-11-27T09:00:00Z"))
    days = (date(2026, 11, 27) - date(2026, 1, 1)).days
    await mirrored(
        a_customer(),
        a_balance(),
        a_document(),
        a_contract(),
        a_point(1, meter="remote", prosumer=True),
        a_point(2),
        a_usage("usage-m26", quality="R" * 10, imported={"dzienna": [7] * 10, "nocna": [3] * 10}, exported=[2] * 10),
        a_usage("usage-m25", start="2025-01-01", quality="R" * 12, imported={"dzienna": [8] * 12, "nocna": [2] * 12}),
        a_usage("usage-d26", resolution="day", quality="R" * days, imported={"dzienna": [100] * days}),
        a_usage("usage-d25", resolution="day", start="2025-11-01", quality="R" * 30, imported={"dzienna": [80] * 30}),
        a_usage(
            "usage-q2610",
            resolution="quarter_hour",
            start="2026-10-01",
            quality="R" * 2980,
            imported={"dzienna": [*range(2980)]},
            exported=[1] * 2980,
        ),
        a_usage("usage-hand", 2, quality="EEEOOO", imported={"całodobowa": [50] * 6}),
        a_customer(OTHER, pesel="02070803628", customerNumber="KL-5"),
        a_point(77, OTHER),
        a_usage("usage-ewa1", 77, OTHER),
    )
    await signed_in(browser, "44051401359")
    return browser


async def usage(browser: httpx.AsyncClient, point: int | None = 1, **query: Any) -> Any:
    address = "/api/supply/usage" if point is None else f"/api/supply/points/point-{point:04}/usage"
    response = await browser.get(address, params=query)
    assert response.status_code == 200, response.text
    return response.json()


async def test_a_year_by_months_beside_the_year_before(anna: httpx.AsyncClient) -> None:
    view = await usage(anna, compare=True)
    assert [row["on"] for row in view["rows"]] == [f"2026-{month:02}-01" for month in range(1, 12)]
    assert view["rows"][0] == {
        "on": "2026-01-01",
        "at": None,
        "firstOn": None,
        "lastOn": None,
        "finer": True,
        "points": 1,
        "imported": 10,
        "zones": {"dzienna": 7, "nocna": 3},
        "exported": 2,
        "quality": "R",
        "complete": True,
        "before": {
            "imported": 10,
            "zones": {"dzienna": 8, "nocna": 2},
            "exported": None,
            "quality": "R",
            "complete": True,
        },
        "comparison": {"imported": 10, "before": 10, "difference": 0, "percent": 0.0, "days": None},
    }
    november = view["rows"][-1]
    assert (november["imported"], november["complete"], november["lastOn"]) == (2600, False, "2026-11-26")
    assert november["comparison"] == {
        "imported": 2600,
        "before": 2080,
        "difference": 520,
        "percent": 25.0,
        "days": 26,
    }
    assert view["knownTo"] == "2026-11-26"


async def test_the_day_the_clock_goes_back_has_25_hours(anna: httpx.AsyncClient) -> None:
    view = await usage(anna, resolution="hour", **{"from": "2026-10-25"})
    assert len(view["rows"]) == 25
    assert [row["at"] for row in view["rows"][1:5]] == [
        "2026-10-25T01:00:00+02:00",
        "2026-10-25T02:00:00+02:00",
        "2026-10-25T02:00:00+01:00",
        "2026-10-25T03:00:00+01:00",
    ]
    first = 24 * 96
    assert view["total"]["imported"] == sum(range(first, first + 100))
    quarters = await usage(anna, resolution="quarter", **{"from": "2026-10-25"})
    assert (len(quarters["rows"]), quarters["total"]) == (100, view["total"])


async def test_a_hand_read_point_has_months_and_nothing_finer(anna: httpx.AsyncClient) -> None:
    view = await usage(anna, 2)
    assert [row["quality"] for row in view["rows"]] == [*"EEEOOO", *"NNNNN"]
    assert not any(row["finer"] for row in view["rows"])
    assert (await usage(anna, 2, resolution="day"))["rows"] == []
    assert (await usage(anna, 2, resolution="quarter"))["rows"] == []


async def test_all_points_together(anna: httpx.AsyncClient) -> None:
    view = await usage(anna, None)
    assert [(row["imported"], row["points"], row["quality"]) for row in view["rows"][5:7]] == [
        (60, 2, "O"),
        (10, 1, "R"),
    ]
    assert view["points"] == 2
    assert view["rows"][0]["zones"] == {"dzienna": 7, "nocna": 3, "całodobowa": 50}


async def test_the_view_says_which_point_it_shows(anna: httpx.AsyncClient) -> None:
    """So that the screen asks once; of all points together only where there is just one."""
    first = {"id": "point-0001", "name": None, "address": "Lipowa 7/2, 30-001 Kraków", "suppliedTo": None}
    assert (await usage(anna))["point"] == first
    assert (await usage(anna, None))["point"] is None
    assert (await anna.put("/api/supply/points/point-0001/name", json={"name": "Działka"})).status_code == 204
    assert (await usage(anna, resolution="quarter"))["point"] == first | {"name": "Działka"}
    await mirrored(a_change("point", "point-0002", "customer-anna", None))
    await mirrored(a_change("usage", "usage-hand", "customer-anna", None))
    assert (await usage(anna, None))["point"] == first | {"name": "Działka"}
    assert (await usage(anna, None, **{"from": "2024-10-01"}))["point"] == first | {"name": "Działka"}


async def test_a_year_without_data_is_empty_and_no_error(anna: httpx.AsyncClient) -> None:
    assert (await usage(anna, 1, **{"from": "2024-10-01"}))["rows"] == []
    assert (await usage(anna, None, **{"from": "2024-10-01"}))["rows"] == []


@pytest.mark.parametrize("point", ["point-0077", "point-9999", "a:b", "%2e%2e"])
@pytest.mark.parametrize("resolution", ["month", "day", "hour", "quarter"])
async def test_anothers_point_is_as_if_it_did_not_exist(anna: httpx.AsyncClient, point: str, resolution: str) -> None:
    answer = await anna.get(f"/api/supply/points/{point}/usage", params={"resolution": resolution})
    assert answer.status_code == 404


async def test_a_point_that_moved_is_each_customers_for_their_own_time(anna: httpx.AsyncClient) -> None:
    """Billing gives the point an id of its own for each customer; the usage told to Anna is not Ewa's."""
    await mirrored(a_point(78, OTHER), a_usage("usage-ewa2", 78, OTHER, start="2026-07-01"))
    assert (await anna.get("/api/supply/points/point-0078/usage")).status_code == 404
    assert (await usage(anna, 2))["rows"][-1]["imported"] is None


async def test_usage_of_a_point_that_is_gone_can_still_be_read(anna: httpx.AsyncClient) -> None:
    await mirrored(a_change("point", "point-0001", "customer-anna", None))
    view = await usage(anna)
    assert view["total"]["imported"] == 100 + 2600
    assert view["point"] is None


@pytest.mark.parametrize(
    "query",
    ["resolution=year", "from=2026", "from=1999-12-31", "from=2100-01-01", "from=0001-01-01", "compare=x", "x=1"],
)
async def test_a_bad_query_is_bad_input(anna: httpx.AsyncClient, query: str) -> None:
    assert (await anna.get(f"/api/supply/points/point-0001/usage?{query}")).status_code == 400


async def test_the_year_of_1200_points_costs_what_the_year_of_one_does(
    anna: httpx.AsyncClient, emulator: Emulator
) -> None:
    async def cost(address: str) -> tuple[int, float]:
        emulator.requests.clear()
        assert (await anna.get(address)).status_code == 200
        asked = [one for one in emulator.requests if one.resource_type == "docs"]
        return len(asked), sum(one.charge for one in asked)

    before = await cost("/api/supply/usage?compare=true")
    many = (
        a_usage(f"usage-{n:05}", n, quality="R" * 10, imported={"całodobowa": [10**6 + n] * 10})
        for n in range(1000, 2200)
    )
    await mirrored(*many)
    after = await cost("/api/supply/usage?compare=true")
    view = await usage(anna, None)
    assert view["points"] == 1202
    assert view["rows"][9]["imported"] == 10 + sum(10**6 + n for n in range(1000, 2200))
    # Of the few points one reads which days are theirs; among many that changes nothing.
    assert (after[0], before[0]) == (3, 4)
    assert after[1] < before[1] + 0.5
