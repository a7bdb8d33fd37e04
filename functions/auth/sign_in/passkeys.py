"""Passkeys (WebAuthn): a way in without a password, for who wants one.

Discoverable credentials whose user handle is the account's id, with the person verified by the device: possession
and knowledge or biometrics at once, so no second step is asked after one. A challenge is used once, for five minutes.
"""

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from functions.auth import accounts
from functions.auth.guards import audit, limits
from functions.auth.guards.client_context import Visitor
from functions.auth.guards.limits import LIMITS
from functions.auth.models import Passkey as PasskeyView
from functions.auth.models import PasskeyAnswer, PasskeyOptions, PasskeyRegistration, Passkeys
from functions.auth.notifications import tell
from functions.auth.sign_in.sign_in import Opened, enter, source_of
from shared import clock, cosmos
from shared.limits import require
from shared.lookup import random_id, token_id
from shared.problems import FieldFault, Problem
from shared.sessions import Session
from shared.settings import settings

if TYPE_CHECKING:
    from webauthn.registration.verify_registration_response import VerifiedRegistration

MOST = 10
_CHALLENGE_LIFETIME = timedelta(minutes=5)
type Purpose = Literal["create", "get", "again"]


async def registration_options(session: Session) -> PasskeyOptions:
    """What `navigator.credentials.create` is given; raises Problem `validation_failed` over ten passkeys."""
    from webauthn import generate_registration_options
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    account = await accounts.account_of(session)
    if len(account.passkeys) >= MOST:
        raise Problem("validation_failed", errors=[FieldFault("credential", "passkeys_too_many")])
    options = generate_registration_options(
        rp_id=_rp_id(),
        rp_name="mojBOK",
        user_id=account.id.encode(),
        user_name=account.chosen_login or account.identifier_masked,
        user_display_name=session.display_name,
        challenge=await _new_challenge("create", account.id),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=_bytes(one.id)) for one in account.passkeys],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return _as_json(options)


async def register(wish: PasskeyRegistration, session: Session, visitor: Visitor) -> Passkeys:
    """Keep the passkey a device made; raises Problem `validation_failed` for one that does not verify."""
    refusal = Problem("validation_failed", errors=[FieldFault("credential", "passkey_invalid")])
    challenge = await _spent_challenge(wish.credential, "create", session.account_id)
    verified = _verified(wish.credential, challenge) if challenge else None
    if verified is None:
        raise refusal
    passkey = accounts.Passkey(
        id=_text(verified.credential_id),
        public_id=random_id(),
        public_key=_text(verified.credential_public_key),
        sign_count=verified.sign_count,
        name=wish.name,
        created_at=clock.now(),
    )

    def added(account: accounts.Account) -> accounts.Account:
        if len(account.passkeys) >= MOST or any(one.id == passkey.id for one in account.passkeys):
            raise refusal
        return account.model_copy(update={"passkeys": [*account.passkeys, passkey]})

    account = await accounts.change_account(session.account_id, added)
    await tell("second_step_on", account, what=f"passkey – {wish.name}")
    audit.event("passkey", "added", account.id, visitor.address)
    return shown(account)


async def own(session: Session) -> Passkeys:
    return shown(await accounts.account_of(session))


async def remove(public_id: str, session: Session, visitor: Visitor) -> None:
    """Forget a passkey; raises Problem `not_found` where the account has no such one."""
    gone: list[accounts.Passkey] = []

    def removed(account: accounts.Account) -> accounts.Account:
        nonlocal gone
        gone = [one for one in account.passkeys if one.public_id == public_id]
        if not gone:
            raise Problem("not_found")
        return account.model_copy(update={"passkeys": [one for one in account.passkeys if one not in gone]})

    account = await accounts.change_account(session.account_id, removed)
    await tell("second_step_off", account, what=f"passkey – {gone[0].name}")
    audit.event("passkey", "removed", account.id, visitor.address)


async def sign_in_options(visitor: Visitor) -> PasskeyOptions:
    """What `navigator.credentials.get` is given; names no account. Raises Problem `too_many_attempts`."""
    from webauthn import generate_authentication_options
    from webauthn.helpers.structs import UserVerificationRequirement

    await limits.reserve_sign_in(visitor.address)
    options = generate_authentication_options(
        rp_id=_rp_id(), challenge=await _new_challenge("get"), user_verification=UserVerificationRequirement.REQUIRED
    )
    return _as_json(options)


async def sign_in(wish: PasskeyAnswer, visitor: Visitor) -> Opened:
    """Open a session by a passkey; raises Problem `passkey_failed`, `too_many_attempts`."""
    await limits.reserve_sign_in(visitor.address)
    challenge = await _spent_challenge(wish.credential, "get")
    found = await accounts.account_by_id(_user_handle(wish.credential))
    passkey = _of_credential(found[0], wish.credential) if found else None
    if found is None or passkey is None or challenge is None:
        audit.event("passkey_sign_in", "refused", "unknown", visitor.address)
        raise Problem("passkey_failed")
    count = _new_count(wish.credential, challenge, passkey)
    if count is None:
        audit.event("passkey_sign_in", "refused", found[0].id, visitor.address)
        raise Problem("passkey_failed")

    await _note_use(found[0], passkey, count)
    again = await accounts.account_by_id(found[0].id)
    if again is None:
        raise Problem("passkey_failed")
    source = source_of(visitor, known_device=visitor.known.knows(again[0].password_key))
    return await enter(again, visitor, source, "passkey", second_step_done=True)


