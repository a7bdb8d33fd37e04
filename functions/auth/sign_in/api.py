"""The routes of the sign-in, the sign-out and the ways back in."""

from fastapi import APIRouter, Request, Response

from functions.auth.guards.client_context import Context
from functions.auth.guards.session_opening import current_session, hand_over
from functions.auth.models import CurrentSession, PasskeyAnswer, PasskeyOptions
from functions.auth.sign_in import login_reminder, passkeys, recovery, second_step, sign_in
from functions.auth.sign_in.models import (
    Credentials,
    LoginReminder,
    LoginReminderAccepted,
    PasswordRecovery,
    PasswordRecoveryAccepted,
    SecondStep,
)
from shared.access.sessions import clear_cookie, find_session, require_same_session
from shared.access.signed_in import AwaitingSecondStep, SignedInBeforeSecondStep
from shared.http.openapi import refusals

router = APIRouter()


@router.post("/sessions", status_code=201, responses=refusals("login_failed"))
async def sessions_post(body: Credentials, context: Context, response: Response) -> CurrentSession:
    """Sign in with a password or a one-time password; what must be done first is said in the answer."""
    return hand_over(response, await sign_in.sign_in(body, context))


@router.post("/second-steps", status_code=201)
async def second_steps_post(
    body: SecondStep, session: AwaitingSecondStep, context: Context, response: Response
) -> CurrentSession:
    """Give the code of the second step; this browser gets a fresh session."""
    return hand_over(response, await second_step.pass_step(body, session, context))


@router.post("/passkeys/challenges", status_code=201)
async def passkeys_challenges_post(context: Context) -> PasskeyOptions:
    """Begin to sign in with a passkey."""
    return await passkeys.sign_in_options(context)


@router.post("/passkeys/sessions", status_code=201, responses=refusals("passkey_failed"))
async def passkeys_sessions_post(body: PasskeyAnswer, context: Context, response: Response) -> CurrentSession:
    """Sign in with a passkey: no login, no password, no second step."""
    return hand_over(response, await passkeys.sign_in(body, context))


@router.get("/sessions/current")
async def sessions_current_get(session: SignedInBeforeSecondStep) -> CurrentSession:
    return current_session(session)


@router.delete("/sessions/current", status_code=204)
async def sessions_current_delete(context: Context, request: Request, response: Response) -> None:
    """Signing out twice is fine: the answer is the same with a session that is over, or none."""
    session = await find_session(context.session_token) if context.session_token else None
    if session is not None:
        require_same_session(request, session)
        await sign_in.sign_out(session, context)
    clear_cookie(response)
    response.headers["Clear-Site-Data"] = '"cache"'


@router.post("/password-recoveries", status_code=202)
async def password_recoveries_post(body: PasswordRecovery, context: Context) -> PasswordRecoveryAccepted:
    """Mail a one-time password to the login's mailbox, if it has one."""
    return await recovery.recover(body, context)


@router.post("/login-reminders", status_code=202)
async def login_reminders_post(body: LoginReminder, context: Context) -> LoginReminderAccepted:
    """Mail the logins that belong to the mailbox, if there are any."""
    return await login_reminder.remind(body, context)
