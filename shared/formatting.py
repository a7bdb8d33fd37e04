"""Amounts, dates and moments as they are written to customers: alike in every language, as on the invoices."""

from datetime import date, datetime

from shared import clock

NO_BREAK_SPACE = "\u00a0"
_MINUS = "\u2212"


def amount(grosze: int) -> str:
    """Grosze as `1 234,56`, with no-break spaces."""
    whole, cents = divmod(abs(grosze), 100)
    sign = _MINUS if grosze < 0 else ""
    return sign + f"{whole:,}".replace(",", NO_BREAK_SPACE) + f",{cents:02}"


def zloty(grosze: int) -> str:
    """Grosze as `1 234,56 zł`, with no-break spaces."""
    return f"{amount(grosze)}{NO_BREAK_SPACE}zł"


def plain_date(day: date) -> str:
    """A date as `22.11.2026`."""
    return f"{day:%d.%m.%Y}"


def moment(instant: datetime) -> str:
    """An instant as `22.11.2026, 9:05`, in Warsaw."""
    local = instant.astimezone(clock.WARSAW)
    return f"{plain_date(local.date())}, {local.hour}:{local:%M}"
