"""The terms of service in force, versioned, in three languages; and the consents asked beside them."""

import json
from functools import cache
from pathlib import Path

from functions.auth.models import Consent, Locale, Terms
from shared.problems import FieldFault

CURRENT = "2026-11-01"


@cache
def current_terms(locale: Locale) -> Terms:
    """The text to agree to now, in one language; the Polish one is binding."""
    return Terms.model_validate(json.loads((Path(__file__).parent / f"{CURRENT}.{locale}.json").read_text("utf-8")))


def acceptance_faults(version: str, consents: list[Consent]) -> list[FieldFault]:
    """What keeps a registration from having agreed: an old version, or a required consent not given."""
    if version != CURRENT:
        return [FieldFault("termsVersion", "terms_outdated")]
    given = {consent.code for consent in consents if consent.granted}
    known = {consent.code for consent in current_terms("pl").consents}
    required = {consent.code for consent in current_terms("pl").consents if consent.required}
    if not required <= given:
        return [FieldFault("consents", "terms_not_accepted")]
    if not {consent.code for consent in consents} <= known:
        return [FieldFault("consents", "value_invalid")]
    return []
