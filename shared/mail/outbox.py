"""The outbox: a mail is written down before it is sent, tried at once, and tried again by a timer.

A document of container `outbox` is `waiting` until it is `sent`, `expired` or `failed`; then its body is gone,
so that no link or password stays behind. Delivery is at least once: a crash between SMTP and the mark repeats it.
"""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from pydantic import AwareDatetime

from shared import clock, cosmos
from shared.accounts import note_refused_mail
from shared.json_model import RecordModel
from shared.logs import log
from shared.lookup import random_id
from shared.mail.addresses import ascii_address
from shared.mail.letter import Letter, mime_message
from shared.settings import settings

_KEPT = timedelta(days=7)
_CLAIM = timedelta(seconds=60)
_GIVE_UP_AFTER = timedelta(hours=4)
# A step of the conversation, and all of it: less than a claim lasts, after which another process sends the mail.
_SMTP_STEP_SECONDS, _SMTP_SECONDS = 20, 45
_ROUND, _CONCURRENCY = 200, 8
# The host ends a function after five minutes.
_RUN_FOR = timedelta(minutes=4)
_attempts: set[asyncio.Task[bool]] = set()


class Mail(RecordModel):
    """A mail on its way. `to` None is a blank one: it costs what a real one costs and goes nowhere."""

    id: str
    to: str | None
    letter: Letter | None
    state: Literal["waiting", "sent", "expired", "failed"] = "waiting"
    attempts: int = 0
    created_at: AwareDatetime
    next_attempt_at: AwareDatetime
    expires_at: AwareDatetime


async def post(
    letter: Letter,
    to: str | None,
    *,
    expires_at: datetime | None = None,
    mail_id: str | None = None,
    immediately: bool = True,
) -> bool:
    """Write the mail down, then try it at once without keeping the request waiting; True where it was not there yet.

    One of very many is not tried `immediately` but left to the timer, which has a bounded number in hand.
    After `expires_at` it is no longer sent: nobody needs a link that is over. Under one `mail_id` there is one mail,
    however often it is posted while the first is kept.
    """
    now = clock.now()
    mail = Mail(
        id=mail_id or random_id(),
        to=to,
        letter=letter,
        created_at=now,
        next_attempt_at=now,
        expires_at=min(expires_at or now + _GIVE_UP_AFTER, now + timedelta(days=1)),
    )
    try:
        await cosmos.create("outbox", _stored(mail))
    except cosmos.Conflict:
        return False
    if not immediately:
        return True
    attempt = asyncio.create_task(deliver(mail.id))
    _attempts.add(attempt)
    attempt.add_done_callback(_finished)
    return True


def _finished(attempt: asyncio.Task[bool]) -> None:
    _attempts.discard(attempt)
    if not attempt.cancelled() and attempt.exception() is not None:
        log.warning("mail attempt broke off", extra={"fault": type(attempt.exception()).__name__})


async def wait_for_attempts() -> None:
    """Wait for the attempts under way in this process."""
    await asyncio.gather(*_attempts, return_exceptions=True)


async def deliver_due() -> int:
    """Try every mail whose time has come, the longest waiting first, a few at once; returns how many were sent.

    It ends when none is left, when a round sends nothing, or when the time is up: the next run goes on.
    """
    until = clock.now() + _RUN_FOR
    sent = 0
    while True:
        due = [
            item["id"]
            async for item in cosmos.query(
                "outbox",
                "SELECT TOP @round c.id FROM c WHERE c.state = 'waiting' AND c.nextAttemptAt <= @now"
                " ORDER BY c.nextAttemptAt",
                None,
                round=_ROUND,
                now=clock.iso(clock.now()),
            )
        ]
        now_sent = await _deliver_all(due)
        sent += now_sent
        if len(due) < _ROUND or now_sent == 0 or clock.now() >= until:
            if sent:
                log.info("mail delivered", extra={"sent": sent})
            return sent


