"""Passkeys (WebAuthn): challenges, and whether what a device answers is right.

Discoverable credentials whose user handle is the account's id, with the person verified by the device: possession
and knowledge or biometrics at once, so no second step is asked after one. A challenge is used once, for five minutes.
"""

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from functions.auth.models import PasskeyOptions
from shared import clock, cosmos
from shared.accounts import Account, Passkey, change_account
from shared.lookup import random_id, token_id
from shared.problems import Problem
from shared.settings import settings

if TYPE_CHECKING:
    from webauthn.registration.verify_registration_response import VerifiedRegistration

_CHALLENGE_LIFETIME = timedelta(minutes=5)
type Purpose = Literal["create", "get", "again"]


async def note_use(account: Account, passkey: Passkey, count: int) -> None:
    """Note the device's count; raises Problem `passkey_failed` where the passkey is gone or its count no longer grows.

    The count was checked on an account read before: of two answers with one count, a clone's among them, one passes
    (WebAuthn Level 2, 7.2, step 21). Devices that do not count say 0 each time.
    """

    def used(now: Account) -> Account:
        known = next((one for one in now.passkeys if one.id == passkey.id), None)
        if known is None or (count <= known.sign_count and (count, known.sign_count) != (0, 0)):
            raise Problem("passkey_failed")
        own = [one.model_copy(update={"sign_count": count}) if one.id == passkey.id else one for one in now.passkeys]
        return now.model_copy(update={"passkeys": own})

    await change_account(account.id, used)


async def new_challenge(purpose: Purpose, account: Account | None = None) -> bytes:
    """A challenge for anybody, or for the owner of an account."""
    challenge = random_id() + random_id()
    item = {
        "id": f"passkey-challenge:{token_id(challenge)}",
        "purpose": purpose,
        "accountId": account.id if account else "",
        "epoch": account.token_epoch if account else 0,
        "spent": False,
        "expiresAt": clock.iso(clock.now() + _CHALLENGE_LIFETIME),
        "ttl": int(_CHALLENGE_LIFETIME.total_seconds()) + 60,
    }
    await cosmos.create("operations", item)
    return challenge.encode()


async def spent_challenge(credential: dict[str, Any], purpose: Purpose, account: Account | None = None) -> bytes | None:
    """The challenge the device signed, used up; None where it is not one of ours, or was used, or is over."""
    try:
        client_data = json.loads(decoded(credential["response"]["clientDataJSON"]))
        challenge = decoded(client_data["challenge"])
        item_id = f"passkey-challenge:{token_id(challenge.decode())}"
    except Exception:  # noqa: BLE001  whatever a parser makes of foreign bytes is a refusal
        return None
    spent = await cosmos.patch(
        "operations",
        item_id,
        [{"op": "set", "path": "/spent", "value": True}],
        f"c.spent = false and c.expiresAt > '{clock.iso(clock.now())}'",
    )
    meant = (purpose, account.id, account.token_epoch) if account else (purpose, "", 0)
    ours = spent is not None and (spent["purpose"], spent["accountId"], spent["epoch"]) == meant
    return challenge if ours else None


def verified(credential: dict[str, Any], challenge: bytes) -> "VerifiedRegistration | None":
    from webauthn import verify_registration_response
    from webauthn.helpers import decode_credential_public_key, decoded_public_key_to_cryptography

    try:
        answer = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=rp_id(),
            expected_origin=settings().portal_origin,
            require_user_verification=True,
        )
        # A key off its curve would be kept, and refused at each sign-in.
        decoded_public_key_to_cryptography(decode_credential_public_key(answer.credential_public_key))
    except Exception:  # noqa: BLE001  whatever a parser makes of foreign bytes is a refusal
        return None
    return answer


def new_count(credential: dict[str, Any], challenge: bytes, passkey: Passkey) -> int | None:
    """The device's new signature count where the answer verifies."""
    from webauthn import verify_authentication_response

    try:
        verified = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=rp_id(),
            expected_origin=settings().portal_origin,
            credential_public_key=decoded(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001  whatever a parser makes of foreign bytes is a refusal
        return None
    return verified.new_sign_count


def user_handle(credential: dict[str, Any]) -> str | None:
    """The account's id a discoverable credential carries; nothing is believed before the signature is."""
    try:
        handle = decoded(credential["response"]["userHandle"]).decode()
    except Exception:  # noqa: BLE001  whatever a parser makes of foreign bytes is a refusal
        return None
    return handle if handle.replace("-", "").replace("_", "").isalnum() and len(handle) < 64 else None


def of_credential(account: Account, credential: dict[str, Any]) -> Passkey | None:
    return next((one for one in account.passkeys if one.id == credential.get("id")), None)


def as_json(options: Any) -> PasskeyOptions:
    from webauthn import options_to_json

    return PasskeyOptions(options=json.loads(options_to_json(options)))


def rp_id() -> str:
    return settings().portal_url.host or ""


def decoded(text: Any) -> bytes:
    from webauthn.helpers import base64url_to_bytes

    return base64url_to_bytes(text)


def encoded(data: bytes) -> str:
    from webauthn.helpers import bytes_to_base64url

    return bytes_to_base64url(data)
