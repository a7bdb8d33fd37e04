"""Request charges and the index: what a policy leaves out costs nothing to write and everything to ask for."""

from typing import Any

import pytest
from azure.cosmos import ContainerProxy
from azure.cosmos.exceptions import CosmosHttpResponseError

from local.cosmos_emulator.testing import Emulator
from tests.local.cosmos_emulator.conftest import MakeContainer

ONLY_N: dict[str, Any] = {
    "includedPaths": [{"path": "/n/?"}, {"path": "/tags/[]/?"}, {"path": "/deep/*"}],
    "excludedPaths": [{"path": "/*"}, {"path": "/deep/dark/?"}],
    "compositeIndexes": [[{"path": "/n", "order": "descending"}, {"path": "/id", "order": "descending"}]],
}


def charge(container: ContainerProxy) -> float:
    return float(container.client_connection.last_response_headers["x-ms-request-charge"])


def asked(container: ContainerProxy, query: str) -> float:
    list(container.query_items(query, partition_key="a"))
    return charge(container)


def filled(make_container: MakeContainer, policy: dict[str, Any] | None = None) -> ContainerProxy:
    container = make_container(**({"indexing_policy": policy} if policy else {}))
    for number in range(200):
        body = {"id": str(number), "pk": "a", "n": number, "m": number, "tags": ["x", "x", "y"], "text": "t" * 1000}
        container.create_item(body)
    return container


def test_writes_are_charged_by_size_and_indexed_values(make_container: MakeContainer) -> None:
    everything, some = make_container(), make_container(indexing_policy=ONLY_N)
    values = {"id": "1", "pk": "a", "values": [float(number) for number in range(3000)]}
    everything.create_item(values)
    whole = charge(everything)
    some.create_item(values)
    assert whole > 600
    assert charge(some) < 20
    some.replace_item("1", values)
    replaced = charge(some)
    some.delete_item("1", "a")
    assert replaced == pytest.approx(2 * charge(some), rel=0.01)


def test_a_condition_without_an_index_is_recorded_and_charged_as_a_scan(
    make_container: MakeContainer, emulator: Emulator
) -> None:
    container = filled(make_container, ONLY_N)
    emulator.requests.unindexed.clear()
    assert asked(container, "SELECT * FROM c WHERE c.n = 7 AND ARRAY_CONTAINS(c.tags, 'x') AND c.id = '7'") < 3
    assert asked(container, "SELECT c.m FROM c WHERE EXISTS (SELECT VALUE t FROM t IN c.tags WHERE t = 'z')") < 3
    assert emulator.requests.unindexed == set()
    assert asked(container, "SELECT * FROM c WHERE c.m = 7") > 5
    assert asked(container, "SELECT * FROM c WHERE c.n = 7 AND UPPER(c.text) = 'T'") > 5
    assert asked(container, "SELECT VALUE d FROM c JOIN d IN c.deep WHERE d.x = 1 AND c.deep.dark = 2") > 5
    paths = {path for name, path in emulator.requests.unindexed if name == container.id}
    assert paths == {"/m", "/UPPER()", "/text", "/deep/dark"}
    emulator.requests.unindexed.clear()


def test_a_page_is_charged_for_what_is_in_it(make_container: MakeContainer) -> None:
    container = filled(make_container)
    first = asked(container, "SELECT * FROM c ORDER BY c.n OFFSET 0 LIMIT 10")
    whole = asked(container, "SELECT * FROM c ORDER BY c.n OFFSET 0 LIMIT 100")
    assert first < 4 < whole < 10
    assert 3 < asked(container, "SELECT VALUE COUNT(1) FROM c WHERE c.n >= 0") < 10


def test_sorting_needs_an_index(make_container: MakeContainer) -> None:
    container = filled(make_container, ONLY_N)
    asked(container, "SELECT * FROM c ORDER BY c.n")
    asked(container, "SELECT * FROM c ORDER BY c.n DESC, c.id DESC")
    with pytest.raises(CosmosHttpResponseError, match="range index"):
        asked(container, "SELECT * FROM c ORDER BY c.m")


def test_a_refusal_that_looked_at_the_data_costs_one_unit(make_container: MakeContainer, emulator: Emulator) -> None:
    container = make_container()
    with pytest.raises(CosmosHttpResponseError):
        container.read_item("none", "a")
    assert emulator.requests[-1].charge == 1
