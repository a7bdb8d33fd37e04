"""The languages of the portal, of its mails and of what is downloaded."""

from typing import Literal, get_args

Locale = Literal["pl", "en", "uk"]


def locale_in(accepted: str) -> Locale:
    """The first of our languages among those a browser asks for (`Accept-Language`), by its weights; else Polish."""
    best, found = 0.0, "pl"
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        language = name.strip().partition("-")[0]
        if language in get_args(Locale) and _weight(weight) > best:
            best, found = _weight(weight), language
    return found  # type: ignore[return-value]


def _weight(text: str) -> float:
    name, _, value = text.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
