"""Words that customers do not read, by language, and what is written in their place."""

import re
from typing import NamedTuple

from shared.locale import Locale


class Instead(NamedTuple):
    """What `pattern` finds is written as `better`, except in the texts that `unless` finds."""

    pattern: re.Pattern[str]
    better: str
    unless: re.Pattern[str] | None = None


def _instead(pattern: str, better: str, unless: str | None = None) -> Instead:
    return Instead(re.compile(pattern, re.IGNORECASE), better, re.compile(unless, re.IGNORECASE) if unless else None)


# „Nie pamiętasz nazwy użytkownika?” is the FAQ's own name of that link.
_FAQ = r"^Nie pamiętasz nazwy użytkownika\?$"
_BANK = r"банк|номер рахунку|переказ|польськ|власник|гроші|на різні"

FORBIDDEN: dict[Locale, tuple[Instead, ...]] = {
    "pl": (
        _instead(r"użytkowni", "Ty, osoba, klient", _FAQ),
        _instead(r"\bpasskey", "klucz dostępu"),
        _instead(r"wypełnij to pole", "Wpisz … (the thing by its name)"),
        _instead(r"\bdrug\w+ krok", "logowanie dwuetapowe"),
        _instead(r"tu trwa sesja", "Zalogowane urządzenia"),
        _instead(r"czym rozliczono", "Jak opłacono tę fakturę"),
        _instead(r"który wybierasz samodzielnie", "login wybrany przez Ciebie"),
        _instead(r"\w\((?:-|–)?\w{1,3}\)", "a sentence that needs no gender: nie „rozmawiałeś(-aś)”"),
        _instead(r"\bkresk", "myślnik"),
        _instead(r"\d\.\d\d (?:zł|PLN)", "1 234,56 zł"),
    ),
    "en": (
        _instead(r"zł\b", "PLN"),
        _instead(r"\bzlot", "PLN"),
        _instead(r"\d,\d\d\b(?!\d)", "a decimal point: 1,234.56"),
        _instead(r"\b\d{1,2}\.\d{2}\.\d{4}\b", "22 Nov 2026"),
        _instead(r"\bin clearing\b", "being settled"),
        _instead(r"\bsecond step", "two-step sign-in"),
        _instead(r"\b(?:całodobow|dzienn|nocn|szczytow)", "all day, day, night, peak"),
        _instead(r"\bfill in this field", "Type … (the thing by its name)"),
    ),
    "uk": (
        _instead(r"сальд", "баланс"),
        _instead(r"(?<!роз)(?<!пе)\bрахун\w+(?!\w|-фактур)", "рахунок-фактура; рахунок is the bank account", _BANK),
        _instead(r"відсотков\w+ нот|нот\w+ про відсотк", "процентна нота"),
        _instead(r"\bзл\b", "zł"),
        _instead(r"\bдруг\w+ крок", "двоетапний вхід"),
        _instead(r"заповніть це поле", "Введіть … (the thing by its name)"),
    ),
}
