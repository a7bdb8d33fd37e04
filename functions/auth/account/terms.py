"""The terms of service at the door: shown, agreed to at registration, accepted anew when they change."""

from functions.auth import accounts
from functions.auth.guards import audit
from functions.auth.guards.client_context import Visitor
from functions.auth.models import Consent, ConsentText, Locale, Terms, TermsAcceptance
from shared import clock
from shared.problems import FieldFault, Problem
from shared.sessions import Session, change_session, change_sessions
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


async def accept(wish: TermsAcceptance, session: Session, visitor: Visitor) -> Session:
    """Note the version in force with its time, once; earlier ones stay noted. Raises Problem `validation_failed`."""
    current = (await in_force(fresh=True)).version
    if wish.version != current:
        raise Problem("validation_failed", errors=[FieldFault("version", "terms_outdated")])

    def accepted(account: accounts.Account) -> accounts.Account:
        if account.terms_version >= current:
            return account
        earlier = accounts.TermsAccepted(version=account.terms_version, at=account.terms_accepted_at)
        return account.model_copy(
            update={
                "terms_version": current,
                "terms_accepted_at": clock.now(),
                "earlier_terms": [*account.earlier_terms, earlier],
            }
        )

    account = await accounts.change_account(session.account_id, accepted)
    await change_sessions([one.id for one in account.sessions if one.id != session.id], terms_version=current)
    audit.event("terms_acceptance", current, session.account_id, visitor.address)
    return await change_session(session, terms_version=current)
