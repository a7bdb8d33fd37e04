"""Queries through the real client: pages, partitions, plans, limits of the service."""

from collections.abc import Iterable
from typing import Any

import pytest
from azure.cosmos import ContainerProxy
from azure.cosmos.exceptions import CosmosHttpResponseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from local.cosmos_emulator.testing import Emulator
from tests.depth import sample
from tests.local.cosmos_emulator.conftest import MakeContainer

SEVERAL_RANGES = {"offer_throughput": 30_000}


def fill(container: ContainerProxy, documents: Iterable[dict[str, Any]]) -> None:
    for document in documents:
        container.create_item(document)


def numbered(count: int) -> list[dict[str, Any]]:
    return [
        {"id": str(number), "pk": f"p{number % 3}", "n": number, "even": number % 2 == 0, "tags": ["a"] * (number % 4)}
        for number in range(count)
    ]


def pages(container: ContainerProxy, query: str, size: int, **options: Any) -> list[list[Any]]:
    """All pages of a query, each asked for anew by nothing but the token of the page before."""
    found, token = [], None
    while True:
        pager = container.query_items(query, max_item_count=size, **options).by_page(token)
        found.append(list(next(pager)))
        token = pager.continuation_token
        if not token:
            return found


@pytest.mark.parametrize(
    "query",
    [
        "SELECT VALUE c.n FROM c",
        "SELECT VALUE c.n FROM c WHERE c.n > 5",
        "SELECT VALUE c.n FROM c ORDER BY c.n DESC",
        "SELECT VALUE c.n FROM c ORDER BY c.even",
        "SELECT VALUE c.n FROM c ORDER BY c.missing",
        "SELECT VALUE c.n FROM c JOIN t IN c.tags",
        "SELECT VALUE c.n FROM c JOIN t IN c.tags ORDER BY c.n DESC",
        "SELECT DISTINCT VALUE c.even FROM c",
        "SELECT TOP 7 VALUE c.n FROM c ORDER BY c.n DESC",
        "SELECT VALUE c.n FROM c ORDER BY c.n OFFSET 2 LIMIT 5",
        "SELECT c.even, COUNT(1) AS n FROM c GROUP BY c.even",
    ],
)
@pytest.mark.parametrize("size", sample([1, 2, 5], 2))
def test_pages_joined_are_the_whole(make_container: MakeContainer, query: str, size: int) -> None:
    container = make_container()
    fill(container, numbered(20))

    found = pages(container, query, size, partition_key="p1")

    assert all(len(page) == size for page in found[:-1])
    whole = list(container.query_items(query, partition_key="p1"))
    assert [result for page in found for result in page] == whole
    assert whole


def test_an_ordered_page_goes_on_where_the_last_ended_though_items_came_and_went(make_container: MakeContainer) -> None:
    container = make_container("/id")
    container = make_container()
    fill(container, [{"id": str(number), "pk": "a", "n": number} for number in (10, 20, 30, 40)])
    query = "SELECT VALUE c.n FROM c ORDER BY c.n"
    pager = container.query_items(query, partition_key="a", max_item_count=2).by_page()
    assert list(next(pager)) == [10, 20]

    container.delete_item("10", "a")
    fill(container, [{"id": "25", "pk": "a", "n": 25}, {"id": "5", "pk": "a", "n": 5}])

    rest = container.query_items(query, partition_key="a", max_item_count=2).by_page(pager.continuation_token)
    assert list(next(rest)) == [25, 30]


def test_a_foreign_token_is_refused(make_container: MakeContainer) -> None:
    with pytest.raises(CosmosHttpResponseError) as refused:
        next(make_container().query_items("SELECT * FROM c", partition_key="a").by_page("nonsense"))
    assert refused.value.status_code == 400


