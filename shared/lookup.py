"""Lookup ids: keyed hashes under which a secret-ish value can be found but not read or guessed."""

import base64
import hashlib
import hmac
import secrets

from shared.identifiers import number_key
from shared.settings import settings


def lookup_id(purpose: str, value: str) -> str:
    """The document id for `value`, as HMAC-SHA-256; `purpose` keeps equal values of two kinds apart."""
    digest = hmac.digest(settings().lookup_key, f"{purpose}:{value}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def customer_number_lookup(printed: str) -> str:
    """The id under which a printed customer number leads to its customer, however it is spelt."""
    return lookup_id("customer-number", number_key(printed))


def random_id() -> str:
    """A fresh unguessable id of 128 bits."""
    return secrets.token_urlsafe(16)


def new_token() -> str:
    """A fresh bearer secret of 256 bits, for a cookie or a link."""
    return secrets.token_urlsafe(32)


def token_id(token: str) -> str:
    """The id at rest of a bearer secret: its SHA-256, so that a copy of the database opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()
