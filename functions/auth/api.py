"""The routes of the door."""

from fastapi import APIRouter, Response

from functions.auth.account import password_change, terms
from functions.auth.account.api import router as account_router
from functions.auth.guards.client_context import Visit
from functions.auth.guards.devices import set_device_cookie
from functions.auth.models import (
    Activated,
    Activation,
    Credentials,
    CurrentSession,
    Locale,
    LoginReminder,
    LoginReminderAccepted,
    PasskeyAnswer,
    PasskeyOptions,
    PasswordChange,
    PasswordRecovery,
    PasswordRecoveryAccepted,
    Registration,
    RegistrationAccepted,
    SecondStep,
    Terms,
    TermsAcceptance,
)
from functions.auth.registration import activation, registration
from functions.auth.sign_in import login_reminder, passkeys, recovery, sign_in, totp
from shared.client_address import ClientAddress
from shared.openapi import refusals
from shared.sessions import (
    AwaitingSecondStep,
    SignedInBeforePassword,
    SignedInBeforeSecondStep,
    SignedInBeforeTerms,
    clear_cookie,
    find_session,
    set_cookie,
)

router = APIRouter(prefix="/auth", tags=["auth"])


def _enter(response: Response, opened: sign_in.Opened) -> CurrentSession:
    """Hand both cookies to the browser."""
    set_cookie(response, opened.token)
    if opened.device:
        set_device_cookie(response, opened.device)
    return sign_in.current(opened.session)


@router.get("/terms")
async def terms_get(locale: Locale = "pl") -> Terms:
    return await terms.current_terms(locale)


@router.post("/terms-acceptances", status_code=201)
async def terms_acceptances_post(body: TermsAcceptance, session: SignedInBeforeTerms, visit: Visit) -> CurrentSession:
    """Accept the terms in force; `validation_failed` with `terms_outdated` for another version."""
    return sign_in.current(await terms.accept(body, session, visit))


@router.post("/registrations", status_code=202)
async def registrations_post(body: Registration, address: ClientAddress) -> RegistrationAccepted:
    return await registration.register(body, address)


@router.post("/activations", status_code=201, responses=refusals("link_expired"))
async def activations_post(body: Activation, address: ClientAddress) -> Activated:
    return await activation.activate(body, address)


@router.post("/password-recoveries", status_code=202)
async def password_recoveries_post(body: PasswordRecovery, visit: Visit) -> PasswordRecoveryAccepted:
    """Mail a one-time password to the login's mailbox, if it has one."""
    return await recovery.recover(body, visit)


@router.put("/password")
async def password_put(
    body: PasswordChange, session: SignedInBeforePassword, visit: Visit, response: Response
) -> CurrentSession:
    """Set a new password; all sessions end and this browser gets a fresh one."""
    return _enter(response, await password_change.change_password(body, session, visit))


@router.post("/login-reminders", status_code=202)
async def login_reminders_post(body: LoginReminder, visit: Visit) -> LoginReminderAccepted:
    """Mail the logins that belong to the mailbox, if there are any."""
    return await login_reminder.remind(body, visit)


@router.post("/sessions", status_code=201, responses=refusals("login_failed"))
async def sessions_post(body: Credentials, visit: Visit, response: Response) -> CurrentSession:
    """Sign in with a password or a one-time password; what must be done first is said in the answer."""
    return _enter(response, await sign_in.sign_in(body, visit))


@router.post("/second-steps", status_code=201)
async def second_steps_post(
    body: SecondStep, session: AwaitingSecondStep, visit: Visit, response: Response
) -> CurrentSession:
    """Give the code of the second step; this browser gets a fresh session."""
    return _enter(response, await totp.pass_step(body, session, visit))


@router.post("/passkeys/challenges", status_code=201)
async def passkeys_challenges_post(visit: Visit) -> PasskeyOptions:
    """Begin to sign in with a passkey."""
    return await passkeys.sign_in_options(visit)


@router.post("/passkeys/sessions", status_code=201, responses=refusals("passkey_failed"))
async def passkeys_sessions_post(body: PasskeyAnswer, visit: Visit, response: Response) -> CurrentSession:
    """Sign in with a passkey: no login, no password, no second step."""
    return _enter(response, await passkeys.sign_in(body, visit))


@router.get("/sessions/current")
async def sessions_current_get(session: SignedInBeforeSecondStep) -> CurrentSession:
    return sign_in.current(session)


@router.delete("/sessions/current", status_code=204)
async def sessions_current_delete(visit: Visit, response: Response) -> None:
    """Signing out twice is fine: the answer is the same with a session that is over, or none."""
    session = await find_session(visit.token) if visit.token else None
    if session is not None:
        await sign_in.sign_out(session, visit)
    clear_cookie(response)
    response.headers["Clear-Site-Data"] = '"cache"'


# After the routes above: `sessions/current` comes before `sessions/{session_id}`.
router.include_router(account_router)
