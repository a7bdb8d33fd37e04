"""The routes of the account for who is signed in: sessions, address, login, password, second step, data, closing."""

from fastapi import APIRouter, Response

from functions.auth.account import (
    closing,
    details,
    email_change,
    language,
    login_change,
    passkeys,
    password_change,
    reauthentication,
    second_step,
    session_list,
    terms,
)
from functions.auth.account.models import (
    AccountData,
    AccountDetails,
    EmailChange,
    EmailChangeAccepted,
    EmailChanged,
    LanguageChoice,
    LoginChange,
    OwnSessions,
    PasskeyRegistration,
    Passkeys,
    PasswordChange,
    Reauthentication,
    RecoveryCodes,
    SignInHistory,
    TermsAcceptance,
    TotpConfirmation,
    TotpSetup,
)
from functions.auth.account.models import Reauthenticated as ReauthenticatedUntil
from functions.auth.guards.client_context import Context
from functions.auth.guards.session_opening import current_session, hand_over
from functions.auth.models import CurrentSession, LinkToken, PasskeyAnswer, PasskeyOptions
from shared.access.signed_in import (
    Reauthenticated,
    ReauthenticatedBeforeTerms,
    SignedIn,
    SignedInAfterSecondStep,
    SignedInBeforePassword,
    SignedInBeforeTerms,
)
from shared.accounts import Closing
from shared.http.client_address import ClientAddress
from shared.http.openapi import refusals

router = APIRouter()


@router.post("/terms-acceptances", status_code=201)
async def terms_acceptances_post(
    body: TermsAcceptance, session: SignedInBeforeTerms, context: Context
) -> CurrentSession:
    """Accept the terms in force; `validation_failed` with `terms_outdated` for another version."""
    return current_session(await terms.accept(body, session, context))


@router.put("/password")
async def password_put(
    body: PasswordChange, session: SignedInBeforePassword, context: Context, response: Response
) -> CurrentSession:
    """Set a new password; all sessions end and this browser gets a fresh one."""
    return hand_over(response, await password_change.change_password(body, session, context))


@router.get("/account")
async def account_get(session: SignedInBeforeTerms) -> AccountDetails:
    return await details.details(session)


@router.post("/account/data", status_code=200)
async def account_data_post(session: ReauthenticatedBeforeTerms, context: Context) -> AccountData:
    """Everything the account holds, three times a day at most."""
    return await details.data_of(session, context)


@router.post("/account/closing", status_code=202, responses=refusals("request_exists"))
async def account_closing_post(session: ReauthenticatedBeforeTerms, context: Context) -> Closing:
    """Ask for the account to be closed; `GET auth/account` shows the request until it is done."""
    return await closing.ask_to_close(session, context)


@router.delete("/account/closing", status_code=204)
async def account_closing_delete(session: SignedInBeforeTerms, context: Context) -> None:
    await closing.keep_open(session, context)


@router.post("/reauthentications", status_code=201)
async def reauthentications_post(
    body: Reauthentication, session: SignedInBeforeTerms, context: Context
) -> ReauthenticatedUntil:
    """Give the password once more, for changes within five minutes; signing in counts as well."""
    return await reauthentication.reauthenticate(body, session, context)


@router.post("/reauthentications/challenges", status_code=201, responses=refusals("not_found"))
async def reauthentications_challenges_post(session: SignedInBeforeTerms) -> PasskeyOptions:
    """Begin to show a passkey of the account in place of the password; 404 where it has none."""
    return await passkeys.reauthentication_options(session)


@router.post("/reauthentications/passkeys", status_code=201, responses=refusals("passkey_failed"))
async def reauthentications_passkeys_post(
    body: PasskeyAnswer, session: SignedInBeforeTerms, context: Context
) -> ReauthenticatedUntil:
    """The same as giving the password, by a passkey of the account with the person verified."""
    return await reauthentication.by_passkey(body, session, context)


