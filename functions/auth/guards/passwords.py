"""Passwords: what makes a good one, and how one is kept.

Length and blocklist by docs/adr/0003-password-length.md; hashing by OWASP's Password Storage Cheat Sheet
(argon2id, m = 19456 KiB, t = 2, p = 1) over an HMAC with a pepper that is not in the database.
"""

import asyncio
import base64
import hmac
import re
import unicodedata
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

from shared.access.sessions import NOBODY
from shared.brand import brand
from shared.cosmos import read
from shared.lookup import lookup_ids
from shared.problems import FieldFault, Problem, unavailable
from shared.settings import settings

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MIN_LENGTH, MAX_LENGTH = 12, 128
_OF_EVERY_PORTAL = ("mojbok", "ebok", "energia", "faktura", "rachunek")
_SHORTEST_WORD = 4
_MIN_SCORE = 3
_LOOKED_AT, _LETTER_LIKE, _MOST_SORTS = 64, frozenset("4@8({[<369!|1705$+%2"), 6
# Each hash takes 19 MiB and some 25 ms: a flood of sign-ins must not take the memory or minutes of waiting.
_CONCURRENCY, _MAX_WAITING = 4, 200
_pending = 0


async def check_password(
    password: str, personal_words: list[str], personal_lookups: Iterable[str] = (), *, field: str = "password"
) -> None:
    """Refuse a password that is too short, too long, common, or made of what others know of its owner.

    Length counts code points after NFC. Looked at off the event loop. Raises Problem `validation_failed` on `field`
    with the reason.
    """
    text, lookups = unicodedata.normalize("NFC", password), {*personal_lookups}
    reason = await _off_the_loop(lambda: _weakness(text, [*personal_words, *_known_numbers(text, lookups)]))
    if reason is not None:
        raise Problem("validation_failed", errors=[FieldFault(field, reason)])


async def personal_words(
    customer_id: str | None, customer_number: str, chosen_login: str | None, email: str
) -> list[str]:
    """Names, customer number, chosen login and the mailbox's name, whole and by word."""
    customer = await read("customers", "customer", customer_id or NOBODY)
    data = (customer or {}).get("data") or {}
    names = [str(data.get(field) or "") for field in ("firstName", "lastName", "companyName")]
    words = [customer_number, chosen_login or "", email.partition("@")[0]]
    return [word for text in [*names, *words] for word in {text, *text.split()} if word]


def _known_numbers(text: str, lookups: set[str]) -> set[str]:
    """What of the password is one of the person's numbers, known to us only by their hashes."""
    runs = re.findall(r"[0-9]{6,}", text)
    pieces = {run[at : at + size] for run in runs for size in (6, 8, 10, 11) for at in range(len(run) - size + 1)}
    return {piece for piece in pieces if not lookups.isdisjoint(lookup_ids("personal", piece))}


@cache
def _product_words() -> list[str]:
    """What comes to everybody's mind here: the portal's and the company's names, and what it is for."""
    own = brand()
    names = f"{own.name} {own.short_name} {own.company.name} {own.payee.name}"
    told = {word for word in re.findall(r"\w+", names.casefold()) if len(word) >= _SHORTEST_WORD}
    return sorted({*_OF_EVERY_PORTAL, *told})


def _weakness(text: str, personal_words: list[str]) -> str | None:
    if len(text) < MIN_LENGTH:
        return "password_too_short"
    if len(text) > MAX_LENGTH:
        return "password_too_long"
    if _mostly(text, personal_words):
        return "password_personal"
    if _mostly(text, _product_words()):
        return "password_too_common"
    from zxcvbn import zxcvbn

    verdict = zxcvbn(_bounded(text), user_inputs=[*personal_words, *_product_words()])
    return "password_too_common" if verdict["score"] < _MIN_SCORE else None


def _bounded(text: str) -> str:
    """What of a password zxcvbn is given: its work doubles with each sort of sign that may stand for a letter (`4`
    for `a`), and grows with the square of the length. In a person's password there are few of them.
    """
    start = text[:_LOOKED_AT]
    sorts = list(dict.fromkeys(one for one in start if one in _LETTER_LIKE))
    return start.translate(dict.fromkeys(map(ord, sorts[_MOST_SORTS:]), "~"))


def _mostly(text: str, words: Iterable[str]) -> bool:
    """Whether less than eight characters remain when the words are taken out."""
    folded = rest = text.casefold()
    for word in sorted({word.casefold() for word in words if len(word) >= 3}, key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(rest) < min(len(folded), 8)


async def hash_password(password: str) -> str:
    """The argon2id hash with its parameters, behind the name of its pepper, made off the event loop."""
    pepper_id = settings().pepper_id
    return await _off_the_loop(lambda: f"{pepper_id}:{_hasher().hash(_peppered(password, pepper_id))}")


async def password_matches(hashed: str | None, password: str) -> bool:
    """Whether the password belongs to the hash. No hash costs as much time as a wrong password."""
    from argon2.exceptions import InvalidHashError, VerifyMismatchError

    pepper_id, _, encoded = (hashed or _dummy()).rpartition(":")

    def verify() -> bool:
        try:
            return _hasher().verify(encoded, _peppered(password, pepper_id)) and hashed is not None
        except (VerifyMismatchError, InvalidHashError):
            return False

    return await _off_the_loop(verify)


def needs_rehash(hashed: str) -> bool:
    """Whether the hash was made with a pepper or parameters that are no longer ours."""
    pepper_id, _, encoded = hashed.rpartition(":")
    return pepper_id != settings().pepper_id or _hasher().check_needs_rehash(encoded)


def _peppered(password: str, pepper_id: str) -> str:
    # Cut after it is composed: decomposed, the longest password has more code points.
    text = unicodedata.normalize("NFC", password)[: MAX_LENGTH + 1].encode()
    chosen = settings()
    pepper = chosen.peppers.get(pepper_id, chosen.pepper)
    return base64.b64encode(hmac.digest(pepper, text, "sha256")).decode()


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1, salt_len=16, hash_len=32)


@cache
def _dummy() -> str:
    return ":" + _hasher().hash("nobody")


async def _off_the_loop[T](work: Callable[[], T]) -> T:
    """Run `work` on one of a few threads; raises Problem `unavailable` when too many wait already."""
    global _pending
    if _pending >= _CONCURRENCY + _MAX_WAITING:
        raise unavailable()
    _pending += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_threads(), work)
    finally:
        _pending -= 1


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_CONCURRENCY, thread_name_prefix="argon2")