async def _deliver_all(mail_ids: list[str]) -> int:
    limit = asyncio.Semaphore(_CONCURRENCY)

    async def one(mail_id: str) -> bool:
        async with limit:
            return await deliver(mail_id)

    results = await asyncio.gather(*(one(mail_id) for mail_id in mail_ids), return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return results.count(True)


async def deliver(mail_id: str) -> bool:
    """Claim one mail, so that no other process sends it too, and send it; True when the server took it."""
    stored = await cosmos.read("outbox", mail_id, mail_id)
    if stored is None:
        return False
    mail = Mail.model_validate({name: stored[name] for name in stored if not name.startswith("_") and name != "ttl"})
    now = clock.now()
    if mail.state != "waiting" or mail.next_attempt_at > now:
        return False
    if mail.to is None or mail.letter is None or now >= mail.expires_at:
        outcome: Literal["sent", "expired"] = "sent" if mail.to is None else "expired"
        await _close(mail, stored, outcome)
        return False
    claimed = mail.model_copy(update={"attempts": mail.attempts + 1, "next_attempt_at": now + _CLAIM})
    try:
        stored = await cosmos.replace("outbox", _stored(claimed) | {"_etag": stored["_etag"]})
    except cosmos.Conflict:
        return False
    fault = await _send(mail.letter, mail.to, mail.id)
    if fault is None:
        await _close(claimed, stored, "sent")
        return True
    log.warning("mail not sent", extra={"mail": mail.id, "attempt": claimed.attempts, **fault._asdict()})
    if fault.permanent:
        await _close(claimed, stored, "failed")
        await note_refused_mail(mail.to)
    else:
        await _postpone(claimed, stored)
    return False


class _Fault(NamedTuple):
    fault: str
    permanent: bool


async def _send(letter: Letter, to: str, mail_id: str) -> _Fault | None:
    """One SMTP conversation; the fault where the mail was not taken."""
    import aiosmtplib

    chosen = settings()
    try:
        async with asyncio.timeout(_SMTP_SECONDS):
            await aiosmtplib.send(
                mime_message(letter, ascii_address(to), mail_id),
                hostname=chosen.smtp_host,
                port=chosen.smtp_port,
                username=chosen.smtp_user,
                password=chosen.smtp_password.get_secret_value() if chosen.smtp_password else None,
                start_tls=chosen.smtp_tls,
                timeout=_SMTP_STEP_SECONDS,
            )
    except aiosmtplib.SMTPRecipientsRefused as error:
        return _Fault(type(error).__name__, all(refused.code >= 500 for refused in error.recipients))
    except aiosmtplib.SMTPResponseException as error:
        return _Fault(type(error).__name__, error.code >= 500)
    except (aiosmtplib.SMTPNotSupported, ValueError) as error:
        return _Fault(type(error).__name__, permanent=True)
    except (aiosmtplib.SMTPException, OSError) as error:
        return _Fault(type(error).__name__, permanent=False)
    return None


async def _postpone(mail: Mail, stored: cosmos.Item) -> None:
    later = mail.model_copy(update={"next_attempt_at": clock.now() + _pause(mail.attempts - 1)})
    with suppress(cosmos.Conflict):
        await cosmos.replace("outbox", _stored(later) | {"_etag": stored["_etag"]})


async def _close(mail: Mail, stored: cosmos.Item, state: Literal["sent", "expired", "failed"]) -> None:
    closed = _stored(mail.model_copy(update={"state": state, "letter": None}))
    with suppress(cosmos.Conflict):
        await cosmos.replace("outbox", closed | {"ttl": int(_KEPT.total_seconds()), "_etag": stored["_etag"]})


def _pause(attempts: int) -> timedelta:
    """5 s, growing by half each time for ten tries, then 5 minutes."""
    return timedelta(seconds=5 * 1.5**attempts) if attempts < 10 else timedelta(minutes=5)


def _stored(mail: Mail) -> cosmos.Item:
    return mail.model_dump(mode="json")
