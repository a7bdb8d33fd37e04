"""Amounts and dates as customers read them."""

from datetime import date

import pytest

from shared.formatting import plain_date, zloty


@pytest.mark.parametrize(
    ("grosze", "text"),
    [
        (0, "0,00 zł"),
        (5, "0,05 zł"),
        (123456, "1 234,56 zł"),
        (123456789, "1 234 567,89 zł"),
        (-1200, "\u221212,00 zł"),
        (-5, "\u22120,05 zł"),
    ],
)
def test_an_amount(grosze: int, text: str) -> None:
    assert zloty(grosze) == text.replace(" ", "\u00a0")


def test_a_date() -> None:
    assert plain_date(date(2026, 2, 3)) == "03.02.2026"
