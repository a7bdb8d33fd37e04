"""What stands in a cell as a value of the contract: amounts, days, yes and no, and identifiers that may be spoiled.

Nothing is repaired by guess. Where a check digit proves the one possible repair, the mapping may allow it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from stdnum import ean
from stdnum.pl import nip, pesel

from adapters.billing_files.faults import CellRefused

if TYPE_CHECKING:
    from adapters.billing_files.tables import Cell

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_CURRENCY = re.compile(r"(zł|pln)$", re.IGNORECASE)
_PLAIN = re.compile(r"[0-9]+([.,][0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?")
_SCIENTIFIC = re.compile(r"[0-9]([.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_YES, _NO = (
    frozenset({"tak", "t", "1", "true", "prawda", "y", "yes"}),
    frozenset({"nie", "n", "0", "false", "fałsz", "no"}),
)
_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_LAST_SERIAL = 80_000


def number(cell: "Cell") -> Decimal:
    """Return an exact number: `1 234,56`, `1.234,56`, `12-`, `(12)`, `12 zł`. Raises CellRefused."""
    if isinstance(cell, bool) or cell is None or isinstance(cell, date):
        raise CellRefused("to nie jest liczba")
    if isinstance(cell, int | float):
        return Decimal(repr(cell))
    text = _CURRENCY.sub("", _SPACES.sub("", cell))
    negative = text.startswith(("-", "−")) or text.endswith(("-", "−")) or (text.startswith("(") and text.endswith(")"))
    text = text.strip("-−()")
    if _GROUPED.fullmatch(text) and text.count(".") + ("," in text) > 1:
        text = text.replace(".", "")
    elif _GROUPED.fullmatch(text):
        raise CellRefused(f"nie wiadomo, czy kropka w „{cell}” dzieli tysiące, czy grosze; eksportuj z przecinkiem")
    if not _PLAIN.fullmatch(text):
        raise CellRefused(f"„{cell}” to nie jest liczba")
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise CellRefused(f"„{cell}” to nie jest liczba") from None
    return -value if negative else value


def grosze(cell: "Cell") -> int:
    """Return an amount in grosze. Raises CellRefused for more than two decimal places too."""
    value = number(cell) * 100
    rounded = value.to_integral_value()
    if isinstance(cell, float) and abs(value - rounded) < Decimal("0.0001"):
        return int(rounded)
    if value != rounded:
        raise CellRefused(f"kwota „{cell}” ma więcej niż dwa miejsca po przecinku")
    return int(rounded)


def decimal(cell: "Cell") -> str:
    """Return an exact number as text, its places kept as they were written. Raises CellRefused."""
    return format(number(cell), "f")


def whole(cell: "Cell", times: int = 1) -> int:
    """Return a whole number, `times` what stands there. Raises CellRefused where it would not be whole."""
    value = number(cell) * times
    if value != value.to_integral_value():
        raise CellRefused(f"liczba „{cell}” ma za dużo miejsc po przecinku")
    return int(value)


def day(cell: "Cell", pattern: str | None = None, *, epoch_1904: bool = False) -> date:
    """Return a day: `22.11.2026`, `2026-11-22`, a spreadsheet's day or its number; else only by the mapping's pattern.

    Raises CellRefused.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool) or cell is None:
        raise CellRefused("to nie jest data")
    if isinstance(cell, int | float):
        return _serial(cell, epoch_1904=epoch_1904)
    text = cell.strip()
    patterns = [pattern] if pattern else ["%d.%m.%Y", "%Y-%m-%d"]
    for one in patterns:
        try:
            return datetime.strptime(text, one).date()  # noqa: DTZ007 - a legal date has no zone
        except ValueError:
            continue
    if re.fullmatch(r"[0-9]{5}", text) and not pattern:
        raise CellRefused(f"„{text}” wygląda na numer dnia z arkusza; sformatuj kolumnę jako datę")
    if re.fullmatch(r"[0-9]{2}[-./][0-9]{2}[-./][0-9]{2}", text):
        raise CellRefused(f"„{text}” można czytać na kilka sposobów; wpisz zapis daty w odwzorowaniu (np. %y-%m-%d)")
    raise CellRefused(f"„{text}” to nie jest data")


