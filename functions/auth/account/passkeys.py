"""Passkeys as their owner keeps them: adding and removing them, and showing one in place of the password."""

from functions.auth.account.models import Passkey as PasskeyView
from functions.auth.account.models import PasskeyRegistration, Passkeys
from functions.auth.guards import audit, webauthn
from functions.auth.guards.client_context import ClientContext
from functions.auth.guards.limits import LIMITS
from functions.auth.models import PasskeyAnswer, PasskeyOptions
from functions.auth.notifications import notify
from shared import clock
from shared.access.sessions import Session
from shared.accounts import Account, Passkey, account_of, change_account
from shared.brand import brand
from shared.http.limits import require
from shared.locale import Locale
from shared.lookup import random_id
from shared.problems import FieldFault, Problem

MOST = 10

_NAMES: dict[Locale, str] = {
    "pl": "klucz dostępu „{}”",
    "en": "the passkey “{}”",
    "uk": "ключ доступу «{}»",
}


async def registration_options(session: Session) -> PasskeyOptions:
    """What `navigator.credentials.create` is given; raises Problem `validation_failed` over ten passkeys."""
    from webauthn import generate_registration_options
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    account = await account_of(session)
    if len(account.passkeys) >= MOST:
        raise Problem("validation_failed", errors=[FieldFault("credential", "passkeys_too_many")])
    options = generate_registration_options(
        rp_id=webauthn.rp_id(),
        rp_name=brand().name,
        user_id=account.id.encode(),
        user_name=account.chosen_login or account.identifier_masked,
        user_display_name=session.display_name,
        challenge=await webauthn.new_challenge("create", account),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=webauthn.decoded(one.id)) for one in account.passkeys],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return webauthn.as_json(options)


async def register(request: PasskeyRegistration, session: Session, context: ClientContext) -> Passkeys:
    """Keep the passkey a device made; raises Problem `validation_failed` for one that does not verify."""
    refusal = Problem("validation_failed", errors=[FieldFault("credential", "passkey_invalid")])
    challenge = await webauthn.spent_challenge(request.credential, "create", await account_of(session))
    verified = webauthn.verified(request.credential, challenge) if challenge else None
    if verified is None:
        raise refusal
    passkey = Passkey(
        id=webauthn.encoded(verified.credential_id),
        public_id=random_id(),
        public_key=webauthn.encoded(verified.credential_public_key),
        sign_count=verified.sign_count,
        name=request.name,
        created_at=clock.now(),
    )

    def added(account: Account) -> Account:
        if len(account.passkeys) >= MOST or any(one.id == passkey.id for one in account.passkeys):
            raise refusal
        return account.model_copy(update={"passkeys": [*account.passkeys, passkey]})

    account = await change_account(session.account_id, added)
    await notify("second_step_on", account, what=_NAMES[account.locale].format(request.name))
    audit.event("passkey", "added", account.id, context.address)
    return shown(account)


async def own(session: Session) -> Passkeys:
    return shown(await account_of(session))


async def remove(public_id: str, session: Session, context: ClientContext) -> None:
    """Forget a passkey; raises Problem `not_found` where the account has no such one."""
    gone: list[Passkey] = []

    def removed(account: Account) -> Account:
        nonlocal gone
        gone = [one for one in account.passkeys if one.public_id == public_id]
        if not gone:
            raise Problem("not_found")
        return account.model_copy(update={"passkeys": [one for one in account.passkeys if one not in gone]})

    account = await change_account(session.account_id, removed)
    await notify("second_step_off", account, what=_NAMES[account.locale].format(gone[0].name))
    audit.event("passkey", "removed", account.id, context.address)


async def reauthentication_options(session: Session) -> PasskeyOptions:
    """What `navigator.credentials.get` is given to confirm who is signed in; raises Problem `not_found`."""
    from webauthn import generate_authentication_options
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor, UserVerificationRequirement

    account = await account_of(session)
    if not account.passkeys:
        raise Problem("not_found")
    options = generate_authentication_options(
        rp_id=webauthn.rp_id(),
        challenge=await webauthn.new_challenge("again", account),
        allow_credentials=[PublicKeyCredentialDescriptor(id=webauthn.decoded(one.id)) for one in account.passkeys],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.as_json(options)


async def check_own(request: PasskeyAnswer, session: Session) -> None:
    """Whether a passkey of the session's own account signed; raises Problem `passkey_failed`, `too_many_attempts`."""
    await require("passkey-checks", session.account_id, LIMITS.password_checks)
    account = await account_of(session)
    challenge = await webauthn.spent_challenge(request.credential, "again", account)
    passkey = webauthn.of_credential(account, request.credential)
    count = webauthn.new_count(request.credential, challenge, passkey) if challenge and passkey else None
    if passkey is None or count is None:
        raise Problem("passkey_failed")
    await webauthn.note_use(account, passkey, count)


def shown(account: Account) -> Passkeys:
    return Passkeys(
        items=[PasskeyView(id=one.public_id, name=one.name, created_at=one.created_at) for one in account.passkeys]
    )
