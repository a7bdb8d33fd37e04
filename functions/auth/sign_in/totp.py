"""The second step, for who wants one: codes of an authenticator application (RFC 6238), and recovery codes.

The secret rests encrypted (AES-256-GCM, bound to its account); recovery codes rest hashed. A code works once: the
time step it belongs to is noted with the account on condition that it is later than the last.
"""

import base64
import hmac
import io
import os
import re
import secrets
from typing import TYPE_CHECKING

from functions.auth import accounts
from functions.auth.guards import audit
from functions.auth.guards.client_context import Visitor
from functions.auth.guards.limits import LIMITS
from functions.auth.models import RecoveryCodes, SecondStep, TotpConfirmation, TotpSetup
from functions.auth.notifications import tell
from functions.auth.sign_in.recovery import ALPHABET
from functions.auth.sign_in.sign_in import Opened, enter, source_of
from shared import clock
from shared.limits import require
from shared.locale import Locale
from shared.lookup import lookup_id
from shared.problems import FieldFault, Problem
from shared.sessions import Session
from shared.settings import settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_STEP_SECONDS, _STEPS_OFF = 30, 1
_RECOVERY_CODES = 10
_NONCE = 12
_NAMES: dict[Locale, str] = {
    "pl": "kod z aplikacji przy logowaniu",
    "en": "a code of an application at sign-in",
    "uk": "код із застосунку під час входу",
}


async def set_up(session: Session) -> TotpSetup:
    """A fresh secret, which counts for nothing until a code confirms it; raises Problem `second_step_exists`."""
    import pyotp
    import segno

    secret = pyotp.random_base32()

    def begun(account: accounts.Account) -> accounts.Account:
        if account.has_second_step:
            raise Problem("second_step_exists")
        return account.model_copy(
            update={"totp": accounts.Totp(secret=_sealed(secret, account.id), created_at=clock.now())}
        )

    account = await accounts.change_account(session.account_id, begun)
    name = account.chosen_login or account.identifier_masked
    uri = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="mojBOK")
    image = io.BytesIO()
    segno.make(uri).save(image, kind="svg", border=4, xmldecl=False, omitsize=True)
    return TotpSetup(secret=secret, uri=uri, qr_svg=image.getvalue().decode())


async def confirm(wish: TotpConfirmation, session: Session, visitor: Visitor) -> RecoveryCodes:
    """Turn the second step on with its first code; raises Problem `validation_failed`, `second_step_exists`."""
    await require("codes", session.account_id, LIMITS.codes)
    codes = _fresh_codes()

    def confirmed(account: accounts.Account) -> accounts.Account:
        if account.has_second_step:
            raise Problem("second_step_exists")
        step = _step_of(wish.code, account)
        if step is None or account.totp is None:
            raise Problem("validation_failed", errors=[FieldFault("code", "code_wrong")])
        changes = {"confirmed": True, "last_step": step, "recovery_codes": _hashes(codes, account.id)}
        return account.model_copy(update={"totp": account.totp.model_copy(update=changes)})

    account = await accounts.change_account(session.account_id, confirmed)
    await tell("second_step_on", account, what=_NAMES[account.locale])
    audit.event("second_step", "on", account.id, visitor.address)
    return RecoveryCodes(codes=codes)


async def renew_codes(session: Session, visitor: Visitor) -> RecoveryCodes:
    """Fresh recovery codes in place of all earlier ones; raises Problem `not_found` without a second step."""
    codes = _fresh_codes()

    def renewed(account: accounts.Account) -> accounts.Account:
        if account.totp is None or not account.totp.confirmed:
            raise Problem("not_found")
        changes = {"recovery_codes": _hashes(codes, account.id)}
        return account.model_copy(update={"totp": account.totp.model_copy(update=changes)})

    account = await accounts.change_account(session.account_id, renewed)
    await tell("recovery_codes_renewed", account)
    audit.event("second_step", "codes renewed", account.id, visitor.address)
    return RecoveryCodes(codes=codes)


async def remove(session: Session, visitor: Visitor) -> None:
    """Turn the second step off; one that is off is fine."""
    was_on = False

    def removed(now: accounts.Account) -> accounts.Account:
        nonlocal was_on
        was_on = now.has_second_step
        return now.model_copy(update={"totp": None})

    account = await accounts.change_account(session.account_id, removed)
    if was_on:
        await tell("second_step_off", account, what=_NAMES[account.locale])
        audit.event("second_step", "off", account.id, visitor.address)


async def pass_step(wish: SecondStep, session: Session, visitor: Visitor) -> Opened:
    """Open a full session by a code; the waiting one ends. Raises Problem `second_step_failed`, `too_many_attempts`."""
    if "second_step" not in session.pending:
        raise Problem("second_step_failed")
    await require("codes", session.account_id, LIMITS.codes)

    def used(account: accounts.Account) -> accounts.Account:
        totp = account.totp
        if totp is None:
            raise Problem("second_step_failed")
        step = _step_of(wish.code, account)
        if step is not None and step > totp.last_step:
            return account.model_copy(update={"totp": totp.model_copy(update={"last_step": step})})
        spent = _code_hash(wish.code, account.id)
        left = [one for one in totp.recovery_codes if not hmac.compare_digest(one, spent)]
        if len(left) == len(totp.recovery_codes):
            raise Problem("second_step_failed")
        return account.model_copy(update={"totp": totp.model_copy(update={"recovery_codes": left})})

    try:
        await accounts.change_account(session.account_id, used)
    except Problem:
        audit.event("second_step", "refused", session.account_id, visitor.address)
        raise
    found = await accounts.account_by_id(session.account_id)
    if found is None:
        raise Problem("session_missing")
    known = visitor.known.knows(found[0].password_key)
    method: accounts.SignInMethod = "one_time_password" if "password_change" in session.pending else "password"
    source = source_of(visitor, known_device=known)
    return await enter(found, visitor, source, method, second_step_done=True)


def _step_of(code: str, account: accounts.Account) -> int | None:
    """The time step the code belongs to: now, or one before or after."""
    import pyotp

    if account.totp is None or not re.fullmatch(r"[0-9]{6}", code):
        return None
    generator = pyotp.HOTP(_opened(account.totp.secret, account.id))
    now = int(clock.now().timestamp()) // _STEP_SECONDS
    steps = range(now - _STEPS_OFF, now + _STEPS_OFF + 1)
    return next((step for step in steps if hmac.compare_digest(generator.at(step), code)), None)


def _fresh_codes() -> list[str]:
    return ["-".join(_random(5) for _ in range(2)) for _ in range(_RECOVERY_CODES)]


def _hashes(codes: list[str], account_id: str) -> list[str]:
    return [_code_hash(code, account_id) for code in codes]


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def _code_hash(code: str, account_id: str) -> str:
    """A recovery code's keyed hash; with 49 bits behind a key that is not in the database it needs no slow one."""
    return lookup_id("recovery-code", f"{account_id}:{re.sub(r'[\s-]', '', code).upper()}")


def _sealed(secret: str, account_id: str) -> str:
    nonce = os.urandom(_NONCE)
    return base64.b64encode(nonce + _cipher().encrypt(nonce, secret.encode(), account_id.encode())).decode()


def _opened(sealed: str, account_id: str) -> str:
    data = base64.b64decode(sealed)
    return _cipher().decrypt(data[:_NONCE], data[_NONCE:], account_id.encode()).decode()


def _cipher() -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(hmac.digest(settings().pepper, b"mojbok totp", "sha256"))
