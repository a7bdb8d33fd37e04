"""Changing the password: with the current one, or at once after entering with a one-time password."""

from functions.auth import accounts
from functions.auth.account.models import PasswordChange
from functions.auth.guards import audit, one_time_password
from functions.auth.guards.client_context import ClientContext, Source
from functions.auth.guards.limits import LIMITS
from functions.auth.guards.passwords import check_password, hash_password, password_matches, personal_words
from functions.auth.guards.session_opening import Opened, enter
from functions.auth.notifications import notify
from shared import clock
from shared.access.sessions import Session, end_session
from shared.accounts import Account, account_by_id, account_of
from shared.http.limits import require
from shared.problems import FieldFault, Problem


async def change_password(request: PasswordChange, session: Session, context: ClientContext) -> Opened:
    """Set the new password; ends every session and opens a fresh one for this browser.

    Raises Problem `validation_failed` with the reason, `too_many_attempts`.
    """
    account = await account_of(session)
    if "password_change" not in session.pending:
        try:
            await check_current(account, request.current_password, "currentPassword")
        except Problem:
            audit.event("password_change", "refused", account.id, context.address)
            raise
    words = await personal_words(account.customer_id, session.customer_number, account.chosen_login, account.email)
    await check_password(request.new_password, words, account.personal_lookups, field="newPassword")
    if await one_time_password.is_one_time_password(account, request.new_password):
        raise Problem("validation_failed", errors=[FieldFault("newPassword", "password_is_one_time")])
    if await password_matches(account.password_hash, request.new_password):
        raise Problem("validation_failed", errors=[FieldFault("newPassword", "password_unchanged")])
    hashed = await hash_password(request.new_password)
    changed = await accounts.change_account_ending_access(
        account.id,
        lambda now: now.model_copy(
            update={
                "password_hash": hashed,
                "password_version": now.password_version + 1,
                "password_changed_at": clock.now(),
                "entered_from": {},
            }
        ),
    )
    await end_session(session.id)
    await notify("password_changed", changed)
    audit.event("password_change", "ok", account.id, context.address)
    found = await account_by_id(account.id)
    if found is None:
        raise Problem("session_missing")
    return await enter(found, context, Source(context.own_device, known=True), "password", same_device=True)


async def check_current(account: Account, password: str | None, field: str) -> None:
    """Whether the session's owner knows the password; counted before it is looked at."""
    if password is None:
        raise Problem("validation_failed", errors=[FieldFault(field, "missing")])
    await require("password-checks", account.id, LIMITS.password_checks)
    if not await password_matches(account.password_hash, password):
        raise Problem("validation_failed", errors=[FieldFault(field, "password_wrong")])
