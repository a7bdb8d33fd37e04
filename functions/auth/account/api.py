"""The routes of the account for who is signed in: sessions, address, login, second step, data, closing."""

from fastapi import APIRouter

from functions.auth.account import details, email_change, login_change, reauthentication, session_list
from functions.auth.guards.client_context import Visit
from functions.auth.models import (
    AccountData,
    AccountDetails,
    Closing,
    EmailChange,
    EmailChangeAccepted,
    EmailChanged,
    LinkToken,
    LoginChange,
    OwnSessions,
    PasskeyAnswer,
    PasskeyOptions,
    PasskeyRegistration,
    Passkeys,
    Reauthentication,
    RecoveryCodes,
    SignInHistory,
    TotpConfirmation,
    TotpSetup,
)
from functions.auth.models import Reauthenticated as ReauthenticatedUntil
from functions.auth.sign_in import passkeys, totp
from shared.client_address import ClientAddress
from shared.openapi import refusals
from shared.sessions import Reauthenticated, SignedIn

router = APIRouter()


@router.get("/account")
async def account_get(session: SignedIn) -> AccountDetails:
    return await details.details(session)


@router.post("/account/data", status_code=200)
async def account_data_post(session: Reauthenticated, visit: Visit) -> AccountData:
    """Everything the account holds, three times a day at most."""
    return await details.data_of(session, visit)


@router.post("/account/closing", status_code=202, responses=refusals("request_exists"))
async def account_closing_post(session: Reauthenticated, visit: Visit) -> Closing:
    """Ask for the account to be closed; `GET auth/account` shows the request until it is done."""
    return await details.ask_to_close(session, visit)


@router.delete("/account/closing", status_code=204)
async def account_closing_delete(session: SignedIn, visit: Visit) -> None:
    await details.keep_open(session, visit)


@router.post("/reauthentications", status_code=201)
async def reauthentications_post(body: Reauthentication, session: SignedIn, visit: Visit) -> ReauthenticatedUntil:
    """Give the password once more, for changes within five minutes; signing in counts as well."""
    return await reauthentication.reauthenticate(body, session, visit)


@router.post("/reauthentications/challenges", status_code=201, responses=refusals("not_found"))
async def reauthentications_challenges_post(session: SignedIn) -> PasskeyOptions:
    """Begin to show a passkey of the account in place of the password; 404 where it has none."""
    return await passkeys.reauthentication_options(session)


@router.post("/reauthentications/passkeys", status_code=201, responses=refusals("passkey_failed"))
async def reauthentications_passkeys_post(body: PasskeyAnswer, session: SignedIn, visit: Visit) -> ReauthenticatedUntil:
    """The same as giving the password, by a passkey of the account with the person verified."""
    return await reauthentication.by_passkey(body, session, visit)


@router.post("/email-changes", status_code=202)
async def email_changes_post(body: EmailChange, session: Reauthenticated, visit: Visit) -> EmailChangeAccepted:
    return await email_change.ask(body, session, visit)


@router.post("/email-confirmations", status_code=201, responses=refusals("confirmation_expired"))
async def email_confirmations_post(body: LinkToken, address: ClientAddress) -> EmailChanged:
    """The link in the mail to the new address; works without a session."""
    return await email_change.confirm(body, address)


@router.post("/email-undos", status_code=201, responses=refusals("confirmation_expired"))
async def email_undos_post(body: LinkToken, address: ClientAddress) -> EmailChanged:
    """The link in the notice to the old address; works without a session and ends all of them."""
    return await email_change.undo(body, address)


@router.put("/login", responses=refusals("login_taken"))
async def login_put(body: LoginChange, session: Reauthenticated, visit: Visit) -> AccountDetails:
    """Choose a login beside PESEL or NIP; ends the other sessions."""
    await login_change.change_login(body, session, visit)
    return await details.details(session)


@router.delete("/login-offer", status_code=204)
async def login_offer_delete(session: SignedIn) -> None:
    """Do not offer a login of one's own any more; it can still be chosen."""
    await login_change.decline_offer(session)


@router.post("/totp", status_code=201, responses=refusals("second_step_exists"))
async def totp_post(session: Reauthenticated) -> TotpSetup:
    """Begin to set up the second step; it is on once a code confirms it."""
    return await totp.set_up(session)


@router.post("/totp/confirmations", status_code=201, responses=refusals("second_step_exists"))
async def totp_confirmations_post(body: TotpConfirmation, session: Reauthenticated, visit: Visit) -> RecoveryCodes:
    return await totp.confirm(body, session, visit)


@router.post("/totp/recovery-codes", status_code=201, responses=refusals("not_found"))
async def totp_recovery_codes_post(session: Reauthenticated, visit: Visit) -> RecoveryCodes:
    """Fresh recovery codes; the earlier ones open nothing any more."""
    return await totp.renew_codes(session, visit)


@router.delete("/totp", status_code=204)
async def totp_delete(session: Reauthenticated, visit: Visit) -> None:
    await totp.remove(session, visit)


@router.get("/passkeys")
async def passkeys_get(session: SignedIn) -> Passkeys:
    return await passkeys.own(session)


@router.post("/passkeys/options", status_code=201)
async def passkeys_options_post(session: Reauthenticated) -> PasskeyOptions:
    """Begin to add a passkey."""
    return await passkeys.registration_options(session)


@router.post("/passkeys", status_code=201)
async def passkeys_post(body: PasskeyRegistration, session: Reauthenticated, visit: Visit) -> Passkeys:
    return await passkeys.register(body, session, visit)


@router.delete("/passkeys/{passkey_id}", status_code=204)
async def passkey_delete(passkey_id: str, session: Reauthenticated, visit: Visit) -> None:
    await passkeys.remove(passkey_id, session, visit)


@router.get("/sessions")
async def sessions_get(session: SignedIn) -> OwnSessions:
    return await session_list.own_sessions(session)


@router.delete("/sessions", status_code=204)
async def sessions_delete(session: SignedIn, visit: Visit) -> None:
    """End all other sessions."""
    await session_list.end_others(session, visit)


@router.delete("/sessions/{session_id}", status_code=204)
async def session_delete(session_id: str, session: SignedIn, visit: Visit) -> None:
    """End one session of the account by its `id`; 404 where there is none."""
    await session_list.end_one(session_id, session, visit)


@router.get("/sign-ins")
async def sign_ins_get(session: SignedIn) -> SignInHistory:
    """The sign-ins of the last 90 days."""
    return await session_list.history(session)
