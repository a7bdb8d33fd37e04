"""What the office does for somebody who cannot get in: it starts, unlocks and ends; it sees and sets no secret.

Each is told to the account's own mailbox, which a caller cannot name. The desk counts, asks why and writes it down
(functions/staff/customers/customer.py).
"""

from functions.auth import accounts
from functions.auth.accounts import Attempts
from functions.auth.guards import audit, one_time_password
from functions.auth.guards.attempts import Refused, Successes, reserve
from functions.auth.guards.limits import LIMITS
from functions.auth.guards.passwords import hash_password
from functions.auth.notifications import notify
from shared import clock
from shared.access.sessions import session_by_id
from shared.accounts import Account
from shared.http.client_address import UNKNOWN
from shared.http.limits import forget, reached
from shared.lookup import lookup_ids
from shared.mail import outbox
from shared.mail.letter import write_letter
from shared.rendering.formatting import moment

_DESK = UNKNOWN


async def start_recovery(account: Account, clerk_id: str) -> None:
    """Mail a one-time password to the account's mailbox, as if its owner had asked. Nobody else reads it."""
    secret, now = one_time_password.fresh(), clock.now()
    reference = await one_time_password.issue(account.identifier_lookup, account, await hash_password(secret))
    letter = write_letter(
        "one_time_password",
        account.locale,
        kind=account.kind,
        password=one_time_password.in_groups(secret),
        at=moment(now, account.locale),
        reference=reference,
    )
    await outbox.post(letter, account.email, expires_at=now + one_time_password.LIFETIME)
    await notify("office_recovery", account)
    audit.event("office_recovery", "sent", account.id, _DESK, clerk=clerk_id)


async def unlock(account: Account, clerk_id: str) -> None:
    """Forget the failed attempts at the account's logins and at its second step, so that its owner need not wait."""
    for login in logins_of(account):
        found, snapshot = await accounts.login_by_id(login)
        if found.account_id == account.id:
            await accounts.change_attempts(login, lambda _: Attempts(), snapshot)
    if account.has_second_step:
        for counted in second_step_counts(account):
            await forget("codes", counted)
    await notify("office_unlocked", account)
    audit.event("office_unlock", "ok", account.id, _DESK, clerk=clerk_id)


async def end_sessions(account: Account, clerk_id: str) -> None:
    """Sign the account out everywhere, and end every outstanding token of it."""
    await accounts.change_account_ending_access(account.id, lambda same: same)
    await notify("office_signed_out", account)
    audit.event("office_sessions_ended", "ok", account.id, _DESK, clerk=clerk_id)


async def attempts_of(account: Account) -> list[Attempts]:
    """The attempts at each of the account's logins."""
    return [(await accounts.login_by_id(login))[0].attempts for login in logins_of(account)]


def is_locked(attempts: Attempts, account: Account) -> bool:
    """Whether the next try at this login, from a place it does not know, would be refused."""
    successes = Successes(account.entered_from, max(account.entered_from.values(), default=None))
    tried = reserve(attempts, "desk", known=False, now=clock.now(), successes=successes)
    return isinstance(tried, Refused) or any(at > clock.now() - LIMITS.pair_block for at in attempts.blocked.values())


async def second_step_waits(account: Account) -> bool:
    """Whether a code from a place the account was never entered from would be refused now."""
    return account.has_second_step and await reached("codes", account.id, *LIMITS.codes)


def second_step_counts(account: Account) -> list[str]:
    """Under what codes are counted: the account, and each place it was entered from."""
    return [account.id, *(f"{account.id} {place}" for place in account.entered_from)]


async def is_live(session_id: str) -> bool:
    return await session_by_id(session_id) is not None


def logins_of(account: Account) -> list[str]:
    return [account.identifier_lookup, *(lookup_ids("login", account.chosen_login)[:1] if account.chosen_login else [])]
