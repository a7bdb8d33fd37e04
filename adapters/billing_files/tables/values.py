"""What stands in a cell as a value of the contract: amounts, days, yes and no, and identifiers that may be spoiled.

Nothing is repaired by guess. Where a check digit proves the one possible repair, the mapping may allow it.
"""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from stdnum import ean
from stdnum.pl import nip, pesel

from adapters.billing_files.faults import CellRefused

type Cell = str | float | date | datetime | time | timedelta | bool | None
"""What stands in a cell: text from CSV, the stored value from XLSX."""

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_CURRENCY = re.compile(r"\s*(zł|pln)$", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?P<before>[-−+])?\s*(?P<plain>[0-9][^-−+()]*?)\s*(?P<after>[-−])?|\(\s*(?P<owed>[0-9][^-−+()]*?)\s*\)"
)
_PLAIN = re.compile(r"[0-9]+([.,][0-9]+)?")
_SPACED = re.compile(r"[0-9]{1,3}(?:([\s\u00a0\u202f\u2009'’])[0-9]{3})(?:\1[0-9]{3})*([.,][0-9]+)?")
_POINTED = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(\.[0-9]{3}){2,}")
_ENGLISH = re.compile(r"[0-9]{1,3}(,[0-9]{3})+\.[0-9]+")
_DOUBTFUL = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_MOST_GROSZE = 10**13
"""As the contract has it."""
_SPREADSHEET_DIGITS = 15
_SCIENTIFIC = re.compile(r"[0-9]([.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_YES, _NO = (
    frozenset({"tak", "t", "1", "true", "prawda", "y", "yes"}),
    frozenset({"nie", "n", "0", "false", "fałsz", "no"}),
)
_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_LAST_SERIAL = 80_000
_YEARS = range(1901, 2090)
"""Outside of them stand the signs by which systems say that there is no day: 31.12.9999, 1900-01-01."""
_TIME = re.compile(r"(?P<day>\S+)[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?")
_ROUNDED = re.compile(r"[0-9]([.,][0-9]+)?E\+[0-9]{2,}", re.IGNORECASE)
_BECAME_DAY = re.compile(
    r"[0-9]{1,2}[-. ](sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|lis|gru|jan|feb|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)


def number(cell: Cell) -> Decimal:
    """Return an exact number: `1 234,56`, `1.234,56`, `12-`, `(12)`, `12 zł`. Raises CellRefused.

    A spreadsheet's number has fifteen digits: what stands behind them is the computer's, not the export's.
    """
    if isinstance(cell, bool | date | time | timedelta) or cell is None:
        raise CellRefused("to nie jest liczba")
    if isinstance(cell, int | float):
        value = Decimal(f"{cell:.{_SPREADSHEET_DIGITS}g}" if isinstance(cell, float) else cell)
        if not value.is_finite():
            raise CellRefused("to nie jest liczba")
        return value
    found = _SIGNED.fullmatch(_CURRENCY.sub("", cell.strip()))
    if not found or (found["before"] and found["after"]):
        raise CellRefused(f"„{cell}” to nie jest liczba")
    value = Decimal(_digits(found["plain"] or found["owed"], cell))
    return -value if found["owed"] or found["after"] or found["before"] in {"-", "−"} else value


def _digits(text: str, cell: str) -> str:
    """An unsigned number as Python writes it."""
    if _DOUBTFUL.fullmatch(text):
        raise CellRefused(f"nie wiadomo, czy kropka w „{cell}” dzieli tysiące, czy grosze; eksportuj z przecinkiem")
    if _PLAIN.fullmatch(text):
        return text.replace(",", ".")
    if _SPACED.fullmatch(text):
        return re.sub(r"[^0-9.,]", "", text).replace(",", ".")
    if _POINTED.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    if _ENGLISH.fullmatch(text):
        return text.replace(",", "")
    raise CellRefused(f"„{cell}” to nie jest liczba")


def grosze(cell: Cell) -> int:
    """Return an amount in grosze. Raises CellRefused for more than two decimal places too."""
    value = number(cell) * 100
    rounded = value.to_integral_value()
    if abs(value) > _MOST_GROSZE:
        raise CellRefused(f"kwota „{cell}” jest zbyt duża")
    if isinstance(cell, float) and abs(value - rounded) < Decimal("0.0001"):
        return int(rounded)
    if value != rounded:
        raise CellRefused(f"kwota „{cell}” ma więcej niż dwa miejsca po przecinku")
    return int(rounded)


def decimal(cell: Cell) -> str:
    """Return an exact number as text, its places kept as they were written. Raises CellRefused."""
    return format(number(cell) + 0, "f")


def whole(cell: Cell, times: int = 1) -> int:
    """Return a whole number, `times` what stands there. Raises CellRefused where it would not be whole."""
    value = number(cell) * times
    if value != value.to_integral_value():
        raise CellRefused(f"liczba „{cell}” ma za dużo miejsc po przecinku")
    return int(value)


def day(cell: Cell, pattern: str | None = None, *, epoch_1904: bool = False) -> date:
    """Return a day: `22.11.2026`, `2026-11-22`, a spreadsheet's day or its number; else only by the mapping's pattern.

    A time of day behind it is left out. Raises CellRefused, for a sign that there is no day too.
    """
    if isinstance(cell, date):
        return _likely(cell.date() if isinstance(cell, datetime) else cell, cell)
    if isinstance(cell, bool | time | timedelta) or cell is None:
        raise CellRefused("to nie jest data")
    if isinstance(cell, int | float):
        return _likely(_serial(cell, epoch_1904=epoch_1904), cell)
    text = cell.strip()
    with_time = _TIME.fullmatch(text)
    for one in [pattern] if pattern else ["%d.%m.%Y", "%Y-%m-%d"]:
        for said in [text, with_time["day"]] if with_time else [text]:
            try:
                return _likely(datetime.strptime(said, one).date(), cell)  # noqa: DTZ007 - a legal date has no zone
            except ValueError:
                continue
    raise CellRefused(_why_no_day(text, pattern))


def _why_no_day(text: str, pattern: str | None) -> str:
    if re.search(r"(?<!\d)00?[-./]|[-./]00?$|0000", text):
        return _no_day(text)
    if re.fullmatch(r"[0-9]{5}", text) and not pattern:
        return f"„{text}” wygląda na numer dnia z arkusza; sformatuj kolumnę jako datę"
    if re.fullmatch(r"[0-9]{2}[-./][0-9]{2}[-./][0-9]{2}", text):
        return f"„{text}” można czytać na kilka sposobów; wpisz zapis daty w odwzorowaniu (np. %y-%m-%d)"
    if re.fullmatch(r"[0-9]{8}|[0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{1,4}", text):
        return f"„{text}” to nie jest data w znanym zapisie; można go wpisać w odwzorowaniu (day_format, np. %d/%m/%Y)"
    return f"„{text}” to nie jest data"


def _likely(found: date, cell: Cell) -> date:
    if found.year not in _YEARS:
        raise CellRefused(_no_day(f"{found:%d.%m.%Y}" if not isinstance(cell, str) else cell.strip()))
    return found


def _no_day(said: str) -> str:
    return f"„{said}” wygląda na znak, że daty nie ma; dopisz go w odwzorowaniu (nothing)"


def is_nothing(cell: Cell, signs: Collection[str]) -> bool:
    """Whether a cell is blank, or holds one of the signs by which the export says that there is nothing."""
    said = {str(cell).strip() if cell is not None else ""}
    if isinstance(cell, date):
        said |= {f"{cell:%d.%m.%Y}", f"{cell:%Y-%m-%d}"}
    if cell == time(0):
        # A spreadsheet's day 0, which it shows as 1900-01-00.
        said |= {"00.01.1900", "1900-01-00", "0"}
    return "" in said or not said.isdisjoint(signs)


def _serial(value: float, *, epoch_1904: bool) -> date:
    if not 1 <= value <= _LAST_SERIAL:
        raise CellRefused("to nie jest data")
    return (_EPOCH_1904 if epoch_1904 else _EPOCH) + timedelta(days=int(value))


def yes(cell: Cell, table: Mapping[str, str] | None = None) -> bool:
    """Return yes or no: TAK/NIE, T/N, 1/0, or by a table of values (`X` → `yes`). Raises CellRefused."""
    if table and (said := str(cell).strip()) in table:
        return table[said] == "yes"
    if isinstance(cell, bool):
        return cell
    text = str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip().casefold()
    if text in _YES or text in _NO:
        return text in _YES
    raise CellRefused(f"„{text}” to nie jest TAK ani NIE")


def text_of(cell: Cell) -> str:
    """Return a text; a whole number from a spreadsheet without `.0`.

    Raises CellRefused for nothing, and for what a spreadsheet made a day or a rounded number of.
    """
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        cell = int(cell)
    if cell is None or not str(cell).strip():
        raise CellRefused("pole jest puste")
    said = str(cell).strip()
    if isinstance(cell, date | time | timedelta) or _BECAME_DAY.fullmatch(said):
        raise CellRefused(f"arkusz zamienił wpis na datę „{said}”; eksportuj kolumnę jako tekst")
    if _ROUNDED.fullmatch(said) or (isinstance(cell, int | float) and abs(cell) >= 10**_SPREADSHEET_DIGITS):
        raise CellRefused(f"arkusz zamienił numer na „{said}” i zgubił cyfry; eksportuj kolumnę jako tekst")
    return said


def word(cell: Cell, table: Mapping[str, str]) -> str:
    """Return our word for the export's (`ZAPL` → `paid`). Raises CellRefused for one the table does not have."""
    said = text_of(cell)
    if said not in table:
        raise CellRefused(f"„{said}” nie ma w tabeli wartości; dopisz do odwzorowania, co to znaczy")
    return table[said]


def open_word(cell: Cell, table: Mapping[str, str]) -> str:
    """Return our word where the table has one, else what stands there. Raises CellRefused for nothing."""
    said = text_of(cell)
    return table.get(said, said)


def vat_rate(cell: Cell, table: Mapping[str, str] | None = None) -> str:
    """Return a rate of VAT as KSeF writes it: `23` for `23%`, `23,00` and a spreadsheet's 0.23; `zw`, `np`, `oo`.

    Raises CellRefused for nothing.
    """
    said = text_of(cell)
    if table and said in table:
        return table[said]
    try:
        rate = number(said.removesuffix("%") if isinstance(cell, str) else cell)
    except CellRefused:
        return said
    if 0 < rate < 1 and not said.endswith("%"):
        rate *= 100
    return format(rate.normalize(), "f")


def _whole(cell: Cell, digits: int) -> str:
    if isinstance(cell, float) or (isinstance(cell, int) and abs(cell) >= 10**15):
        raise CellRefused("arkusz zamienił numer na liczbę i zgubił cyfry; eksportuj kolumnę jako tekst")
    said = _SPACES.sub("", text_of(cell)).replace("-", "")
    if _SCIENTIFIC.fullmatch(said):
        raise CellRefused(f"arkusz zamienił numer na „{said}” i zgubił cyfry; eksportuj kolumnę jako tekst")
    if not said.isascii() or not said.isdigit() or len(said) > digits:
        raise CellRefused(f"numer ma mieć {digits} cyfr")
    return said


def _identifier(digits: int, right: Callable[[str], bool], name: str, country: str = "") -> Callable[..., str]:
    def read(cell: Cell, *, repair: bool = False) -> str:
        if country and isinstance(cell, str) and (abroad := re.match(r"\s*([A-Za-z]{2})(?=[\s\d-])", cell)):
            if abroad[1].upper() != country:
                raise CellRefused(f"{name} „{cell.strip()}” jest zagraniczny, a portal zna tylko polskie")
            cell = cell[abroad.end() :]
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
nip_of = _identifier(10, nip.is_valid, "NIP", "PL")
ppe_of = _identifier(18, _ppe_right, "numer PPE")
account_of = _identifier(26, _nrb_right, "numer rachunku", "PL")


def padded(cell: Cell, digits: int) -> str:
    """Return a number of a fixed length without a check digit, such as a customer's. Raises CellRefused."""
    said = _whole(cell, digits)
    if len(said) != digits:
        raise CellRefused(
            f"numer ma {len(said)} cyfr zamiast {digits}: arkusz zgubił zera na początku; eksportuj tekst"
        )
    return said
