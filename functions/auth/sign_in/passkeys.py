"""Signing in with a passkey: no login, no password, no second step."""

from functions.auth.guards import audit, limits, webauthn
from functions.auth.guards.client_context import ClientContext
from functions.auth.guards.session_opening import Opened, enter
from functions.auth.models import PasskeyAnswer, PasskeyOptions
from shared.accounts import account_by_id
from shared.http.limits import require
from shared.problems import Problem


async def sign_in_options(context: ClientContext) -> PasskeyOptions:
    """What `navigator.credentials.get` is given; names no account. Raises Problem `too_many_attempts`."""
    from webauthn import generate_authentication_options
    from webauthn.helpers.structs import UserVerificationRequirement

    await require("passkey-challenges", context.address, limits.LIMITS.passkey_challenges)
    options = generate_authentication_options(
        rp_id=webauthn.rp_id(),
        challenge=await webauthn.new_challenge("get"),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.as_json(options)


async def sign_in(request: PasskeyAnswer, context: ClientContext) -> Opened:
    """Open a session by a passkey; raises Problem `passkey_failed`, `too_many_attempts`."""
    found = await account_by_id(webauthn.user_handle(request.credential))
    source = context.source_for(found[0] if found else None)
    if not source.is_known_device:
        await limits.reserve_sign_in(context.address)
    challenge = await webauthn.spent_challenge(request.credential, "get")
    passkey = webauthn.of_credential(found[0], request.credential) if found else None
    if found is None or passkey is None or challenge is None:
        audit.event("passkey_sign_in", "refused", "unknown", context.address)
        raise Problem("passkey_failed")
    count = webauthn.new_count(request.credential, challenge, passkey)
    if count is None:
        audit.event("passkey_sign_in", "refused", found[0].id, context.address)
        raise Problem("passkey_failed")

    await webauthn.note_use(found[0], passkey, count)
    again = await account_by_id(found[0].id)
    if again is None:
        raise Problem("passkey_failed")
    return await enter(again, context, source, "passkey", second_step_done=True)
