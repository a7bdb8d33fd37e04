"""Codes of the second step: of an authenticator application (RFC 6238), and recovery codes.

The secret rests encrypted (AES-256-GCM, bound to its account); recovery codes rest hashed.
"""

import base64
import hmac
import os
import re
import secrets
from typing import TYPE_CHECKING

from functions.auth.guards.one_time_password import ALPHABET
from shared import clock
from shared.accounts import Account
from shared.identifiers import bare
from shared.lookup import lookup_ids
from shared.settings import settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_STEP_SECONDS, _STEPS_OFF = 30, 1
_RECOVERY_CODES = 10
_NONCE = 12


def step_of(code: str, account: Account) -> int | None:
    """The time step the code belongs to: now, or one before or after."""
    import pyotp

    digits = bare(code)
    if account.totp is None or not re.fullmatch(r"[0-9]{6}", digits):
        return None
    generator = pyotp.HOTP(_opened(account.totp.secret, account.id))
    now = int(clock.now().timestamp()) // _STEP_SECONDS
    steps = range(now - _STEPS_OFF, now + _STEPS_OFF + 1)
    return next((step for step in steps if hmac.compare_digest(generator.at(step), digits)), None)


def fresh_codes() -> list[str]:
    return ["-".join(_random(5) for _ in range(2)) for _ in range(_RECOVERY_CODES)]


def hashes(codes: list[str], account_id: str) -> list[str]:
    return [code_hashes(code, account_id)[0] for code in codes]


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def code_hashes(code: str, account_id: str) -> list[str]:
    """A recovery code's keyed hashes under all keys, the present one first.

    With 49 bits behind a key that is not in the database it needs no slow one.
    """
    return lookup_ids("recovery-code", f"{account_id}:{bare(code).upper()}")


def sealed(secret: str, account_id: str) -> str:
    """The secret encrypted, behind the name of the pepper its key is made of."""
    nonce, pepper_id = os.urandom(_NONCE), settings().pepper_id
    data = nonce + _cipher(pepper_id).encrypt(nonce, secret.encode(), account_id.encode())
    return f"{pepper_id}:{base64.b64encode(data).decode()}"


def sealed_anew(kept: str, account_id: str) -> str:
    """The same secret under the present pepper."""
    return kept if kept.startswith(f"{settings().pepper_id}:") else sealed(_opened(kept, account_id), account_id)


def _opened(kept: str, account_id: str) -> str:
    pepper_id, _, encoded = kept.rpartition(":")
    data = base64.b64decode(encoded)
    return _cipher(pepper_id).decrypt(data[:_NONCE], data[_NONCE:], account_id.encode()).decode()


def _cipher(pepper_id: str) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    chosen = settings()
    return AESGCM(hmac.digest(chosen.peppers.get(pepper_id, chosen.pepper), b"mojbok totp", "sha256"))
