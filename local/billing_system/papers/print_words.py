"""Polish forms of money, days and numbers, and the bank's transfer code."""

import io
from datetime import date
from decimal import Decimal

NBSP = "\u00a0"
MONTHS = (
    "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca",
    "lipca", "sierpnia", "września", "października", "listopada", "grudnia",
)  # fmt: skip
SHORT_MONTHS = ("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru")


def grouped(number: int) -> str:
    """Return a whole number with no-break spaces between thousands."""
    return f"{number:,}".replace(",", NBSP).replace("-", "−")


def zloty(grosze: int) -> str:
    """Return an amount without its currency: `1 234,56`."""
    sign = "−" if grosze < 0 else ""
    return f"{sign}{grouped(abs(grosze) // 100)},{abs(grosze) % 100:02d}"


def money(grosze: int) -> str:
    """Return an amount: `1 234,56 zł`, with no-break spaces."""
    return f"{zloty(grosze)}{NBSP}zł"


def day(value: date) -> str:
    """Return a day: 22.11.2026."""
    return f"{value:%d.%m.%Y}"


def long_day(value: date) -> str:
    """Return a day in words: 22 listopada 2026."""
    return f"{value.day}{NBSP}{MONTHS[value.month - 1]} {value.year}"


def quantity(text: str | None) -> str:
    """Return a quantity or price with a decimal comma."""
    if text is None:
        return ""
    try:
        value = Decimal(text)
    except ArithmeticError:
        return text.replace(".", ",")
    whole, _, rest = f"{value:f}".partition(".")
    shown = grouped(int(whole)) if whole not in {"-0", "-"} else "−0"
    return f"{shown},{rest}" if rest.strip("0") else shown


def price(text: str | None) -> str:
    """Return a unit price with a decimal comma and all its places."""
    return "" if text is None else text.replace(".", ",")


def account_in_fours(nrb: str) -> str:
    """Return an account number as banks print it: two digits, then fours."""
    return f"{nrb[:2]} " + " ".join(nrb[i : i + 4] for i in range(2, 26, 4))


def transfer_code(nip: str, nrb: str, grosze: int, name: str, title: str) -> str:
    """Return the transfer code of the Polish Bank Association (2D recommendation, 2013) as SVG.

    Name and title are plain ASCII here, since some banks' readers cut them by bytes.
    """
    return qr(f"{nip}|PL|{nrb}|{grosze:06d}|{name[:20]}|{title[:32]}|||")


def qr(content: str) -> str:
    """Return a QR code as SVG. Its mask is fixed: trying all eight takes as long as setting the whole page."""
    import segno

    target = io.BytesIO()
    segno.make(content, error="m", micro=False, mask=0).save(target, kind="svg", xmldecl=False, border=0)
    return target.getvalue().decode()
