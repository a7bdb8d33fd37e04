"""Titles in the short fields of others: what identifies stays whole."""

from hypothesis import given
from hypothesis import strategies as st

from shared.payments.titles import LABEL_LENGTH, short_title

words = st.text(alphabet="abcłż ", max_size=40)
numbers = st.text(alphabet="FVE/-0123456789", min_size=1, max_size=40)


def test_words_go_first() -> None:
    assert short_title("Opłata za energię FE/357623408898", "FE/357623408898", 32) == "za energię FE/357623408898"
    assert short_title("Opłata za energię FE/357623408898", "FE/357623408898", LABEL_LENGTH) == "FE/357623408898"
    assert short_title("Saldo, klient 60418273", "60418273", LABEL_LENGTH) == "klient 60418273"
    assert short_title("Krótki tytuł", "1", LABEL_LENGTH) == "Krótki tytuł"


@given(before=words, number=numbers, length=st.integers(10, 40))
def test_a_number_that_fits_is_never_cut(before: str, number: str, length: int) -> None:
    short = short_title(f"{before} {number}", number, length)
    assert len(short) <= length
    assert short.endswith(number if len(number) <= length else number[-length:].lstrip())
