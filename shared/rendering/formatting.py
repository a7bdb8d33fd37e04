"""Amounts, dates and moments as they are written to customers in their language, as the screens write them."""

from datetime import date, datetime

from shared import clock
from shared.locale import Locale

NO_BREAK_SPACE = "\u00a0"
_MINUS = "\u2212"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CLOCKS: dict[Locale, tuple[str, str]] = {
    "pl": ("czas letni", "czas zimowy"),
    "en": ("summer time", "winter time"),
    "uk": ("літній час", "зимовий час"),
}


def amount(grosze: int, locale: Locale) -> str:
    """Grosze as `1 234,56`, with no-break spaces; in English `1,234.56`."""
    return _sign(grosze) + _figures(grosze, locale)


def zloty(grosze: int, locale: Locale) -> str:
    """Grosze as `1 234,56 zł`, with no-break spaces; in English `PLN 1,234.56`."""
    if locale == "en":
        return f"{_sign(grosze)}PLN{NO_BREAK_SPACE}{_figures(grosze, locale)}"
    return f"{amount(grosze, locale)}{NO_BREAK_SPACE}zł"


def _sign(grosze: int) -> str:
    return _MINUS if grosze < 0 else ""


def _figures(grosze: int, locale: Locale) -> str:
    whole, cents = divmod(abs(grosze), 100)
    if locale == "en":
        return f"{whole:,}.{cents:02}"
    return f"{whole:,}".replace(",", NO_BREAK_SPACE) + f",{cents:02}"


def plain_date(day: date, locale: Locale) -> str:
    """A date as `22.11.2026`, in English `22 Nov 2026`, with no-break spaces."""
    if locale == "en":
        return NO_BREAK_SPACE.join((str(day.day), _MONTHS[day.month - 1], str(day.year)))
    return f"{day:%d.%m.%Y}"


def moment(instant: datetime, locale: Locale) -> str:
    """An instant as `22.11.2026, 9:05`, in Warsaw; in the hour that comes twice in October it says which it is."""
    local = instant.astimezone(clock.WARSAW)
    written = f"{plain_date(local.date(), locale)}, {local.hour}:{local:%M}"
    if local.utcoffset() == local.replace(fold=1 - local.fold).utcoffset():
        return written
    return f"{written} ({_CLOCKS[locale][local.fold]})"
