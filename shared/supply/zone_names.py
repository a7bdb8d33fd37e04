"""The zones of a tariff in the customer's language; the billing system names them in Polish."""

from shared.locale import Locale

_NAMES: dict[Locale, dict[str, str]] = {
    "pl": {},
    "en": {
        "całodobowa": "all day",
        "dzienna": "day",
        "nocna": "night",
        "szczytowa": "peak",
        "pozaszczytowa": "off-peak",
        "dzienna szczytowa": "day peak",
        "dzienna pozaszczytowa": "day off-peak",
        "szczyt przedpołudniowy": "morning peak",
        "szczyt popołudniowy": "afternoon peak",
        "pozostałe": "other hours",
        "zalecany pobór": "use recommended",
        "zalecane ograniczanie": "saving recommended",
    },
    "uk": {
        "całodobowa": "цілодобова",
        "dzienna": "денна",
        "nocna": "нічна",
        "szczytowa": "пікова",
        "pozaszczytowa": "позапікова",
        "dzienna szczytowa": "денна пікова",
        "dzienna pozaszczytowa": "денна позапікова",
        "szczyt przedpołudniowy": "ранковий пік",
        "szczyt popołudniowy": "вечірній пік",
        "pozostałe": "решта годин",
        "zalecany pobór": "рекомендоване споживання",
        "zalecane ograniczanie": "рекомендоване заощадження",
    },
}


def zone_name(zone: str, locale: Locale) -> str:
    """A name that nobody has translated stays as the billing system gives it."""
    return _NAMES[locale].get(zone.lower(), zone)
