"""The link by which one kind of mail is switched off without signing in (RFC 8058): it opens this one switch only.

Whoever holds the link learns nothing from it: account and switch are encrypted in it, under a key made of the lookup
key, and the links of former keys go on working.
"""

import base64
import binascii
import hmac
import os
from typing import TYPE_CHECKING, NamedTuple, get_args

from shared.mail.preferences import Notice
from shared.settings import settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

UNSUBSCRIBE_PATH = "/api/profile/unsubscriptions"
"""Where mail programs post to; a browser that is sent there goes on to the page."""
UNSUBSCRIBE_PAGE = "/wylacz-powiadomienie"
LONGEST_TOKEN = 300
_NONCE = 12


class Switch(NamedTuple):
    """The one switch a link turns off."""

    account_id: str
    notice: Notice


def token_of(switch: Switch) -> str:
    nonce = os.urandom(_NONCE)
    sealed = _cipher(settings().lookup_key).encrypt(nonce, f"{switch.notice}:{switch.account_id}".encode(), None)
    return base64.urlsafe_b64encode(nonce + sealed).decode().rstrip("=")


def switch_in(token: str) -> Switch | None:
    """The switch of a link that we wrote; None for any other."""
    from cryptography.exceptions import InvalidTag

    try:
        sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    for key in settings().lookup_keys:
        try:
            opened = _cipher(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], None).decode()
        except (InvalidTag, ValueError):
            continue
        notice, _, account_id = opened.partition(":")
        return Switch(account_id, notice) if notice in get_args(Notice) else None  # type: ignore[arg-type]
    return None


def _cipher(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(hmac.digest(key, b"mojbok unsubscribe", "sha256"))
