"""Text as people look for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.folding import folded, sort_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ul. Źródlana 31/112, 61-681 Łódź", "ul zrodlana 31 112 61 681 lodz"),
        ("  „Złoty   Kłos”  ", "zloty klos"),
        ("STRASSE Straße", "strasse strasse"),
        ("?!", ""),
    ],
)
def test_case_accents_and_punctuation_do_not_count(text: str, expected: str) -> None:
    assert folded(text) == expected


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.lists(st.integers(0, 999_999), min_size=2, max_size=5))
def test_numbers_stand_in_their_order(numbers: list[int]) -> None:
    by_key = sorted(numbers, key=lambda number: sort_key(f"Klatka {number}A"))
    assert by_key == sorted(numbers)
