"""Where a list goes on, as opaque text."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.http.cursor import cursor_of, place_of
from shared.problems import Problem

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS, st.integers())
def test_a_place_comes_back_as_it_went(text: str, number: int) -> None:
    cursor = cursor_of(text, number)
    assert cursor.replace("-", "").replace("_", "").isalnum()
    assert place_of(cursor, str, int) == [text, number]


@pytest.mark.parametrize(
    "content", ["", "[", "{}", "[1]", '["a"]', '["a","b"]', '["a",true]', '["a",1,2]', '["\\ud800",1]', "[" * 5000]
)
def test_what_is_none_of_ours_is_refused(content: str) -> None:
    with pytest.raises(Problem, match="cursor_invalid"):
        place_of(base64.urlsafe_b64encode(content.encode()).decode(), str, int)


@pytest.mark.parametrize("cursor", ["ą", "a", "%%%%", "//79"])
def test_what_is_no_base64_of_text_is_refused(cursor: str) -> None:
    with pytest.raises(Problem, match="cursor_invalid"):
        place_of(cursor, str)
