"""The account as its owner sees it: details, everything it holds, and its closing."""

from datetime import timedelta

from functions.auth import accounts
from functions.auth.account.session_list import entries, name_of
from functions.auth.guards import audit
from functions.auth.guards.client_context import Visitor
from functions.auth.models import (
    AcceptedTerms,
    AccountData,
    AccountDetails,
    Closing,
    DataSession,
    PendingEmail,
)
from functions.auth.notifications import tell, written
from functions.auth.sign_in.passkeys import shown
from shared import clock
from shared.limits import Limit, require
from shared.problems import Problem
from shared.sessions import REAUTHENTICATION, Session, change_sessions

GRACE = timedelta(days=7)
_DOWNLOADS = Limit(3, timedelta(days=1))


async def details(session: Session) -> AccountDetails:
    account = await accounts.account_of(session)
    now = clock.now()
    waiting = account.email_change
    until = session.reauthenticated_at + REAUTHENTICATION if session.reauthenticated_at else None
    return AccountDetails(
        email=account.email,
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
        closing=account.closing,
        reauthentication_valid_until=until if until and until > now else None,
    )


async def data_of(session: Session, visitor: Visitor) -> AccountData:
    """Everything the account holds, without secrets; raises Problem `too_many_attempts`."""
    account = await accounts.account_of(session)
    await require("data", account.id, _DOWNLOADS)
    audit.event("account_data", "downloaded", account.id, visitor.address)
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
        sign_ins=entries(account),
    )


async def ask_to_close(session: Session, visitor: Visitor) -> Closing:
    """Close the account after a week, in which its owner may think again. Raises Problem `request_exists`."""
    now = clock.now()
    closing = Closing(requested_at=now, closes_at=now + GRACE)

    def asked(account: accounts.Account) -> accounts.Account:
        if account.closing is not None:
            raise Problem("request_exists")
        return account.model_copy(update={"closing": closing})

    account = await accounts.change_account(session.account_id, asked)
    await _show(account, session, closing)
    await tell("account_closing", account, closes=written(closing.closes_at))
    audit.event("closing", "asked", session.account_id, visitor.address)
    return closing


async def keep_open(session: Session, visitor: Visitor) -> None:
    """Take the closing back; an account that is not being closed is fine.

    Raises Problem `session_missing` where the account is going already.
    """

    def kept(account: accounts.Account) -> accounts.Account:
        if account.state == "closed":
            raise Problem("session_missing")
        return account.model_copy(update={"closing": None})

    account = await accounts.change_account(session.account_id, kept)
    await _show(account, session, None)
    audit.event("closing", "cancelled", session.account_id, visitor.address)


async def _show(account: accounts.Account, session: Session, closing: Closing | None) -> None:
    """Tell the account's sessions, so that the start page shows it without reading the account."""
    closes_at = closing.closes_at if closing else None
    await change_sessions({session.id, *(one.id for one in account.sessions)}, closes_at=closes_at)
