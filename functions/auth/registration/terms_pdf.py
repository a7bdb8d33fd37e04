"""The terms as a PDF to be kept: a published version never changes, so each worker sets it once a language."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from shared.locale import Locale
from shared.rendering.formatting import plain_date
from shared.rendering.glyphs import showable
from shared.rendering.typesetting import set_pdf
from shared.terms.version import TermsVersion

_TEMPLATE = Path(__file__).parent / "templates" / "terms.typ"
_MOST_KEPT = 30
_EDITION: dict[Locale, str] = {
    "pl": "Wersja {version}, obowiązuje od {day}",
    "en": "Version {version}, in force from {day}",
    "uk": "Версія {version}, діє від {day}",
}
_PAGE: dict[Locale, str] = {"pl": "Strona", "en": "Page", "uk": "Сторінка"}
_set: dict[tuple[str, Locale], bytes] = {}


async def terms_pdf(version: TermsVersion, locale: Locale) -> bytes:
    """Raises Problem `pdf_unavailable` where it takes too long."""
    key = (version.version, locale)
    if key not in _set:
        if len(_set) >= _MOST_KEPT:
            _set.clear()
        # Of its own day, so that every worker sets the same bytes.
        _set[key] = await set_pdf(
            _TEMPLATE, _printed(version, locale), datetime.combine(version.effective_from, time(), UTC)
        )
    return _set[key]


def edition(version: TermsVersion, locale: Locale) -> str:
    return _EDITION[locale].format(version=version.version, day=plain_date(version.effective_from, locale))


def _printed(version: TermsVersion, locale: Locale) -> dict[str, Any]:
    text = version.texts[locale]
    parts = [part.split("\n") for part in text.text.split("\n\n")]
    return {
        "lang": locale,
        "title": showable(text.title),
        "edition": edition(version, locale),
        "page": _PAGE[locale],
        "sections": [
            {"heading": showable(heading), "lines": [showable(line) for line in lines]} for heading, *lines in parts
        ],
    }
