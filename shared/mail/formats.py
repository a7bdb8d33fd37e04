"""What a mail is about, written out in the customer's language: days with their weekday, months, kinds of document."""

import calendar
from datetime import date, datetime, time, timedelta
from typing import Literal

from shared import clock
from shared.locale import Locale
from shared.rendering.formatting import plain_date

DocumentKind = Literal["invoice", "correction", "interest_note"]

_WEEKDAYS: dict[Locale, tuple[str, ...]] = {
    "pl": ("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "uk": ("понеділок", "вівторок", "середа", "четвер", "п’ятниця", "субота", "неділя"),
}
_MONTHS: dict[Locale, str] = {
    "pl": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "en": "January February March April May June July August September October November December",
    "uk": "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
}
_KINDS: dict[Locale, dict[DocumentKind, str]] = {
    "pl": {"invoice": "Faktura", "correction": "Korekta", "interest_note": "Nota odsetkowa"},
    "en": {"invoice": "Invoice", "correction": "Correction", "interest_note": "Interest note"},
    "uk": {"invoice": "Рахунок-фактура", "correction": "Коригування", "interest_note": "Процентна нота"},
}
_FOR: dict[Locale, str] = {"pl": "za", "en": "for", "uk": "за"}


def day_with_weekday(locale: Locale, day: date) -> str:
    """`02.12.2026 (środa)`."""
    return f"{plain_date(day, locale)} ({_WEEKDAYS[locale][day.weekday()]})"


def period(locale: Locale, first: date | None, last: date | None) -> str:
    """`październik 2026` for a whole month, else its days; nothing where there is none."""
    if first is None or last is None:
        return ""
    whole = first.day == 1 and last == first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return (
        f"{_MONTHS[locale].split()[first.month - 1]} {first.year}"
        if whole
        else f"{plain_date(first, locale)}–{plain_date(last, locale)}"
    )


def document_title(locale: Locale, kind: DocumentKind, number: str, during: str) -> str:
    """`Faktura FE/142/2026 za październik 2026`."""
    return f"{_KINDS[locale][kind]} {number}" + (f" {_FOR[locale]} {during}" if during else "")


def document_kind(locale: Locale, kind: DocumentKind) -> str:
    return _KINDS[locale][kind]


def account_number(nrb: str) -> str:
    """An account number as banks print it: `12 3456 7890 …`."""
    return " ".join([nrb[:2], *(nrb[place : place + 4] for place in range(2, len(nrb), 4))])


def end_of(day: date) -> datetime:
    """The midnight in Warsaw that ends the day: what is said of the day is over then."""
    return datetime.combine(day + timedelta(days=1), time(), clock.WARSAW)
