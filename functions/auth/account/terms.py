"""Accepting the terms of service anew when they change."""

from functions.auth.account.models import TermsAcceptance
from functions.auth.guards import audit
from functions.auth.guards.client_context import ClientContext
from shared import clock
from shared.accounts import AcceptedTerms, Account, change_account
from shared.problems import FieldFault, Problem
from shared.sessions import Session, change_session, change_sessions
from shared.terms.in_force import in_force


async def accept(request: TermsAcceptance, session: Session, context: ClientContext) -> Session:
    """Note the version in force with its time, once; earlier ones stay noted. Raises Problem `validation_failed`."""
    current = (await in_force(fresh=True)).version
    if request.version != current:
        raise Problem("validation_failed", errors=[FieldFault("version", "terms_outdated")])

    def accepted(account: Account) -> Account:
        if account.terms_version >= current:
            return account
        earlier = AcceptedTerms(version=account.terms_version, at=account.terms_accepted_at)
        return account.model_copy(
            update={
                "terms_version": current,
                "terms_accepted_at": clock.now(),
                "earlier_terms": [*account.earlier_terms, earlier],
            }
        )

    account = await change_account(session.account_id, accepted)
    await change_sessions([one.id for one in account.sessions if one.id != session.id], terms_version=current)
    audit.event("terms_acceptance", current, session.account_id, context.address)
    return await change_session(session, terms_version=current)
