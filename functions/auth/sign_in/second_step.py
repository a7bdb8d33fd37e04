"""The second step of a sign-in: a code opens the full session."""

import hmac

from functions.auth.guards import audit, second_step_codes
from functions.auth.guards.client_context import ClientContext
from functions.auth.guards.limits import LIMITS
from functions.auth.guards.session_opening import Opened, enter
from functions.auth.sign_in.models import SecondStep
from shared.access.sessions import Session
from shared.accounts import Account, SignInMethod, account_by_id, change_account
from shared.http.limits import require
from shared.problems import Problem


async def pass_step(request: SecondStep, session: Session, context: ClientContext) -> Opened:
    """Open a full session by a code; the waiting one ends. Raises Problem `second_step_failed`, `too_many_attempts`."""
    if "second_step" not in session.pending:
        raise Problem("second_step_failed")
    found = await account_by_id(session.account_id)
    if found is None:
        raise Problem("session_missing")
    source = context.source_for(found[0])
    # A place the account was entered from counts for itself: who knows the password cannot keep the owner out.
    counted = f"{session.account_id} {source.id}" if source.known else session.account_id
    await require("codes", counted, *LIMITS.codes)

    def passed(account: Account) -> Account:
        totp = account.totp
        if totp is None:
            raise Problem("second_step_failed")
        step = second_step_codes.step_of(request.code, account)
        if step is not None and step > totp.last_step:
            used = {"last_step": step, "secret": second_step_codes.sealed_anew(totp.secret, account.id)}
            return account.model_copy(update={"totp": totp.model_copy(update=used)})
        spent = second_step_codes.code_hashes(request.code, account.id)
        left = [one for one in totp.recovery_codes if not any(hmac.compare_digest(one, each) for each in spent)]
        if len(left) == len(totp.recovery_codes):
            raise Problem("second_step_failed")
        return account.model_copy(update={"totp": totp.model_copy(update={"recovery_codes": left})})

    try:
        await change_account(session.account_id, passed, snapshot=found)
    except Problem:
        audit.event("second_step", "refused", session.account_id, context.address)
        raise
    found = await account_by_id(session.account_id)
    if found is None:
        raise Problem("session_missing")
    method: SignInMethod = "one_time_password" if "password_change" in session.pending else "password"
    return await enter(found, context, source, method, second_step_done=True)