@pytest.mark.parametrize("options", [{}, SEVERAL_RANGES], ids=["one range", "several ranges"])
def test_across_partitions(make_container: MakeContainer, options: dict[str, Any]) -> None:
    container = make_container(**options)
    fill(container, ({"id": str(n), "pk": f"p{n}", "n": n, "even": n % 2 == 0} for n in range(40)))

    def across(query: str, **more: Any) -> list[Any]:
        return list(container.query_items(query, enable_cross_partition_query=True, **more))

    assert sorted(across("SELECT VALUE c.n FROM c")) == list(range(40))
    assert across("SELECT VALUE c.n FROM c ORDER BY c.n DESC") == list(range(39, -1, -1))
    assert across("SELECT VALUE c.n FROM c ORDER BY c.n DESC", max_item_count=3) == list(range(39, -1, -1))
    assert across("SELECT TOP 3 c.n FROM c ORDER BY c.n") == [{"n": 0}, {"n": 1}, {"n": 2}]
    assert across("SELECT VALUE c.n FROM c ORDER BY c.n OFFSET 5 LIMIT 3") == [5, 6, 7]
    assert len(across("SELECT VALUE c.n FROM c OFFSET 5 LIMIT 30")) == 30
    assert sorted(across("SELECT DISTINCT VALUE c.even FROM c")) == [False, True]
    assert across("SELECT VALUE COUNT(1) FROM c WHERE c.even") == [20]
    assert across("SELECT VALUE SUM(c.n) FROM c") == [780]
    assert across("SELECT VALUE AVG(c.n) FROM c") == [19.5]
    assert (across("SELECT VALUE MIN(c.n) FROM c"), across("SELECT VALUE MAX(c.n) FROM c")) == ([0], [39])
    groups = across("SELECT c.even, COUNT(1) AS n, AVG(c.n) AS mean FROM c GROUP BY c.even")
    assert sorted(groups, key=lambda group: bool(group["even"])) == [
        {"even": False, "n": 20, "mean": 20},
        {"even": True, "n": 20, "mean": 19},
    ]


async def test_across_partitions_by_the_async_client(emulator: Emulator, make_container: MakeContainer) -> None:
    from azure.cosmos.aio import CosmosClient

    made = make_container(**SEVERAL_RANGES)
    fill(made, ({"id": str(n), "pk": f"p{n}", "n": n} for n in range(20)))
    async with CosmosClient(emulator.url, emulator.key) as client:
        container = client.get_database_client("tests").get_container_client(made.id)
        ordered = [
            n async for n in container.query_items("SELECT VALUE c.n FROM c ORDER BY c.n DESC", max_item_count=4)
        ]
        total = [n async for n in container.query_items("SELECT VALUE SUM(c.n) FROM c")]
    assert ordered == list(range(19, -1, -1))
    assert total == [190]


def test_a_query_over_partitions_must_be_meant(make_container: MakeContainer) -> None:
    container = make_container()
    container.create_item({"id": "1", "pk": "a"})

    with pytest.raises(CosmosHttpResponseError) as refused:
        list(container.query_items("SELECT * FROM c"))
    assert refused.value.status_code == 400
    assert len(list(container.query_items("SELECT * FROM c WHERE c.pk = 'a'"))) == 1


def test_the_client_cannot_merge_two_aggregates_across_partitions(make_container: MakeContainer) -> None:
    container = make_container()
    with pytest.raises(CosmosHttpResponseError):
        list(container.query_items("SELECT MIN(c.n), MAX(c.n) FROM c", enable_cross_partition_query=True))


def test_ordering_by_two_needs_a_composite_index(make_container: MakeContainer) -> None:
    query = "SELECT VALUE c.n FROM c ORDER BY c.even DESC, c.n ASC"
    without = make_container()
    with pytest.raises(CosmosHttpResponseError) as refused:
        list(without.query_items(query, partition_key="p1"))
    assert refused.value.status_code == 400

    paths = [{"path": "/even", "order": "descending"}, {"path": "/n", "order": "ascending"}]
    container = make_container(indexing_policy={"compositeIndexes": [paths]})
    fill(container, numbered(12))
    assert list(container.query_items(query, partition_key="p1")) == [4, 10, 1, 7]
    reverse = "SELECT VALUE c.n FROM c ORDER BY c.even ASC, c.n DESC"
    assert list(container.query_items(reverse, partition_key="p1")) == [7, 1, 10, 4]
    with pytest.raises(CosmosHttpResponseError):
        list(container.query_items("SELECT * FROM c ORDER BY c.n, c.even", partition_key="p1"))


