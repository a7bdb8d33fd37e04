"""Polish identifiers: what is taken, what is refused, in which form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.identifiers import (
    bare,
    free_login,
    masked,
    normalised_login,
    normalised_nip,
    normalised_pesel,
    number_key,
    printed_number,
)

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


# What comes along with a copied number: blanks of any width, marks nobody sees, dashes of any length.
CLUTTER = [
    "\u00a0",
    "\u200b",
    "\u200e",
    "\u202f",
    "\u2009",
    "\ufeff",
    "\u2060",
    "\u00ad",
    "\t",
    "\r\n",
    "-",
    "\u2011",
    "–",
    "−",
]


@given(st.lists(st.sampled_from(CLUTTER), min_size=9, max_size=9))
def test_what_is_copied_along_with_a_number_does_not_count(between: list[str]) -> None:
    def cluttered(number: str) -> str:
        return "".join(a + b for a, b in zip(number, [*between, *between], strict=False))

    assert number_key(cluttered("60418273")) == "60418273"
    assert number_key(cluttered("F/2026/11/0012")) == number_key("f 2026 11 0012")
    assert normalised_pesel(cluttered("44051401359")) == normalised_login(cluttered("44051401359")) == "44051401359"
    assert normalised_nip(cluttered("PL5252344078")) == "5252344078"
    assert bare(cluttered("ABCD2345")) == "ABCD2345"


def test_digits_of_another_width_are_digits() -> None:
    assert normalised_pesel("４４０５１４０１３５９") == "44051401359"
    with pytest.raises(ValueError, match="pesel_invalid"):
        normalised_pesel("٤٤٠٥١٤٠١٣٥٩")


@pytest.mark.parametrize(
    "login",
    [
        "PL7795063700",
        "pl779-506-37-00",
        "P.L7795063700",
        "PL_779_506_37_00",
        "a44051401359",
        "NIP7795063700",
        "x12345678901",
    ],
)
def test_what_could_be_somebodys_number_is_no_login(login: str) -> None:
    with pytest.raises(ValueError, match="login_like_number"):
        free_login(login)


@given(st.from_regex(r"[A-Za-z][A-Za-z0-9._-]{4,31}", fullmatch=True))
def test_no_login_that_may_be_chosen_is_looked_up_as_a_number(login: str) -> None:
    try:
        free_login(login)
    except ValueError:
        return
    assert not normalised_login(login).isdigit()


def test_a_number_without_a_digit_is_none() -> None:
    assert printed_number("6041 8273") == "6041 8273"
    with pytest.raises(ValueError, match="number_invalid"):
        printed_number("F/–/x")