@router.post("/email-changes", status_code=202)
async def email_changes_post(body: EmailChange, session: Reauthenticated, context: Context) -> EmailChangeAccepted:
    return await email_change.ask(body, session, context)


@router.post("/email-confirmations", status_code=201, responses=refusals("confirmation_expired"))
async def email_confirmations_post(body: LinkToken, address: ClientAddress) -> EmailChanged:
    """The link in the mail to the new address; works without a session."""
    return await email_change.confirm(body, address)


@router.post("/email-undos", status_code=201, responses=refusals("confirmation_expired"))
async def email_undos_post(body: LinkToken, address: ClientAddress) -> EmailChanged:
    """The link in the notice to the old address; works without a session and ends all of them."""
    return await email_change.undo(body, address)


@router.put("/login", responses=refusals("login_taken"))
async def login_put(body: LoginChange, session: Reauthenticated, context: Context) -> AccountDetails:
    """Choose a login beside PESEL or NIP; ends the other sessions."""
    await login_change.change_login(body, session, context)
    return await details.details(session)


@router.put("/language", status_code=204)
async def language_put(body: LanguageChoice, session: SignedInAfterSecondStep) -> None:
    """Keep the language with the account: mails nobody asks for come in it, and the copy of terms to be accepted."""
    await language.choose(body, session)


@router.delete("/login-offer", status_code=204)
async def login_offer_delete(session: SignedIn) -> None:
    """Do not offer a login of one's own any more; it can still be chosen."""
    await login_change.decline_offer(session)


@router.post("/totp", status_code=201, responses=refusals("second_step_exists"))
async def totp_post(session: Reauthenticated) -> TotpSetup:
    """Begin to set up the second step; it is on once a code confirms it."""
    return await second_step.set_up(session)


@router.post("/totp/confirmations", status_code=201, responses=refusals("second_step_exists"))
async def totp_confirmations_post(body: TotpConfirmation, session: Reauthenticated, context: Context) -> RecoveryCodes:
    return await second_step.confirm(body, session, context)


@router.post("/totp/recovery-codes", status_code=201, responses=refusals("not_found"))
async def totp_recovery_codes_post(session: Reauthenticated, context: Context) -> RecoveryCodes:
    """Fresh recovery codes; the earlier ones open nothing any more."""
    return await second_step.renew_codes(session, context)


@router.delete("/totp", status_code=204)
async def totp_delete(session: Reauthenticated, context: Context) -> None:
    await second_step.remove(session, context)


@router.get("/passkeys")
async def passkeys_get(session: SignedIn) -> Passkeys:
    return await passkeys.own(session)


@router.post("/passkeys/options", status_code=201)
async def passkeys_options_post(session: Reauthenticated) -> PasskeyOptions:
    """Begin to add a passkey."""
    return await passkeys.registration_options(session)


@router.post("/passkeys", status_code=201)
async def passkeys_post(body: PasskeyRegistration, session: Reauthenticated, context: Context) -> Passkeys:
    return await passkeys.register(body, session, context)


@router.delete("/passkeys/{passkey_id}", status_code=204)
async def passkey_delete(passkey_id: str, session: Reauthenticated, context: Context) -> None:
    await passkeys.remove(passkey_id, session, context)


@router.get("/sessions")
async def sessions_get(session: SignedIn) -> OwnSessions:
    return await session_list.own_sessions(session)


@router.delete("/sessions", status_code=204)
async def sessions_delete(session: SignedIn, context: Context) -> None:
    """End all other sessions."""
    await session_list.end_others(session, context)


@router.delete("/sessions/{session_id}", status_code=204)
async def session_delete(session_id: str, session: SignedIn, context: Context) -> None:
    """End one session of the account by its `id`; 404 where there is none."""
    await session_list.end_one(session_id, session, context)


@router.get("/sign-ins")
async def sign_ins_get(session: SignedIn) -> SignInHistory:
    """The sign-ins of the last 90 days."""
    return await session_list.history(session)
