"""The number each mail carries, and what we know of a mail by it: whether it came from us, when, and what about."""

import hmac
import re

from pydantic import AwareDatetime

from shared import cosmos
from shared.accounts import mailbox_lookups
from shared.json_model import RecordModel
from shared.lookup import lookup_id, lookup_ids
from shared.settings import settings

# Crockford's letters: none that is read as another, so that a number can be told by telephone.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH, _GROUP = 12, 4
_READ_AS = str.maketrans("OIL", "011")


class SentMail(RecordModel):
    """What is known of a mail by its number; `template` says what it was about, `mailbox` is a keyed hash."""

    number: str
    template: str
    created_at: AwareDatetime
    mailbox: str

    def went_to(self, email: str) -> bool:
        return self.mailbox in mailbox_lookups(email)


def mail_number(key: str) -> str:
    """The number of the mail of this key, as `7K3M-Q2XW-9DTB`: 60 bits of a keyed hash, so that none can be guessed."""
    digest = int.from_bytes(hmac.digest(settings().lookup_key, f"mail-number:{key}".encode(), "sha256"))
    letters = [_LETTERS[digest >> 5 * place & 31] for place in range(_LENGTH)]
    return "-".join("".join(letters[place : place + _GROUP]) for place in range(0, _LENGTH, _GROUP))


def document_id(number: str) -> str:
    """The id of the mail's document in container `outbox`."""
    return lookup_id("mail", number)


async def mail_of(typed: str) -> SentMail | None:
    """The mail of this number, however it was typed, for as long as the outbox remembers it.

    One point read for each lookup key. Nothing is told of mails that were written for show and went nowhere.
    """
    number = _read(typed)
    if number is None:
        return None
    for mail_id in lookup_ids("mail", number):
        stored = await cosmos.read("outbox", mail_id, mail_id)
        if stored is not None and stored.get("mailbox"):
            return SentMail.model_validate({name: stored[name] for name in _FIELDS})
    return None


_FIELDS = ("number", "template", "createdAt", "mailbox")


def _read(typed: str) -> str | None:
    letters = re.sub(r"[\s\-–—]", "", typed).upper().translate(_READ_AS)
    if len(letters) != _LENGTH or not set(letters) <= set(_LETTERS):
        return None
    return "-".join(letters[place : place + _GROUP] for place in range(0, _LENGTH, _GROUP))
