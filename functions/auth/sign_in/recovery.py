"""Password recovery: a one-time password by mail, beside the account's own, which goes on working.

16 characters of 31 (79 bits), ten minutes, five tries, once, the newest only (OWASP Forgot Password; ASVS 5.0 6.5).
The document is kept under the account, or under the login string where nobody has it: both cost the same.
"""

import re
import secrets
from datetime import timedelta

from functions.auth import accounts
from functions.auth.guards import audit
from functions.auth.guards.client_context import Visitor
from functions.auth.guards.limits import LIMITS
from functions.auth.guards.passwords import hash_password, password_matches
from functions.auth.models import PasswordRecovery, PasswordRecoveryAccepted
from shared import clock, cosmos
from shared.identifiers import normalised_login
from shared.limits import within
from shared.lookup import lookup_id
from shared.mail import outbox
from shared.mail.letter import write_letter

LIFETIME = timedelta(minutes=10)
TRIES = 5
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_SHAPE = re.compile(f"[{ALPHABET}]{{16}}")
_SPARE = re.compile(r"[\s-]")


async def recover(wish: PasswordRecovery, visitor: Visitor) -> PasswordRecoveryAccepted:
    """Send a one-time password to the account's mailbox, if there is one; the answer does not tell.

    Over a limit nothing is made and nothing sent, so the last one that was sent goes on working.
    """
    login = accounts.login_lookup(normalised_login(wish.login))
    found = await accounts.account_by_id(await accounts.account_id_by_login(login))
    account = found[0] if found else None
    secret = "".join(secrets.choice(ALPHABET) for _ in range(16))
    hashed = await hash_password(secret)
    now = clock.now()
    allowed = await within("recovery-address", visitor.address, LIMITS.address_mails)
    allowed = allowed and await within("recovery", _owner(login, account), *LIMITS.one_time_passwords)
    if allowed:
        reference = secrets.token_hex(3).upper()
        document = {
            "id": _document_id(login, account),
            "hash": hashed,
            "tries": 0,
            "spent": False,
            "issue": reference,
            "expiresAt": clock.iso(now + LIFETIME),
            "ttl": int(LIFETIME.total_seconds()) + 60,
        }
        await cosmos.container("operations").upsert_item(document)
        at = now.astimezone(clock.WARSAW)
        letter = write_letter(
            "one_time_password",
            account.locale if account else "pl",
            kind=account.kind if account else "individual",
            password="-".join(secret[part : part + 4] for part in range(0, 16, 4)),
            at=f"{at:%d.%m.%Y}, {at.hour}:{at:%M}",
            reference=reference,
        )
        await outbox.post(letter, account.email if account else None, expires_at=now + LIFETIME)
    outcome = "limited" if not allowed else "sent" if account else "unknown login"
    audit.event("password_recovery", outcome, login, visitor.address)
    return PasswordRecoveryAccepted(expires_at=now + LIFETIME)


async def consume(login: str, account: accounts.Account | None, password: str) -> bool:
    """Whether the text is the one-time password, which then is used up. A try is taken before it is looked at."""
    secret = _SPARE.sub("", password).upper()
    if not _SHAPE.fullmatch(secret):
        return False
    item_id = _document_id(login, account)
    document = await cosmos.patch(
        "operations",
        item_id,
        [{"op": "incr", "path": "/tries", "value": 1}],
        f"c.tries < {TRIES} and c.spent = false and c.expiresAt > '{clock.iso(clock.now())}'",
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


async def is_one_time_password(account: accounts.Account, text: str) -> bool:
    """Whether the text is the account's last one-time password, used or not: it must not become the password."""
    secret = _SPARE.sub("", text).upper()
    item_id = _document_id("", account)
    document = await cosmos.read("operations", item_id, item_id) if _SHAPE.fullmatch(secret) else None
    return document is not None and await password_matches(str(document["hash"]), secret)


async def discard(account: accounts.Account) -> None:
    """Make an outstanding one-time password worthless."""
    await cosmos.delete("operations", _document_id("", account), _document_id("", account))


def _owner(login: str, account: accounts.Account | None) -> str:
    return account.id if account else login


def _document_id(login: str, account: accounts.Account | None) -> str:
    return f"one-time-password:{lookup_id('one-time-password', _owner(login, account))}"
