"""The terms of service: shown, and agreed to at registration."""

from functions.auth.registration.models import ConsentText, Terms
from shared.accounts import Consent
from shared.locale import Locale
from shared.problems import FieldFault
from shared.terms.in_force import in_force


async def current_terms(locale: Locale) -> Terms:
    """The text to agree to now, in one language; the Polish one is binding."""
    version = await in_force(fresh=True)
    text = version.texts[locale]
    return Terms(
        version=version.version,
        effective_from=version.effective_from,
        title=text.title,
        text=text.text,
        changes=text.changes,
        consents=[ConsentText(code=one.code, text=one.text, required=one.required) for one in text.consents],
    )


async def acceptance_faults(version: str, consents: list[Consent]) -> list[FieldFault]:
    """What keeps a registration from having agreed: an old version, or a required consent not given."""
    current = await in_force(fresh=True)
    if version != current.version:
        return [FieldFault("termsVersion", "terms_outdated")]
    asked = current.texts["pl"].consents
    given = {consent.code for consent in consents if consent.granted}
    if not {consent.code for consent in asked if consent.required} <= given:
        return [FieldFault("consents", "terms_not_accepted")]
    if not {consent.code for consent in consents} <= {consent.code for consent in asked}:
        return [FieldFault("consents", "value_invalid")]
    return []
