"""Lookup ids: keyed hashes under which a secret-ish value can be found but not read or guessed."""

import base64
import hashlib
import hmac
import secrets
from typing import NamedTuple

from shared.identifiers import number_key
from shared.settings import settings


def lookup_id(purpose: str, value: str) -> str:
    """The document id for `value`, as HMAC-SHA-256; `purpose` keeps equal values of two kinds apart."""
    return _id(settings().lookup_key, purpose, value)


def former_lookup_ids(purpose: str, value: str) -> list[str]:
    """What the id was under each former key: what rests there is still found, and nothing more is written there."""
    return [_id(key, purpose, value) for key in settings().lookup_keys[1:]]


def lookup_ids(purpose: str, value: str) -> list[str]:
    """The ids for `value` under all keys, the present one first (docs/adr/0032-lookup-keys-in-a-ring.md)."""
    return [lookup_id(purpose, value), *former_lookup_ids(purpose, value)]


def _id(key: bytes, purpose: str, value: str) -> str:
    digest = hmac.digest(key, f"{purpose}:{value}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def customer_number_lookup(printed: str) -> str:
    """The id under which a printed customer number leads to its customer, however it is spelt."""
    return customer_number_lookups(printed)[0]


def customer_number_lookups(printed: str) -> list[str]:
    """The same under all keys, the present one first."""
    return lookup_ids("customer-number", number_key(printed))


class LoginIds(NamedTuple):
    """A login as its keyed hashes only. `personal`, of a PESEL or NIP: the numbers that make up no password."""

    present: str
    former: list[str]
    personal: list[str]


def login_ids(login: str) -> LoginIds:
    """The ids of a normalised login: a PESEL, a NIP or a chosen one."""
    former = former_lookup_ids("login", login)
    return LoginIds(lookup_id("login", login), former, personal_lookups(login) if former else [])


def personal_lookups(identifier: str) -> list[str]:
    """Keyed hashes of the numbers others may know: the NIP, or the PESEL and its birth date as people write it."""
    from stdnum.pl import pesel

    numbers = [identifier]
    if pesel.is_valid(identifier):
        born = pesel.get_birth_date(identifier)
        numbers += [born.strftime(form) for form in ("%d%m%Y", "%Y%m%d", "%d%m%y", "%y%m%d")]
    return [lookup_id("personal", number) for number in numbers]


def random_id() -> str:
    """A fresh unguessable id of 128 bits."""
    return secrets.token_urlsafe(16)


def new_token() -> str:
    """A fresh bearer secret of 256 bits, for a cookie or a link."""
    return secrets.token_urlsafe(32)


def token_id(token: str) -> str:
    """The id at rest of a bearer secret: its SHA-256, so that a copy of the database opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()
