"""Accepting the terms of service anew when they change."""

from functions.auth.account.models import TermsAcceptance
from functions.auth.guards import audit
from functions.auth.guards.client_context import ClientContext
from shared import clock
from shared.access.sessions import Session, change_session, change_sessions
from shared.accounts import AcceptedTerms, Account, change_account
from shared.mail import outbox
from shared.mail.letter import write_letter
from shared.problems import FieldFault, Problem
from shared.rendering.formatting import moment
from shared.settings import settings
from shared.terms.in_force import in_force
from shared.terms.letter import page_of, sections


async def accept(request: TermsAcceptance, session: Session, context: ClientContext) -> Session:
    """Note the version in force with its time, once, and mail it; earlier ones stay noted.

    Raises Problem `validation_failed`.
    """
    version = await in_force(fresh=True)
    current = version.version
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
    letter = write_letter(
        "terms_accepted",
        account.locale,
        link=page_of(version, settings().portal_origin),
        kind=account.kind,
        terms=sections(version, account.locale),
        version=current,
        at=moment(account.terms_accepted_at, account.locale),
    )
    await outbox.post(letter, account.email, mail_id=f"terms-accepted-{account.id}-{current}")
    audit.event("terms_acceptance", current, session.account_id, context.address)
    return await change_session(session, terms_version=current)
