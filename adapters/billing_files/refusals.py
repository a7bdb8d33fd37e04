"""What the contract refuses, in words for the people who made the export."""

from collections.abc import Mapping

from pydantic import ValidationError

FILE_OF = {
    "customer": "customers",
    "balance": "customers",
    "contract": "contracts",
    "point": "points",
    "document": "invoices",
    "payment": "payments",
    "reading": "readings",
}
"""The file whose rows become a kind of records."""

_SAID = {
    "a private customer needs a first name, a last name and a valid PESEL": (
        "klient indywidualny musi mieć imię, nazwisko i PESEL"
    ),
    "a business customer needs a company name and a valid NIP": "firma musi mieć nazwę i polski NIP",
    "net and VAT of a line do not add up to gross": "netto i VAT pozycji nie dają brutto",
    "net and VAT of a document do not add up to its amount": "netto i VAT nie dają brutto",
    "the lines of a document do not add up to its amount": "suma pozycji nie zgadza się z kwotą brutto",
    "a correction must name the document it corrects": "korekta musi wskazywać dokument, który koryguje",
    "a reading ends before it begins": "odczyt kończy się, zanim się zaczyna",
    "the check digits of the account are wrong": "numer rachunku ma złe cyfry kontrolne",
    "the check digit of the NIP is wrong": "NIP ma złą cyfrę kontrolną",
}
_KINDS = {
    "string_too_long": "tekst jest za długi: zmieści się {max_length} znaków",
    "string_too_short": "tekst jest za krótki: ma mieć co najmniej {min_length} znaków",
    "string_pattern_mismatch": "tekst ma znaki, których tu nie może być",
    "greater_than_equal": "liczba ma wynosić co najmniej {ge}",
    "less_than_equal": "liczba ma wynosić najwyżej {le}",
    "missing": "brakuje tej wartości",
    "too_long": "jest tego więcej niż {max_length}",
}
_PARTS = {"lines": "pozycja", "readings": "odczyt na fakturze", "settlements": "rozliczenie", "states": "strefa"}


def in_polish(error: ValidationError, columns: Mapping[str, str]) -> tuple[str, str | None]:
    """Return the first reason, and the column of the export it is about, or our name of the field, None for a row."""
    fault = error.errors(include_input=False, include_url=False)[0]
    context = fault.get("ctx", {})
    said = str(context["error"]) if fault["type"] == "value_error" else fault["msg"]
    known = _KINDS.get(fault["type"])
    said = known.format_map(context) if known else _SAID.get(said, said)
    place = [str(part) for part in fault["loc"]]
    if len(place) > 1 and place[0] in _PARTS and place[1].isdigit():
        said = f"{_PARTS[place[0]]} {int(place[1]) + 1}: {said}"
        place = place[2:]
    name = _snake(place[-1]) if place else ""
    return said, columns.get(name, name) or None


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
