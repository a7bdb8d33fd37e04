"""What a start in production refuses: what this repository shows to everybody, and what protects nothing."""

import hashlib
from collections.abc import Iterator, Mapping
from ipaddress import ip_address

from pydantic import HttpUrl, SecretStr

_FEWEST_BYTES = 16
"""A random key of 32 bytes has so many different ones, but for once in 10^15 times."""

PUBLIC = frozenset(
    {
        "aa6547439583c3a275d4542a0df6c1ad",
        "0011cc25eb4320717494d2703e8cba85",
        "6972ea6210c79809793736d46c1565ac",
        "ac68dee15953c962a1ca73a5a85fc489",
        "d8a240a0a430c468ea31f97900101cda",
        "b2d68279bb4d7171bfbee59d6784ebd3",
        "e2f5290e1f9bd5c7b1bd26a8e5de06bf",
        "2697e166d13cd58b9573e1846c52b2cc",
    }
)
"""SHA-256, cut to 32 digits, of each secret of `local.settings.json`."""

_EMULATORS_ONLY = frozenset({"cosmos_key", "blob_key"})

_UNRESOLVED = "@Microsoft.KeyVault("
"""Azure hands the reference itself to the application where it could not read the secret."""


def production_faults(fields: Mapping[str, object], given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Name and fault of each setting with which no start in production is allowed; never a value.

    `fields` are the settings as read, `given` the same as they stand in the environment.
    """
    for name, value in fields.items():
        yield from ((name, fault) for fault in _value_faults(name, value, given.get(name, "")))
    yield from _ring_faults(fields)
    if fields["lookup_key"] == fields["pepper"]:
        yield "pepper", "must not be the lookup key"
    if fields["log_level"] == "WARNING":
        yield "log_level", "must be INFO: audit events, and most of what the alerts wait for, are lines of that level"
    if not fields["smtp_tls"]:
        yield "smtp_tls", "must be true: mails hold links and one-time passwords"
    if _is_here(str(fields["smtp_host"])):
        yield "smtp_host", "is this machine"


def _value_faults(name: str, value: object, given: str) -> Iterator[str]:
    if given.startswith(_UNRESOLVED):
        yield "could not be read from the vault: no such secret, no role, or no way to it"
    elif hashlib.sha256(given.encode()).hexdigest()[:32] in PUBLIC:
        yield "is the one this repository shows to everybody"
    elif name in _EMULATORS_ONLY and value is not None:
        yield "is for the emulator; in Azure the identity of the app is used"
    elif isinstance(value, SecretStr) and "local-only" in value.get_secret_value():
        yield "is meant for a laptop"
    elif isinstance(value, bytes) and len(set(value)) < _FEWEST_BYTES:
        yield "is not random"
    elif isinstance(value, HttpUrl):
        yield from _address_faults(value)


def _ring_faults(fields: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name, former in (("pepper_id", fields["former_peppers"]), ("lookup_key_id", fields["former_lookup_keys"])):
        if isinstance(former, Mapping) and fields[name] in former:
            yield name, "is the name of a former key too"


def _address_faults(address: HttpUrl) -> Iterator[str]:
    if address.scheme != "https":
        yield "must begin with https"
    if _is_here(address.host or ""):
        yield "is this machine"


def _is_here(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
