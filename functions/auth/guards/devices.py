"""Devices: in words for people to recognise, and by a signed cookie for the limits.

The cookie says: from this browser its account was entered before. It is no credential. It gives
the browser a count of failures of its own, so that others cannot lock the owner out, and tells a new device from a
known one.
"""

import hmac
import re
from functools import cache

from fastapi import Response

from shared.accounts import Device
from shared.lookup import random_id
from shared.settings import settings

COOKIE = "__Host-mojbok-device"
_KEPT_SECONDS = 180 * 24 * 3600
_ACCOUNTS = 5
_ID = re.compile(r"[A-Za-z0-9_-]{22}")

# The first that fits: browsers that claim to be another one come before it.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> Device:
    """The browser's family and system from its User-Agent; the text itself goes nowhere."""

    def first(names: tuple[tuple[str, str], ...]) -> str:
        return next((name for mark, name in names if mark in user_agent), "")

    return Device(browser=first(_BROWSERS), system=first(_SYSTEMS))


class DeviceCookie:
    """The device's id and a seal for each account entered from it; one changed in any way knows nobody."""

    def __init__(self, value: str | None) -> None:
        device_id, *seals = (value or "").split(".")
        genuine = _ID.fullmatch(device_id) is not None
        self.device_id = device_id if genuine else random_id()
        self._seals = seals[:_ACCOUNTS] if genuine else []

    def knows(self, account: str) -> bool:
        """Whether the account was entered from here; `account` is its id and password version."""
        expected = [self._seal(account, key) for key in _keys()]
        return any(hmac.compare_digest(one.encode(), seal.encode()) for seal in self._seals for one in expected)

    def value_with(self, account: str) -> str:
        """The cookie's value once the account was entered."""
        seal = self._seal(account, _keys()[0])
        return ".".join([self.device_id, seal, *(other for other in self._seals if other != seal)][: _ACCOUNTS + 1])

    def _seal(self, account: str, key: bytes) -> str:
        return hmac.digest(key, f"{self.device_id}:{account}".encode(), "sha256").hex()[:32]


def set_device_cookie(response: Response, value: str) -> None:
    response.set_cookie(COOKIE, value, max_age=_KEPT_SECONDS, path="/", secure=True, httponly=True, samesite="lax")


def _keys() -> list[bytes]:
    """What seals are made with, of each lookup key, the present one first."""
    return [_derived(key) for key in settings().lookup_keys]


@cache
def _derived(lookup_key: bytes) -> bytes:
    return hmac.digest(lookup_key, b"mojbok device cookie", "sha256")
