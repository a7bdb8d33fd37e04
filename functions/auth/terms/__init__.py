"""The terms of service in force, versioned, in three languages; and the consents asked beside them."""

import json
from functools import cache
from pathlib import Path

from functions.auth import audit, store
from functions.auth.models import Consent, Locale, Terms, TermsAcceptance
from functions.auth.visit import Visitor
from shared import clock
from shared.problems import FieldFault, Problem
from shared.sessions import Session, change_session

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


async def accept(wish: TermsAcceptance, session: Session, visitor: Visitor) -> Session:
    """Note the version in force with its time; the earlier one stays noted. Raises Problem `validation_failed`."""
    if wish.version != CURRENT:
        raise Problem("validation_failed", errors=[FieldFault("version", "terms_outdated")])

    def accepted(account: store.Account) -> store.Account:
        if account.terms_version == CURRENT:
            return account
        earlier = store.TermsAccepted(version=account.terms_version, at=account.terms_accepted_at)
        return account.model_copy(
            update={
                "terms_version": CURRENT,
                "terms_accepted_at": clock.now(),
                "earlier_terms": [*account.earlier_terms, earlier],
            }
        )

    await store.change_account(session.account_id, accepted)
    audit.event("terms_acceptance", CURRENT, session.account_id, visitor.address)
    return await change_session(
        session,
        terms_version=CURRENT,
        pending=tuple(one for one in session.pending if one != "terms_acceptance"),
    )