def test_hierarchical_keys_are_read_by_prefix(make_container: MakeContainer) -> None:
    container = make_container(["/tenant", "/user", "/session"])
    fill(
        container,
        (
            {"id": f"{t}{u}{s}", "tenant": t, "user": u, "session": s}
            for t in ("a", "b")
            for u in ("x", "y")
            for s in (1, 2)
        ),
    )

    def found(key: list[Any]) -> list[str]:
        return sorted(container.query_items("SELECT VALUE c.id FROM c", partition_key=key))

    assert found(["a"]) == ["ax1", "ax2", "ay1", "ay2"]
    assert found(["a", "y"]) == ["ay1", "ay2"]
    assert found(["b", "x", 2]) == ["bx2"]
    assert container.read_item("bx2", ["b", "x", 2])["session"] == 2
    with pytest.raises(CosmosHttpResponseError) as refused:
        container.read_item("bx2", ["b", "x"])
    assert refused.value.status_code == 400


def test_a_query_in_a_partition_of_5000_reads_only_what_it_asks_for(make_container: MakeContainer) -> None:
    container = make_container()
    for start in range(0, 5000, 100):
        numbers = range(start, start + 100)
        container.execute_item_batch(
            [
                ("create", ({"id": str(n), "pk": "a", "type": "rare" if n % 500 == 0 else "common", "n": n},))
                for n in numbers
            ],
            "a",
        )
    query = container.query_items(
        "SELECT VALUE c.n FROM c WHERE c.type = @type ORDER BY c.n DESC",
        parameters=[{"name": "@type", "value": "rare"}],
        partition_key="a",
        populate_query_metrics=True,
    )

    assert list(query) == list(range(4500, -1, -500))
    metrics = query.get_response_headers()["x-ms-documentdb-query-metrics"]
    figures = dict(part.split("=") for part in metrics.split(";"))
    assert figures["retrievedDocumentCount"] == "10"


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=JSON)
def test_any_value_is_stored_and_found_by_equality(database: Any, value: Any) -> None:
    from azure.cosmos import PartitionKey

    container = database.create_container_if_not_exists("any-values", PartitionKey("/pk"))
    container.upsert_item({"id": "1", "pk": "a", "v": value})

    assert container.read_item("1", "a")["v"] == value
    parameters = [{"name": "@v", "value": value}]
    found = container.query_items("SELECT VALUE c.v FROM c WHERE c.v = @v", parameters=parameters, partition_key="a")
    assert list(found) == [value]


def test_a_long_search_goes_on_over_several_requests(
    make_container: MakeContainer, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    from local.cosmos_emulator.database import query

    container = make_container()
    fill(container, numbered(20))
    emulator.requests.clear()
    monkeypatch.setattr(query, "MAX_SCANNED", 4)

    text = "SELECT VALUE c.n FROM c WHERE c.n IN (0, 1, 18)"
    assert list(container.query_items(text, enable_cross_partition_query=True)) == [0, 1, 18]
    assert [record.operation for record in emulator.requests].count("query") == 5


def test_a_change_between_pages_is_not_hidden_by_what_was_sorted_before(make_container: MakeContainer) -> None:
    container = make_container()
    fill(container, [{"id": str(n), "pk": "a", "n": n} for n in range(4)])
    query = "SELECT VALUE c.n FROM c ORDER BY c.n"
    assert list(container.query_items(query, partition_key="a")) == [0, 1, 2, 3]
    container.upsert_item({"id": "0", "pk": "a", "n": 9})
    assert list(container.query_items(query, partition_key="a")) == [1, 2, 3, 9]
