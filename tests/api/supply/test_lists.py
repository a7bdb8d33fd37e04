"""The lists of contracts and metering points: order, search, paging, and what they cost."""

from typing import Any

import httpx
import pytest

from local.cosmos_emulator.testing import Emulator
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.builders import ADDRESS, a_balance, a_change, a_contract, a_customer, a_document, a_point, mirrored

CONTRACTS = "/api/supply/contracts"
POINTS = "/api/supply/points"
OTHER = "customer-ewa1"


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    """Anna with contracts and points of all kinds, beside Ewa who has her own."""
    await mirrored(
        a_customer(),
        a_balance(),
        a_document(),
        a_contract(entity="contract-old1", number="U/1", status="ended", startsOn="2020-01-01", endsOn="2025-06-30"),
        a_contract(entity="contract-new1", number="U/2", status="unsigned", product="Zielony dom"),
        a_contract(entity="contract-home", number="U/10", pointIds=["point-0001", "point-0002"]),
        a_contract(entity="contract-farm", number="U/9", tariff="C11"),
        a_contract(entity="contract-gone", number="U/7"),
        a_change("contract", "contract-gone", "customer-anna", None),
        a_point(1, name="Klatka schodowa 10", contractId="contract-home"),
        a_point(2, name="Klatka schodowa 2", contractId="contract-home"),
        a_point(3, name="Źródlana łąka", contractId="contract-farm", tariff="C11"),
        a_point(
            4,
            contractId="contract-farm",
            address=ADDRESS | {"street": "ul. Długa", "building": "5"},
            previousPpe="480037426500001234",
        ),
        a_point(5, name="Zdjęty licznik"),
        a_change("point", "point-0005", "customer-anna", None),
        a_customer(OTHER, pesel="02070803628", customerNumber="KL-5"),
        a_contract(OTHER, number="U/1"),
        a_point(77, OTHER, name="Klatka schodowa 2"),
    )
    await signed_in(browser, "44051401359")
    return browser


async def rows(browser: httpx.AsyncClient, address: str, **query: Any) -> list[dict[str, Any]]:
    """Every row that fits, page after page."""
    found: list[dict[str, Any]] = []
    after: str | None = None
    while after is not None or not found:
        response = await browser.get(address, params={"limit": 2} | query | ({"after": after} if after else {}))
        assert response.status_code == 200, response.text
        page = response.json()
        found += page["contracts" if address == CONTRACTS else "points"]
        after = page["next"]
        if after is None:
            break
    return found


async def test_contracts_come_by_state_and_number(anna: httpx.AsyncClient) -> None:
    found = await rows(anna, CONTRACTS)
    assert [(row["number"], row["status"]) for row in found] == [
        ("U/9", "active"),
        ("U/10", "active"),
        ("U/1", "ended"),
    ]
    assert [row["points"] for row in found] == [None, 2, None]
    assert found[2] == {
        "id": "contract-old1",
        "number": "U/1",
        "status": "ended",
        "product": "Prąd Domowy",
        "tariff": "G11",
        "startsOn": "2020-01-01",
        "endsOn": "2025-06-30",
        "points": None,
    }


async def test_points_come_as_people_count(anna: httpx.AsyncClient) -> None:
    found = await rows(anna, POINTS)
    assert [row["name"] for row in found] == ["Klatka schodowa 2", "Klatka schodowa 10", None, "Źródlana łąka"]
    assert found[2] == {
        "id": "point-0004",
        "ppe": "590310600000000040",
        "previousPpe": "480037426500001234",
        "name": None,
        "address": "ul. Długa 5/2, 30-001 Kraków",
        "tariff": "G11",
        "contractId": "contract-farm",
        "meter": "manual",
        "prosumer": False,
        "suppliedTo": None,
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "KLATKA"}, ["point-0002", "point-0001"]),
        ({"q": "schodowa 1"}, ["point-0001"]),
        ({"q": " zrodl LAK "}, ["point-0003"]),
        ({"q": "dluga 5/2"}, ["point-0004"]),
        ({"q": "latka"}, []),
        ({"q": "590310600000000040"}, ["point-0004"]),
        ({"q": "5903 1060 0000 0000 40"}, ["point-0004"]),
        ({"q": "00040"}, ["point-0004"]),
        ({"q": "4800 3742 65"}, ["point-0004"]),
        ({"q": "0040"}, ["point-0004"]),
        ({"q": "PPE: 5903-1060-0000-0000-40"}, ["point-0004"]),
        ({"q": "nr ppe 00040"}, ["point-0004"]),
        ({"q": "0310"}, []),
        ({"q": "040"}, []),
        ({"q": "ul. Długa 5 m. 2"}, ["point-0004"]),
        ({"q": "ul."}, ["point-0004"]),
        ({"q": "' OR 1=1 --"}, []),
        ({"q": "?!"}, []),
        ({"contract": "contract-farm"}, ["point-0004", "point-0003"]),
        ({"contract": "contract-farm", "q": "klatka"}, []),
        ({"id": "point-0003"}, ["point-0003"]),
        ({"id": "point-0005"}, []),
    ],
)
async def test_search(anna: httpx.AsyncClient, query: dict[str, str], expected: list[str]) -> None:
    assert [row["id"] for row in await rows(anna, POINTS, **query)] == expected


async def test_contracts_are_found_by_number_and_product(anna: httpx.AsyncClient) -> None:
    assert [row["number"] for row in await rows(anna, CONTRACTS, q="prad u/1")] == ["U/10", "U/1"]
    assert [row["number"] for row in await rows(anna, CONTRACTS, id="contract-new1")] == []
    assert [row["number"] for row in await rows(anna, CONTRACTS, state="ended")] == ["U/1"]


async def test_what_is_anothers_is_not_there(anna: httpx.AsyncClient) -> None:
    for query in ({"id": "point-0077"}, {"contract": f"contract-{OTHER}"}, {"q": "0000007"}):
        assert await rows(anna, POINTS, **query) == []
    assert await rows(anna, CONTRACTS, id=f"contract-{OTHER}") == []


@pytest.mark.parametrize("address", [CONTRACTS, POINTS])
@pytest.mark.parametrize(
    "query",
    [f"q={'x' * 61}", "id=a", "id=%27", "limit=0", "limit=101", "after=YWJj", "after=WyJcdWQ4MDAiLCJ4Il0", "x=1"],
)
async def test_a_bad_query_is_bad_input(anna: httpx.AsyncClient, address: str, query: str) -> None:
    assert (await anna.get(f"{address}?{query}")).status_code == 400


async def test_twelve_hundred_points_cost_one_query_a_page(anna: httpx.AsyncClient, emulator: Emulator) -> None:
    await mirrored(*(a_point(n, name=f"Klatka {n}", contractId="contract-home") for n in range(1000, 2200)))
    seen: list[str] = []
    after: str | None = None
    while after is not None or not seen:
        emulator.requests.clear()
        query: dict[str, Any] = {"limit": 100, "q": "klatka"} | ({"after": after} if after else {})
        page = (await anna.get(POINTS, params=query)).json()
        asked = [request for request in emulator.requests if request.operation != "query_plan"]
        assert [(one.operation, one.container, one.cross_partition) for one in asked] == [
            ("read", "sessions", False),
            ("query", "customers", False),
        ]
        seen += [point["name"] for point in page["points"]]
        after = page["next"]
    assert seen == [*(f"Klatka {n}" for n in range(1000, 2200)), "Klatka schodowa 2", "Klatka schodowa 10"]
