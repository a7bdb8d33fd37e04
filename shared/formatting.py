"""Amounts and dates as they are written to customers: alike in every language, as on the invoices."""

from datetime import date

_NO_BREAK_SPACE, _MINUS = "\u00a0", "\u2212"


def zloty(grosze: int) -> str:
    """Grosze as `1 234,56 zł`, with no-break spaces."""
    whole, cents = divmod(abs(grosze), 100)
    sign = _MINUS if grosze < 0 else ""
    return sign + f"{whole:,}".replace(",", _NO_BREAK_SPACE) + f",{cents:02}{_NO_BREAK_SPACE}zł"


def plain_date(day: date) -> str:
    """A date as `22.11.2026`."""
    return f"{day:%d.%m.%Y}"
