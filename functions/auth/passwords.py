"""Passwords: what makes a good one, and how one is kept.

Length and blocklist by docs/adr/0003-password-length.md; hashing by OWASP's Password Storage Cheat Sheet
(argon2id, m = 19456 KiB, t = 2, p = 1) over an HMAC with a pepper that is not in the database.
"""

import asyncio
import base64
import hmac
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

from shared.problems import FieldFault, Problem, unavailable
from shared.settings import settings

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from argon2 import PasswordHasher

MIN_LENGTH, MAX_LENGTH = 12, 128
_PRODUCT_WORDS = ("mojbok", "ebok", "polenergia", "energia", "faktura", "rachunek")
_MIN_SCORE = 3
# Each hash takes 19 MiB and some 25 ms: a flood of sign-ins must not take the memory or minutes of waiting.
_AT_ONCE, _MAX_WAITING = 4, 200
_FIELD = "password"
_pending = 0


def check_password(password: str, personal_words: list[str]) -> None:
    """Refuse a password that is too short, too long, common, or made of what others know of its owner.

    Length counts code points after NFC. Raises Problem `validation_failed` with the reason.
    """
    text = unicodedata.normalize("NFC", password)
    if len(text) < MIN_LENGTH:
        raise _refused("password_too_short")
    if len(text) > MAX_LENGTH:
        raise _refused("password_too_long")
    if _mostly(text, personal_words):
        raise _refused("password_personal")
    if _mostly(text, _PRODUCT_WORDS):
        raise _refused("password_too_common")
    from zxcvbn import zxcvbn

    verdict = zxcvbn(text, user_inputs=[*personal_words, *_PRODUCT_WORDS], max_length=MAX_LENGTH)
    if verdict["score"] < _MIN_SCORE:
        raise _refused("password_too_common")


def _mostly(text: str, words: Iterable[str]) -> bool:
    """Whether less than eight characters remain when the words are taken out."""
    folded = rest = text.casefold()
    for word in sorted({word.casefold() for word in words if len(word) >= 3}, key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(rest) < min(len(folded), 8)


def _refused(code: str) -> Problem:
    return Problem("validation_failed", errors=[FieldFault(_FIELD, code)])


async def hash_password(password: str) -> str:
    """The argon2id hash with its parameters, made off the event loop."""
    return await _off_the_loop(lambda: _hasher().hash(_peppered(password)))


async def password_matches(hashed: str | None, password: str) -> bool:
    """Whether the password belongs to the hash. No hash costs as much time as a wrong password."""
    from argon2.exceptions import InvalidHashError, VerifyMismatchError

    def verify() -> bool:
        try:
            return _hasher().verify(hashed or _dummy(), _peppered(password)) and hashed is not None
        except (VerifyMismatchError, InvalidHashError):
            return False

    return await _off_the_loop(verify)


def needs_rehash(hashed: str) -> bool:
    """Whether the hash was made with parameters that are no longer ours."""
    return _hasher().check_needs_rehash(hashed)


def _peppered(password: str) -> str:
    text = unicodedata.normalize("NFC", password).encode()
    return base64.b64encode(hmac.digest(settings().pepper, text, "sha256")).decode()


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1, salt_len=16, hash_len=32)


@cache
def _dummy() -> str:
    return _hasher().hash("nobody")


async def _off_the_loop[T](work: Callable[[], T]) -> T:
    """Run `work` on one of a few threads; raises Problem `unavailable` when too many wait already."""
    global _pending
    if _pending >= _AT_ONCE + _MAX_WAITING:
        raise unavailable()
    _pending += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_threads(), work)
    finally:
        _pending -= 1


@cache
def _threads() -> "ThreadPoolExecutor":
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="argon2")
