"""The words of exported usage, in the languages of the web app."""

from typing import NamedTuple

from shared.locale import Locale
from shared.supply.usage import Quality


class UsageWords(NamedTuple):
    title: str
    begins: str
    offset: str
    taken: str
    in_zone: str
    given: str
    before: str
    quality: str
    incomplete: str
    letters: dict[Quality, str]


USAGE_WORDS: dict[Locale, UsageWords] = {
    "pl": UsageWords(
        "Zużycie",
        "Początek",
        "Przesunięcie od UTC",
        "Pobrano (kWh)",
        "Pobrano, strefa {zone} (kWh)",
        "Oddano (kWh)",
        "Pobrano rok wcześniej (kWh)",
        "Jakość",
        "dane niepełne",
        {
            "R": "zarejestrowane", "Z": "zastępcze", "S": "skorygowane", "O": "odczyt odbiorcy", "E": "szacowane",
            "B": "brak danych", "N": "jeszcze nie przesłane",
        },
    ),
    "en": UsageWords(
        "Usage",
        "Begins",
        "Offset from UTC",
        "Imported (kWh)",
        "Imported, zone {zone} (kWh)",
        "Exported (kWh)",
        "Imported the year before (kWh)",
        "Quality",
        "incomplete data",
        {
            "R": "recorded", "Z": "substitute", "S": "corrected", "O": "read by the customer", "E": "estimated",
            "B": "missing", "N": "not sent yet",
        },
    ),
    "uk": UsageWords(
        "Споживання",
        "Початок",
        "Зсув від UTC",
        "Спожито (кВт·год)",
        "Спожито, зона {zone} (кВт·год)",
        "Віддано (кВт·год)",
        "Спожито роком раніше (кВт·год)",
        "Якість",
        "неповні дані",
        {
            "R": "зареєстровано", "Z": "замінне", "S": "виправлено", "O": "показник споживача", "E": "розрахункове",
            "B": "немає даних", "N": "ще не надіслано",
        },
    ),
}  # fmt: skip
