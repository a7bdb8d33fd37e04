"""Terms of service made up for tests."""

from datetime import date
from typing import Any

from shared import clock
from shared.terms.version import TermsVersion, first

FIRST = "2026-11-01"
"""The version that comes with the brand in `brand/`."""


def a_version(version: str, effective_from: date | None = None, **polish: Any) -> TermsVersion:
    """The first terms again under another name, from today on; `polish` words take the place of its own."""
    texts = first().model_dump(mode="json")["texts"]
    for locale in texts:
        texts[locale]["changes"] = f"Nowe w {version}, {locale}: kontakt z biurem przez całą dobę."
    texts["pl"] |= polish
    fields = {"version": version, "effectiveFrom": effective_from or clock.today(), "texts": texts}
    return TermsVersion.model_validate(fields)
