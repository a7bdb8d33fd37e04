"""Switching one kind of mail off by the link in such a mail, without a sign-in (RFC 8058)."""

from contextlib import suppress

from functions.profile import store
from shared.json_model import JsonModel
from shared.mail.preferences import Notice
from shared.mail.unsubscribing import switch_in
from shared.problems import Problem


class Unsubscribed(JsonModel):
    """The kind of mail that comes no more; nothing else is told to who holds a link."""

    notice: Notice


async def unsubscribe(token: str) -> Unsubscribed:
    """Turn the link's switch off, once or again. Raises Problem `not_found` for a link that we did not write.

    An account that is gone gets no mails: that is answered like any other.
    """
    switch = switch_in(token)
    if switch is None:
        raise Problem("not_found")
    with suppress(Problem):
        await store.switch_mail_off(switch.account_id, switch.notice)
    return Unsubscribed(notice=switch.notice)
