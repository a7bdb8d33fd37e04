"""What is wrong with a brand, and what it still lacks."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from local.brand import contrast, pictures
from shared import clock
from shared.brand.model import Brand
from shared.brand.reading import BrandError, read
from shared.json_model import in_words
from shared.terms.version import TermsVersion

_LACKING = {
    "company.street": "the seat has to stand on the portal (art. 5 of ustawa o świadczeniu usług drogą elektroniczną)",
    "company.postcode": "as the street",
    "company.city": "as the street",
    "company.krs": "a company names its register on its pages (art. 206 and 374 of Kodeks spółek handlowych)",
    "company.court": "as the KRS number",
    "company.nip": "a company names it on its pages; it also goes into transfer codes",
    "company.capital": "a company names its share capital on its pages",
    "legal.privacy": "customers have to find what is done with their data (art. 13 of RODO)",
    "legal.accessibilityReviewed": "the accessibility statement names the day of the last review",
    "texts.complaints": "how a complaint is made has to be told before it is needed; the terms say it as well",
}


class Finding(NamedTuple):
    """A key of the file and what is wrong with it, or missing."""

    key: str
    reason: str


class Check(NamedTuple):
    """`brand` is None where the file cannot be read at all."""

    brand: Brand | None
    wrong: list[Finding]
    lacking: list[Finding]


def check(folder: Path) -> Check:
    """Look at the file, its pictures, its terms and its colours."""
    try:
        brand = read(folder)
    except BrandError as error:
        return Check(None, [Finding(*fault) for fault in error.faults], [])
    wrong = [
        *(Finding(*fault) for fault in pictures.faults(brand)),
        *_terms(brand),
        *(Finding(*fault) for fault in contrast.faults(brand)),
    ]
    return Check(brand, wrong, list(_lacking(brand)))


def require_good(folder: Path) -> Brand:
    """The brand; raises BrandError for one with anything wrong."""
    found = check(folder)
    if found.brand is None or found.wrong:
        raise BrandError(folder, [(one.key, one.reason) for one in found.wrong])
    return found.brand


def _terms(brand: Brand) -> Iterator[Finding]:
    name = brand.legal.terms
    try:
        TermsVersion.model_validate(json.loads(brand.text(name)))
    except OSError:
        yield Finding("legal.terms", f"{name} is not there: put it beside brand.json")
    except json.JSONDecodeError as error:
        yield Finding("legal.terms", f"{name}, line {error.lineno}: is no JSON ({error.msg})")
    except (ValidationError, ValueError) as error:
        yield Finding("legal.terms", f"{name}: {in_words(error)}")


def _lacking(brand: Brand) -> Iterator[Finding]:
    today = clock.today()
    for key, day in (
        ("firstDay", brand.first_day),
        ("legal.accessibilityReviewed", brand.legal.accessibility_reviewed),
    ):
        if day and day > today:
            yield Finding(key, f"is {day}, which is still to come")
    told = brand.model_dump(mode="json", by_alias=True)
    for key, why in _LACKING.items():
        part, _, name = key.partition(".")
        if told[part][name] is None:
            yield Finding(key, f"is null: {why}")
    if brand.mail.sender.endswith((".example>", "example.com>", "example.pl>")):
        yield Finding("mail.sender", "is a made-up address, from which no mail can be sent")
