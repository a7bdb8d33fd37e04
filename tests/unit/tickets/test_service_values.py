"""Answers as people type them: amounts, accounts and days; what of it is refused, and by which code."""

from datetime import date
from typing import Any

import pytest

from functions.tickets.services.catalogue import services
from functions.tickets.services.own import Own
from functions.tickets.services.rules import spread
from functions.tickets.services.values import Wrong, account_of, checked, day_of, money_of, shown
from shared.locale import Locale
from shared.problems import Problem

ACCOUNT = "61109010140000071219812874"
NOTHING = Own(0, open_documents=False, contracts={}, points={}, documents={})


@pytest.mark.parametrize(
    ("typed", "grosze"),
    [
        ("30", 3_000),
        ("30,5", 3_050),
        ("30.50 zł", 3_050),
        ("0,01", 1),
        ("1 234,56", 123_456),
        ("1\u00a0234,56\u00a0PLN", 123_456),
        ("1.234,56", 123_456),
        ("1,234.56", 123_456),
        ("1.234.567,89", 123_456_789),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, grosze: int) -> None:
    assert money_of(typed) == grosze


@pytest.mark.parametrize(
    "typed", ["0", "-5", "1.234", "1,234", "1e3", "trzydzieści", "30,555", "12 zł 50 gr", "٣٠", "9" * 30, ",5", "5,"]
)
def test_what_is_no_amount_or_may_mean_two_is_refused(typed: str) -> None:
    with pytest.raises(Wrong, match="amount_invalid"):
        money_of(typed)


@pytest.mark.parametrize(
    "typed",
    [
        ACCOUNT,
        "PL61 1090 1014 0000 0712 1981 2874",
        "61 1090 1014 0000 0712 1981 2874",
        "pl61-1090-1014-0000-0712-1981-2874",
        "PL\u00a061\u00a01090\u00a01014\u00a00000\u00a00712\u00a01981\u00a02874",
    ],
)
def test_an_account_is_read_with_blanks_and_with_pl(typed: str) -> None:
    assert account_of(typed) == ACCOUNT


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("PL61 1090 1014 0000 0712 1981 2875", "iban_invalid"),
        ("6110901014", "iban_invalid"),
        ("nie pamiętam", "iban_invalid"),
        (f"PL{ACCOUNT}1", "iban_invalid"),
        ("DE89 3704 0044 0532 0130 00", "iban_foreign"),
    ],
)
def test_another_account_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Wrong, match=code):
        account_of(typed)


def test_a_day_is_read_in_both_spellings() -> None:
    assert day_of("2026-12-01") == day_of("1.12.2026") == day_of("01.12.2026") == date(2026, 12, 1)
    for typed in ("2026-02-30", "30.2.2026", "jutro", "1764547200", "2026-12-01T00:00", "١.١٢.٢٠٢٦"):
        with pytest.raises(Wrong, match="date_invalid"):
            day_of(typed)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2026-11-30", None),
        ("2026-11-27", "date_too_early"),
        ("2020-01-01", "date_too_early"),
        ("2026-12-24", "day_not_working"),
        ("2026-12-05", "day_not_working"),
        ("2027-02-01", "date_too_late"),
    ],
)
def test_the_day_of_an_instalment_lies_ahead_and_is_a_working_one(typed: str, code: str | None) -> None:
    [field] = [one for one in services()["instalments"].fields if one.name == "firstOn"]

    def read() -> dict[str, Any]:
        return checked([field], {"firstOn": typed}, NOTHING, date(2026, 11, 27), "individual")

    if code is None:
        assert read() == {"firstOn": typed}
        return
    with pytest.raises(Problem) as refused:
        read()
    assert [fault.code for fault in refused.value.errors] == [code]


def test_a_sum_is_spread_over_working_days_a_month_apart_to_the_last_grosz() -> None:
    parts = spread(10_001, 4, date(2026, 10, 30))
    assert [one.amount for one in parts] == [2_501, 2_500, 2_500, 2_500]
    assert [str(one.due_on) for one in parts] == ["2026-10-30", "2026-11-30", "2026-12-30", "2027-02-01"]


@pytest.mark.parametrize(
    ("locale", "said"), [("pl", "dzienna: 12 kWh"), ("en", "day: 12 kWh"), ("uk", "денна: 12 kWh")]
)
def test_a_zone_is_named_in_the_language_of_the_summary_and_an_unknown_one_as_billing_does(
    locale: Locale, said: str
) -> None:
    field = services()["move_out"].field("readings")
    assert field is not None
    assert shown(field, {"dzienna": 12, "weekendowa": 3}, NOTHING, locale, "") == f"{said}, weekendowa: 3 kWh"
