"""Changing the password: with the current one, or at once after entering with a one-time password."""

from functions.auth import accounts
from functions.auth.guards import audit
from functions.auth.guards.client_context import Visitor
from functions.auth.guards.limits import LIMITS
from functions.auth.guards.passwords import MAX_LENGTH, check_password, hash_password, password_matches
from functions.auth.guards.personal import personal_words
from functions.auth.models import PasswordChange
from functions.auth.notifications import tell
from functions.auth.sign_in import recovery
from functions.auth.sign_in.sign_in import Opened, enter, source_of
from shared import clock
from shared.limits import require
from shared.problems import FieldFault, Problem
from shared.sessions import Session, end_session


async def change_password(wish: PasswordChange, session: Session, visitor: Visitor) -> Opened:
    """Set the new password; ends every session and opens a fresh one for this browser.

    Raises Problem `validation_failed` with the reason, `too_many_attempts`.
    """
    account = await accounts.account_of(session)
    if "password_change" not in session.pending:
        try:
            await check_current(account, wish.current_password, "currentPassword")
        except Problem:
            audit.event("password_change", "refused", account.id, visitor.address)
            raise
    words = await personal_words(account.customer_id, session.customer_number, account.chosen_login, account.email)
    check_password(wish.new_password, words, account.personal_lookups, field="newPassword")
    if await recovery.is_one_time_password(account, wish.new_password):
        raise Problem("validation_failed", errors=[FieldFault("newPassword", "password_is_one_time")])
    if await password_matches(account.password_hash, wish.new_password):
        raise Problem("validation_failed", errors=[FieldFault("newPassword", "password_unchanged")])
    hashed = await hash_password(wish.new_password)
    changed = await accounts.change_account_ending_sessions(
        account.id,
        lambda now: now.model_copy(
            update={
                "password_hash": hashed,
                "password_version": now.password_version + 1,
                "password_changed_at": clock.now(),
            }
        ),
    )
    await end_session(session.id)
    await recovery.discard(account)
    await tell("password_changed", changed)
    audit.event("password_change", "ok", account.id, visitor.address)
    found = await accounts.account_by_id(account.id)
    if found is None:
        raise Problem("session_missing")
    return await enter(found, visitor, source_of(visitor, known_device=True), "password", same_device=True)


async def check_current(account: accounts.Account, password: str | None, field: str) -> None:
    """Whether the session's owner knows the password; counted before it is looked at."""
    if password is None:
        raise Problem("validation_failed", errors=[FieldFault(field, "missing")])
    await require("password-checks", account.id, LIMITS.password_checks)
    if not await password_matches(account.password_hash, password[: MAX_LENGTH + 1]):
        raise Problem("validation_failed", errors=[FieldFault(field, "password_wrong")])
