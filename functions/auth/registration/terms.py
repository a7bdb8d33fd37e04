"""The terms of service: shown in every version, and agreed to at registration."""

from functions.auth.registration.models import ConsentText, Terms, TermsChange, TermsEdition
from shared.accounts import Consent
from shared.locale import Locale
from shared.problems import FieldFault, Problem
from shared.terms.in_force import in_force, listing, named, newer_than
from shared.terms.version import TermsVersion


async def terms_of(locale: Locale, version: str | None, since: str | None) -> Terms:
    """The text to agree to now, or a version by its name, in one language; the Polish one is binding.

    With `since` it says what has changed after that version, else what is new in this one. Raises Problem `not_found`
    for a version that was never published.
    """
    current = await in_force(fresh=True)
    shown = await version_of(version, current)
    text = shown.texts[locale]
    news = [one for one in await newer_than(since) if one.version <= shown.version] if since else [shown]
    return Terms(
        version=shown.version,
        effective_from=shown.effective_from,
        current=shown.version == current.version,
        title=text.title,
        text=text.text,
        changes=text.changes,
        changes_since=[
            TermsChange(version=one.version, effective_from=one.effective_from, changes=one.texts[locale].changes)
            for one in news
        ],
        versions=[TermsEdition(version=one.version, effective_from=one.effective_from) for one in await listing()],
        consents=[ConsentText(code=one.code, text=one.text, required=one.required) for one in text.consents],
    )


async def version_of(version: str | None, current: TermsVersion | None = None) -> TermsVersion:
    """Raises Problem `not_found` for a version that was never published."""
    found = await named(version) if version else current or await in_force()
    if found is None:
        raise Problem("not_found")
    return found


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
