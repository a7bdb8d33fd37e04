"""The account as its owner sees it: details, and everything it holds."""

from datetime import timedelta

from functions.auth.account.models import AcceptedTerms, AccountData, AccountDetails, DataSession, PendingEmail
from functions.auth.account.passkeys import shown
from functions.auth.account.session_list import entries, name_of
from functions.auth.guards import audit
from functions.auth.guards.client_context import ClientContext
from shared import clock
from shared.access.sessions import REAUTHENTICATION, Session
from shared.accounts import account_of
from shared.http.limits import Limit, require

_DOWNLOADS = Limit(3, timedelta(days=1))


async def details(session: Session) -> AccountDetails:
    account = await account_of(session)
    now = clock.now()
    waiting = account.email_change
    until = session.reauthenticated_at + REAUTHENTICATION if session.reauthenticated_at else None
    return AccountDetails(
        email=account.email,
        email_refused_at=account.mail_refused_at,
        pending_email=PendingEmail(email=waiting.email, expires_at=waiting.expires_at)
        if waiting and waiting.expires_at > now
        else None,
        identifier_masked=account.identifier_masked,
        chosen_login=account.chosen_login,
        second_step=account.has_second_step,
        recovery_codes_left=len(account.totp.recovery_codes) if account.totp and account.totp.confirmed else 0,
        password_changed_at=account.password_changed_at,
        terms_version=account.terms_version,
        terms_accepted_at=account.terms_accepted_at,
        earlier_terms=[AcceptedTerms(version=one.version, at=one.at) for one in reversed(account.earlier_terms)],
        closing=account.closing,
        reauthentication_valid_until=until if until and until > now else None,
    )


async def data_of(session: Session, context: ClientContext) -> AccountData:
    """Everything the account holds, without secrets; raises Problem `too_many_attempts`."""
    account = await account_of(session)
    await require("data", account.id, _DOWNLOADS)
    audit.event("account_data", "downloaded", account.id, context.address)
    accepted = [AcceptedTerms(version=one.version, at=one.at) for one in account.earlier_terms]
    return AccountData(
        exported_at=clock.now(),
        email=account.email,
        identifier_masked=account.identifier_masked,
        chosen_login=account.chosen_login,
        locale=account.locale,
        kind=account.kind,
        created_at=account.created_at,
        password_changed_at=account.password_changed_at,
        second_step=account.has_second_step,
        passkeys=shown(account).items,
        terms=[*accepted, AcceptedTerms(version=account.terms_version, at=account.terms_accepted_at)],
        consents=account.consents,
        mail_preferences=account.mail_preferences,
        sessions=[
            DataSession(device=name_of(one.device), created_at=one.created_at, ends_at=one.ends_at)
            for one in account.sessions
        ],
        sign_ins=await entries(account),
    )
