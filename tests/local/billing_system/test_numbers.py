from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean, iban
from stdnum.pl import nip, pesel

from local.billing_system import numbers
from local.billing_system.numbers import Ids

PLACES = st.integers(0, 200_000)


def test_ksef_number_of_the_ministrys_example() -> None:
    assert numbers.crc8(b"5265877635-20250826-0100001AF629") == 0xAF


@given(PLACES, st.integers(0, 9))
def test_accounts_are_valid_and_apart(place: int, contract: int) -> None:
    account = numbers.make_account(place, contract)
    assert iban.is_valid(f"PL{account}")
    assert account != numbers.make_account(place + 1, contract)


def test_the_invented_banks_own_check_digit() -> None:
    weights = (3, 9, 7, 1, 3, 9, 7)
    assert int(numbers.BANK[7]) == -sum(w * int(d) for w, d in zip(weights, numbers.BANK[:7], strict=True)) % 10


@given(st.dates(date(1930, 1, 1), date(2025, 12, 31)), st.integers(0, 9_999), st.booleans())
def test_pesel(born: date, serial: int, female: bool) -> None:
    number = numbers.make_pesel(born, serial, female=female)
    assert pesel.is_valid(number)
    assert pesel.get_birth_date(number) == born
    assert pesel.get_gender(number) == ("F" if female else "M")


@given(st.sampled_from(("525", "676", "897")), st.integers(0, 99_999))
def test_nip(office: str, serial: int) -> None:
    assert nip.is_valid(numbers.make_nip(office, serial))


@given(st.sampled_from(("5903801", "5902438")), st.integers(0, 10**10 - 1))
def test_ppe(company: str, serial: int) -> None:
    number = numbers.make_ppe(company, serial)
    assert len(number) == 18
    assert ean.calc_check_digit(number[:-1]) == number[-1]


@given(PLACES)
def test_customer_number_leads_back(place: int) -> None:
    assert numbers.place_of_customer(numbers.customer_number(place)) == place


@pytest.mark.parametrize("text", ["", "1234567", "abcdefgh", "123456789", "１２３４５６７８"])
def test_what_is_no_customer_number(text: str) -> None:
    assert numbers.place_of_customer(text) is None


def test_document_numbers_are_unique_and_not_sequential() -> None:
    made = [numbers.document_number("FE", place, serial) for place in range(300) for serial in range(480, 560)]
    assert len(set(made)) == len(made)
    tails = {number[-4:] for number in made[:80]}
    assert len(tails) > 70


@given(st.integers(0, 2**31), PLACES, st.sampled_from(numbers.THINGS), st.integers(0, 2**50))
def test_ids_lead_back_in_their_own_world_only(seed: int, place: int, thing: numbers.Thing, serial: int) -> None:
    key = Ids(seed).make(place, thing, serial)
    assert len(key) == 22
    assert Ids(seed).read(key) == (place, thing, serial)
    assert Ids(seed + 1).read(key) is None


@pytest.mark.parametrize("text", ["", "a", "../etc/passwd", "ą" * 22, "A" * 22, "A" * 23, "A" * 4000])
def test_what_is_no_id(text: str) -> None:
    assert Ids(7).read(text) is None
