"""One-time passwords, each for one sign-in that does nothing but set a new password.

16 characters of 31 (79 bits), ten minutes, five tries from one source, once, the newest only (OWASP Forgot Password;
ASVS 5.0 6.5). The document is kept under the account, or under the login string where nobody has it: both cost the
same.
"""

import re
import secrets
from datetime import timedelta

from functions.auth.guards.passwords import password_matches
from shared import clock, cosmos
from shared.accounts import Account
from shared.identifiers import bare
from shared.lookup import token_id

LIFETIME = timedelta(minutes=10)
TRIES = 5
_GUESSES = 1000
"""From everywhere together; of 79 bits nobody guesses one in a thousand tries."""
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_SHAPE = re.compile(f"[{ALPHABET}]{{16}}")


def fresh() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(16))


def in_groups(secret: str) -> str:
    """`ABCD-EFGH-JKLM-NPQR`, as the mail shows it."""
    return "-".join(secret[part : part + 4] for part in range(0, 16, 4))


async def issue(login: str, account: Account | None, hashed: str) -> str:
    """Keep a new one in place of any earlier one; returns the reference the mail shows."""
    reference = secrets.token_hex(3).upper()
    document = {
        "id": _document_id(login, account),
        "hash": hashed,
        "epoch": account.token_epoch if account else 0,
        "tries": {},
        "guesses": 0,
        "spent": False,
        "issue": reference,
        "expiresAt": clock.iso(clock.now() + LIFETIME),
        "ttl": int(LIFETIME.total_seconds()) + 60,
    }
    await cosmos.container("operations").upsert_item(document)
    return reference


async def consume(login: str, account: Account | None, source: str, password: str) -> bool:
    """Whether the text is the one-time password, which then is used up. A try is taken before it is looked at.

    Five tries from one source; others have their own, so that nobody can use up the owner's.
    """
    secret = bare(password).upper()
    if not _SHAPE.fullmatch(secret):
        return False
    item_id = _document_id(login, account)
    own = f'c.tries["{source}"]'
    document = await cosmos.patch(
        "operations",
        item_id,
        [
            {"op": "incr", "path": f"/tries/{source}", "value": 1},
            {"op": "incr", "path": "/guesses", "value": 1},
        ],
        f"(not is_defined({own}) or {own} < {TRIES}) and c.guesses < {_GUESSES} and c.spent = false"
        f" and c.epoch = {account.token_epoch if account else 0} and c.expiresAt > '{clock.iso(clock.now())}'",
    )
    if document is None or not await password_matches(str(document["hash"]), secret):
        return False
    spent = await cosmos.patch(
        "operations",
        item_id,
        [{"op": "set", "path": "/spent", "value": True}],
        f"c.spent = false and c.issue = '{document['issue']}'",
    )
    return spent is not None and account is not None


async def is_one_time_password(account: Account, text: str) -> bool:
    """Whether the text is the account's last one-time password, used or not: it must not become the password."""
    secret = bare(text).upper()
    item_id = _document_id("", account)
    document = await cosmos.read("operations", item_id, item_id) if _SHAPE.fullmatch(secret) else None
    return document is not None and await password_matches(str(document["hash"]), secret)


def owner(login: str, account: Account | None) -> str:
    """What one-time passwords are kept and counted under."""
    return account.id if account else login


def _document_id(login: str, account: Account | None) -> str:
    return f"one-time-password:{token_id(owner(login, account))}"