def _serial(value: float, *, epoch_1904: bool) -> date:
    if not 1 <= value <= _LAST_SERIAL:
        raise CellRefused("to nie jest data")
    return (_EPOCH_1904 if epoch_1904 else _EPOCH) + timedelta(days=int(value))


def yes(cell: "Cell") -> bool:
    """Return yes or no: TAK/NIE, T/N, 1/0. Raises CellRefused."""
    if isinstance(cell, bool):
        return cell
    text = str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip().casefold()
    if text in _YES or text in _NO:
        return text in _YES
    raise CellRefused(f"„{text}” to nie jest TAK ani NIE")


def text_of(cell: "Cell") -> str:
    """Return a text; a whole number from a spreadsheet without `.0`. Raises CellRefused for nothing."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        cell = int(cell)
    if cell is None or not str(cell).strip():
        raise CellRefused("pole jest puste")
    return str(cell).strip()


def word(cell: "Cell", table: Mapping[str, str]) -> str:
    """Return our word for the export's (`ZAPL` → `paid`). Raises CellRefused for one the table does not have."""
    said = text_of(cell)
    if said not in table:
        raise CellRefused(f"„{said}” nie ma w tabeli wartości; dopisz do odwzorowania, co to znaczy")
    return table[said]


def open_word(cell: "Cell", table: Mapping[str, str]) -> str:
    """Return our word where the table has one, else what stands there. Raises CellRefused for nothing."""
    said = text_of(cell)
    return table.get(said, said)


def _whole(cell: "Cell", digits: int) -> str:
    if isinstance(cell, float) or (isinstance(cell, int) and abs(cell) >= 10**15):
        raise CellRefused("arkusz zamienił numer na liczbę i zgubił cyfry; eksportuj kolumnę jako tekst")
    said = _SPACES.sub("", text_of(cell)).replace("-", "")
    if _SCIENTIFIC.fullmatch(said):
        raise CellRefused(f"arkusz zamienił numer na „{said}” i zgubił cyfry; eksportuj kolumnę jako tekst")
    if not said.isascii() or not said.isdigit() or len(said) > digits:
        raise CellRefused(f"numer ma mieć {digits} cyfr")
    return said


def _identifier(digits: int, right: Callable[[str], bool], name: str) -> Callable[..., str]:
    def read(cell: "Cell", *, repair: bool = False) -> str:
        said = _whole(cell, digits)
        if len(said) < digits:
            whole = said.zfill(digits)
            if repair and right(whole):
                return whole
            hint = "; suma kontrolna pasuje, można na to pozwolić w odwzorowaniu (repair)" if right(whole) else ""
            raise CellRefused(f"{name} ma {len(said)} cyfr zamiast {digits}: arkusz zgubił zera na początku{hint}")
        if not right(said):
            raise CellRefused(f"{name} ma złą cyfrę kontrolną")
        return said

    return read


def _ppe_right(said: str) -> bool:
    return said.startswith("590") and ean.calc_check_digit(said[:-1]) == said[-1]


def _nrb_right(said: str) -> bool:
    return int(said[2:] + "2521" + said[:2]) % 97 == 1


pesel_of = _identifier(11, pesel.is_valid, "PESEL")
nip_of = _identifier(10, nip.is_valid, "NIP")
ppe_of = _identifier(18, _ppe_right, "numer PPE")
account_of = _identifier(26, _nrb_right, "numer rachunku")


def padded(cell: "Cell", digits: int) -> str:
    """Return a number of a fixed length without a check digit, such as a customer's. Raises CellRefused."""
    said = _whole(cell, digits)
    if len(said) != digits:
        raise CellRefused(
            f"numer ma {len(said)} cyfr zamiast {digits}: arkusz zgubił zera na początku; eksportuj tekst"
        )
    return said
