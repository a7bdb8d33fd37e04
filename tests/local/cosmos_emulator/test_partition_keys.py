"""Partition keys: the same places on the ring as the client reckons, the same key for the same value."""

import itertools
from typing import Any

import pytest
from azure.cosmos import PartitionKey
from hypothesis import given
from hypothesis import strategies as st

from local.cosmos_emulator.errors import CosmosError
from local.cosmos_emulator.partition_key import (
    RING_END,
    PartitionKeyDefinition,
    canonical,
    parse_path,
    physical_ranges,
)

SIMPLE = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0)
    | st.text(max_size=150)
)


def place(definition: PartitionKey, key: list[Any]) -> str:
    ours = PartitionKeyDefinition(dict(definition))
    return ours.effective(canonical(key))


@given(value=SIMPLE)
def test_a_key_lies_where_the_client_looks_for_it(value: Any) -> None:
    definition = PartitionKey("/pk")
    theirs = definition._get_epk_range_for_partition_key([value]).min
    assert place(definition, [value]) == theirs


@given(value=st.booleans() | st.text(st.characters(max_codepoint=0x7E), max_size=150) | st.floats(0, 1e9))
def test_a_key_of_version_1_lies_where_the_client_looks_for_it(value: Any) -> None:
    definition = PartitionKey("/pk", version=1)
    theirs = definition._get_epk_range_for_partition_key([value]).min
    assert place(definition, [value]).lower() == theirs.lower()


@given(values=st.lists(SIMPLE, min_size=1, max_size=3))
def test_a_hierarchical_key_and_its_prefixes_lie_where_the_client_looks_for_them(values: list[Any]) -> None:
    definition = PartitionKey(["/a", "/b", "/c"], kind="MultiHash")
    theirs = definition._get_epk_range_for_partition_key(values).min
    assert place(definition, values) == theirs


@given(number=st.integers(-(2**53) + 1, 2**53 - 1))
def test_a_number_is_the_same_key_however_it_is_written(number: int) -> None:
    assert canonical([number]) == canonical([float(number)])


@given(one=SIMPLE, other=SIMPLE)
def test_different_values_are_different_keys(one: Any, other: Any) -> None:
    same = type(one) is not bool and type(other) is not bool and one == other
    assert (canonical([one]) == canonical([other])) == (
        same or one is other or (one == other and type(one) is type(other))
    )


@pytest.mark.parametrize(
    ("path", "names"),
    [("/a", ("a",)), ("/a/b", ("a", "b")), ('/"x/y"/b', ("x/y", "b")), ("/'a b'", ("a b",)), ('/a/"b"', ("a", "b"))],
)
def test_a_path(path: str, names: tuple[str, ...]) -> None:
    assert parse_path(path) == names


@pytest.mark.parametrize("path", ["", "a", "/", '/"a', None])
def test_a_path_that_is_none(path: Any) -> None:
    with pytest.raises(CosmosError):
        parse_path(path)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 25])
def test_the_physical_ranges_cover_the_ring_without_gap(count: int) -> None:
    ranges = physical_ranges(count)
    assert len(ranges) == count
    assert ranges[0][0] == ""
    assert ranges[-1][1] == RING_END
    assert all(one[1] == other[0] for one, other in itertools.pairwise(ranges))
    assert all(low < high for low, high in ranges)
