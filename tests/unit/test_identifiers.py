"""Polish identifiers: what is taken, what is refused, in which form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.identifiers import masked, normalised_login, normalised_nip, normalised_pesel

NIP_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)


@st.composite
def pesels(draw: st.DrawFn) -> str:
    """A valid PESEL by the published rule: date with the century in the month, serial, weights 1 3 7 9."""
    day = draw(st.dates(min_value=date(1900, 1, 1), max_value=date(2025, 12, 31)))
    month = day.month + (20 if day.year >= 2000 else 0)
    body = f"{day.year % 100:02}{month:02}{day.day:02}{draw(st.integers(0, 9999)):04}"
    total = sum(int(digit) * weight for digit, weight in zip(body, (1, 3, 7, 9) * 3, strict=False))
    return body + str(-total % 10)


@st.composite
def nips(draw: st.DrawFn) -> str:
    body = draw(st.integers(100_000_000, 999_999_999).map(str))
    check = sum(int(digit) * weight for digit, weight in zip(body, NIP_WEIGHTS, strict=True)) % 11
    return body + str(check) if check < 10 else "5252344078"


@given(pesels(), st.integers(0, 10), st.integers(1, 9))
def test_a_pesel_is_taken_and_one_wrong_digit_is_not(pesel: str, place: int, shift: int) -> None:
    assert normalised_pesel(f" {pesel[:6]} {pesel[6:]}") == pesel
    digits = list(pesel)
    digits[place] = str((int(digits[place]) + shift) % 10)
    with pytest.raises(ValueError, match="pesel_invalid"):
        normalised_pesel("".join(digits))


@given(nips())
def test_every_spelling_of_a_nip_is_one_login(nip: str) -> None:
    for spelling in (nip, f"PL{nip}", f"pl {nip[:3]}-{nip[3:6]}-{nip[6:8]}-{nip[8:]}", f" {nip} "):
        assert normalised_nip(spelling) == normalised_login(spelling) == nip


@given(st.text(max_size=40))
def test_any_text_is_some_login_and_stays_it(text: str) -> None:
    assert normalised_login(normalised_login(text)) == normalised_login(text)


def test_a_mask_shows_two_digits() -> None:
    assert masked("44051401359") == "•••••••••59"
