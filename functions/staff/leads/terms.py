"""A lead publishes terms: a version looked at first, published as it was looked at, one at a time and days ahead."""

from pydantic import ValidationError

from functions.staff import audit
from functions.staff.leads.models import (
    LeadsTerms,
    LeadsTermsText,
    LeadsVersion,
    NewTerms,
    TermsPreview,
    TermsPublication,
)
from functions.staff.sessions import StaffSession
from shared import clock
from shared.lookup import lookup_id
from shared.problems import FieldFault, Problem
from shared.terms.in_force import in_force
from shared.terms.publication import (
    AHEAD,
    PublicationRefused,
    Refusal,
    free_name,
    publish,
    published,
    require_publishable,
)
from shared.terms.version import TermsVersion

_FAULTS: dict[Refusal, FieldFault] = {
    "not_later": FieldFault("version", "version_not_later"),
    "day_before": FieldFault("effectiveFrom", "day_before"),
    "day_passed": FieldFault("effectiveFrom", "day_passed"),
    "too_soon": FieldFault("effectiveFrom", "too_soon"),
}


async def terms() -> LeadsTerms:
    """The versions there are, and the texts in force."""
    versions, now = await published(), await in_force(fresh=True)
    today = clock.today()
    rows = [
        LeadsVersion(
            version=one.version,
            effective_from=one.effective_from,
            state="ahead" if one.effective_from > today else "in_force" if one.version == now.version else "past",
        )
        for one in versions
    ]
    texts = {
        locale: LeadsTermsText.model_validate(
            text.model_dump(mode="json", include={"title", "changes", "text", "consents"})
        )
        for locale, text in now.texts.items()
    }
    return LeadsTerms(versions=rows[::-1], texts=texts, earliest=today + AHEAD)


async def preview(new: NewTerms) -> TermsPreview:
    """Check a version as its publication would.

    Raises Problem `validation_failed`, `terms_published`, `terms_ahead`.
    """
    version = _whole(new, new.version or await free_name(new.effective_from))
    try:
        await require_publishable(version, ahead=True)
    except PublicationRefused as refused:
        raise _problem(refused) from None
    return TermsPreview(
        version=version.version,
        effective_from=version.effective_from,
        days_ahead=(version.effective_from - clock.today()).days,
        characters={locale: len(text.text) for locale, text in version.texts.items()},
        consents=[one.text for one in version.texts["pl"].consents],
        digest=_digest(version),
    )


async def publish_terms(session: StaffSession, new: TermsPublication) -> LeadsTerms:
    """Publish what was looked at, for good.

    Raises Problem `terms_preview_changed` for anything else, and those of `preview`.
    """
    version = _whole(new, new.version)
    if new.digest != _digest(version):
        raise Problem("terms_preview_changed")
    try:
        await require_publishable(version, ahead=True)
        await audit.note(session, "terms_published", f"{version.version} ({version.effective_from})")
        await publish(version, ahead=True)
    except PublicationRefused as refused:
        raise _problem(refused) from None
    return await terms()


def _whole(new: NewTerms, name: str) -> TermsVersion:
    """Raises Problem `validation_failed` where the languages do not fit one another."""
    texts = new.model_dump(mode="json", include={"texts"})["texts"]
    try:
        return TermsVersion.model_validate({"version": name, "effectiveFrom": new.effective_from, "texts": texts})
    except ValidationError:
        raise Problem("validation_failed", errors=[FieldFault("texts", "terms_incomplete")]) from None


def _digest(version: TermsVersion) -> str:
    """Keyed, so that only what was looked at here has one."""
    return lookup_id("terms-preview", version.model_dump_json())


def _problem(refused: PublicationRefused) -> Problem:
    if refused.code in _FAULTS:
        return Problem("validation_failed", errors=[_FAULTS[refused.code]])
    return Problem("terms_ahead" if refused.code == "one_ahead" else "terms_published")
