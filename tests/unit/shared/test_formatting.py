"""Amounts, dates and moments as customers read them."""

from datetime import UTC, date, datetime

import pytest

from shared.locale import Locale
from shared.rendering.formatting import amount, moment, plain_date, zloty


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
    assert zloty(grosze, "pl") == zloty(grosze, "uk") == text.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("grosze", "text"), [(123456, "PLN 1,234.56"), (-5, "\u2212PLN 0.05"), (5000000, "PLN 50,000.00")]
)
def test_an_amount_in_english(grosze: int, text: str) -> None:
    assert zloty(grosze, "en") == text.replace(" ", "\u00a0")
    assert amount(grosze, "en") == text.replace("PLN ", "")


def test_a_date() -> None:
    assert plain_date(date(2026, 2, 3), "pl") == plain_date(date(2026, 2, 3), "uk") == "03.02.2026"
    assert plain_date(date(2026, 2, 3), "en") == "3\u00a0Feb\u00a02026"


@pytest.mark.parametrize(
    ("utc", "locale", "text"),
    [
        ((10, 24, 23, 59), "pl", "25.10.2026, 1:59"),
        ((10, 25, 0, 0), "pl", "25.10.2026, 2:00 (czas letni)"),
        ((10, 25, 0, 59), "en", "25 Oct 2026, 2:59 (summer time)"),
        ((10, 25, 1, 0), "pl", "25.10.2026, 2:00 (czas zimowy)"),
        ((10, 25, 1, 59), "uk", "25.10.2026, 2:59 (зимовий час)"),
        ((10, 25, 2, 0), "pl", "25.10.2026, 3:00"),
        ((3, 29, 0, 59), "pl", "29.03.2026, 1:59"),
        ((3, 29, 1, 0), "pl", "29.03.2026, 3:00"),
    ],
)
def test_of_the_doubled_hour_a_moment_tells_which_it_is(
    utc: tuple[int, int, int, int], locale: Locale, text: str
) -> None:
    assert moment(datetime(2026, *utc, tzinfo=UTC), locale).replace("\u00a0", " ") == text