async def reauthentication_options(session: Session) -> PasskeyOptions:
    """What `navigator.credentials.get` is given to confirm who is signed in; raises Problem `not_found`."""
    from webauthn import generate_authentication_options
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor, UserVerificationRequirement

    account = await accounts.account_of(session)
    if not account.passkeys:
        raise Problem("not_found")
    options = generate_authentication_options(
        rp_id=_rp_id(),
        challenge=await _new_challenge("again", account.id),
        allow_credentials=[PublicKeyCredentialDescriptor(id=_bytes(one.id)) for one in account.passkeys],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _as_json(options)


async def check_own(wish: PasskeyAnswer, session: Session) -> None:
    """Whether a passkey of the session's own account signed; raises Problem `passkey_failed`, `too_many_attempts`."""
    await require("passkey-checks", session.account_id, LIMITS.password_checks)
    challenge = await _spent_challenge(wish.credential, "again", session.account_id)
    account = await accounts.account_of(session)
    passkey = _of_credential(account, wish.credential)
    count = _new_count(wish.credential, challenge, passkey) if challenge and passkey else None
    if passkey is None or count is None:
        raise Problem("passkey_failed")
    await _note_use(account, passkey, count)


async def _note_use(account: accounts.Account, passkey: accounts.Passkey, count: int) -> None:
    """Note the device's count; raises Problem `passkey_failed` where the passkey is gone or its count no longer grows.

    The count was checked on an account read before: of two answers with one count, a clone's among them, one passes
    (WebAuthn Level 2, 7.2, step 21). Devices that do not count say 0 each time.
    """

    def used(now: accounts.Account) -> accounts.Account:
        known = next((one for one in now.passkeys if one.id == passkey.id), None)
        if known is None or (count <= known.sign_count and (count, known.sign_count) != (0, 0)):
            raise Problem("passkey_failed")
        own = [one.model_copy(update={"sign_count": count}) if one.id == passkey.id else one for one in now.passkeys]
        return now.model_copy(update={"passkeys": own})

    await accounts.change_account(account.id, used)


async def _new_challenge(purpose: Purpose, account_id: str = "") -> bytes:
    challenge = random_id() + random_id()
    item = {
        "id": f"passkey-challenge:{token_id(challenge)}",
        "purpose": purpose,
        "accountId": account_id,
        "spent": False,
        "expiresAt": clock.iso(clock.now() + _CHALLENGE_LIFETIME),
        "ttl": int(_CHALLENGE_LIFETIME.total_seconds()) + 60,
    }
    await cosmos.create("operations", item)
    return challenge.encode()


async def _spent_challenge(credential: dict[str, Any], purpose: Purpose, account_id: str = "") -> bytes | None:
    """The challenge the device signed, used up; None where it is not one of ours, or was used, or is over."""
    try:
        client_data = json.loads(_bytes(credential["response"]["clientDataJSON"]))
        challenge = _bytes(client_data["challenge"])
        item_id = f"passkey-challenge:{token_id(challenge.decode())}"
    except (KeyError, TypeError, ValueError):
        return None
    spent = await cosmos.patch(
        "operations",
        item_id,
        [{"op": "set", "path": "/spent", "value": True}],
        f"c.spent = false and c.expiresAt > '{clock.iso(clock.now())}'",
    )
    ours = spent is not None and (spent["purpose"], spent["accountId"]) == (purpose, account_id)
    return challenge if ours else None


def _verified(credential: dict[str, Any], challenge: bytes) -> "VerifiedRegistration | None":
    from webauthn import verify_registration_response
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        return verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_rp_id(),
            expected_origin=settings().portal_origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None


def _new_count(credential: dict[str, Any], challenge: bytes, passkey: accounts.Passkey) -> int | None:
    """The device's new signature count where the answer verifies."""
    from webauthn import verify_authentication_response
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        verified = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_rp_id(),
            expected_origin=settings().portal_origin,
            credential_public_key=_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    return verified.new_sign_count


def _user_handle(credential: dict[str, Any]) -> str | None:
    """The account's id a discoverable credential carries; nothing is believed before the signature is."""
    try:
        handle = _bytes(credential["response"]["userHandle"]).decode()
    except (KeyError, TypeError, ValueError):
        return None
    return handle if handle.replace("-", "").replace("_", "").isalnum() and len(handle) < 64 else None


def _of_credential(account: accounts.Account, credential: dict[str, Any]) -> accounts.Passkey | None:
    return next((one for one in account.passkeys if one.id == credential.get("id")), None)


def _as_json(options: Any) -> PasskeyOptions:
    from webauthn import options_to_json

    return PasskeyOptions(options=json.loads(options_to_json(options)))


def shown(account: accounts.Account) -> Passkeys:
    return Passkeys(
        items=[PasskeyView(id=one.public_id, name=one.name, created_at=one.created_at) for one in account.passkeys]
    )


def _rp_id() -> str:
    return settings().portal_url.host or ""


def _bytes(text: Any) -> bytes:
    from webauthn.helpers import base64url_to_bytes

    return base64url_to_bytes(text)


def _text(data: bytes) -> str:
    from webauthn.helpers import bytes_to_base64url

    return bytes_to_base64url(data)
