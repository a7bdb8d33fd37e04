"""The terms in a mail: a durable medium, which stays with who accepted them."""

from shared.locale import Locale
from shared.mail.words import Section
from shared.terms.version import TermsVersion

TERMS_PATH = "/regulamin"


def sections(version: TermsVersion, locale: Locale) -> tuple[Section, ...]:
    """The whole text, with its title before it."""
    text = version.texts[locale]
    parts = [part.split("\n") for part in text.text.split("\n\n")]
    return (Section(text.title, ()), *(Section(heading, tuple(lines)) for heading, *lines in parts))


def page_of(version: TermsVersion, origin: str) -> str:
    """Where the version is shown, and its PDF."""
    return f"{origin}{TERMS_PATH}?wersja={version.version}"
