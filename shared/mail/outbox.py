"""The outbox: a mail is written down before it is sent, tried at once, and tried again by a timer.

A document of container `outbox` is `waiting` until it is `sent`, `expired` or `failed`; then its body and address are
gone, so that no link or password stays behind, and what is left answers for its number. Only a recipient who is refused
for good is final. Whatever else keeps a mail back (our password, the server, the network) is ours to mend: it waits,
the timer raises an alarm, and it goes out after the repair. Delivery is at least once: a crash between SMTP and the
mark repeats it.
"""

import asyncio
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from pydantic import AwareDatetime

from shared import clock, cosmos
from shared.accounts import mailbox_lookup, note_refused_mail
from shared.json_model import RecordModel
from shared.lookup import random_id
from shared.mail.addresses import ascii_address
from shared.mail.letter import Letter, mime_message
from shared.mail.numbers import document_id, mail_number
from shared.monitoring.alarms import log_alarm
from shared.monitoring.logs import log
from shared.settings import settings

KEPT = timedelta(days=90)
"""For how long a mail is remembered after it was sent: under its id it is not sent again, by its number it is known."""
LONGEST = timedelta(days=30)
"""For how long a mail waits at most: longer than any repair takes."""
_CLAIM = timedelta(seconds=60)
# A minute and a half of a server that does not answer is no news to anybody.
_PATIENT_TRIES = 5
# A step of the conversation, and all of it: less than a claim lasts, after which another process sends the mail.
_SMTP_STEP_SECONDS, _SMTP_SECONDS = 20, 45
_ROUND, _CONCURRENCY = 200, 8
# The host ends a function after five minutes.
_RUN_FOR = timedelta(minutes=4)
_attempts: set[asyncio.Task[bool]] = set()

# A mailbox that does not exist, has moved or takes nothing any more (RFC 5321, RFC 3463, RFC 7505). 5.1.7 and 5.1.8
# are of the sender's address, 5.7 of permission: ours to mend.
_NO_MAILBOX_CODES = frozenset({550, 551, 553, 556})
_NO_MAILBOX = re.compile(r"5\.(1\.(0|1|2|3|4|6|9|10)|2\.(0|1))\b")
_ENHANCED = re.compile(r"(?<![\d.])[245]\.[0-9]{1,3}\.[0-9]{1,3}(?![\d.])")
# What servers without enhanced codes say of whoever sends, with the code they have for a mailbox that is not there.
_OF_THE_SENDER = re.compile(
    r"relay|auth|log ?in|spam|junk|block|black-?list|listed (at|by|in|on)|denied|polic|reputation|too many|limit|sender"
    r"|rcpthosts|encrypt|certificate|\b([a-z]*[rd]bl|spf|dkim|dmarc|tls|helo|ehlo|ptr|ip|rate)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S+@\S+")

State = Literal["waiting", "sent", "expired", "failed"]


class Mail(RecordModel):
    """A mail on its way. `to` None is a blank one: it costs what a real one costs and goes nowhere.

    `template` says what it is about, `mailbox` is the keyed hash of its address: they stay with the number.
    `about` are the ids of several things it tells of; one of these has a note in its own place, which is `part_of` it.
    """

    id: str
    number: str = ""
    template: str = ""
    mailbox: str = ""
    about: list[str] = []
    part_of: str | None = None
    to: str | None
    letter: Letter | None
    state: State = "waiting"
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
    about: Sequence[str] = (),
    immediately: bool = True,
) -> bool:
    """Write the mail down, then try it at once without keeping the request waiting; True where it was not there yet.

    One of very many is not tried `immediately` but left to the timer, which has a bounded number in hand.
    After `expires_at` it is no longer sent: nobody needs a link that is over. Under one `mail_id` there is one mail,
    however often it is posted while the first is kept.
    """
    now = clock.now()
    number = mail_number(mail_id or random_id())
    mail = Mail(
        id=document_id(number),
        number=number,
        template=letter.template,
        mailbox=mailbox_lookup(to) if to else "",
        about=list(about),
        to=to,
        letter=letter,
        created_at=now,
        next_attempt_at=now,
        expires_at=min(expires_at or now + LONGEST, now + LONGEST),
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


async def note(mail_id: str, *, part_of: str) -> str | None:
    """Note that another mail tells of what a mail with this id would be about; where it was noted before, in which.

    None where it has a mail of its own.
    """
    number = mail_number(mail_id)
    noted = Mail(
        id=document_id(number),
        part_of=part_of,
        to=None,
        letter=None,
        state="sent",
        created_at=clock.now(),
        next_attempt_at=clock.now(),
        expires_at=clock.now(),
    )
    try:
        await cosmos.create("outbox", _stored(noted) | {"ttl": int(KEPT.total_seconds())})
    except cosmos.Conflict:
        stored = await cosmos.read("outbox", noted.id, noted.id)
        return stored.get("partOf") if stored else None
    return part_of


async def already_notified(mail_id: str) -> list[str]:
    """The ids of what a mail of several things is about."""
    place = document_id(mail_number(mail_id))
    stored = await cosmos.read("outbox", place, place)
    return list(stored.get("about", [])) if stored else []


def _finished(attempt: asyncio.Task[bool]) -> None:
    _attempts.discard(attempt)
    if not attempt.cancelled() and attempt.exception() is not None:
        log.warning("mail attempt broke off", extra={"fault": type(attempt.exception()).__name__})


async def wait_for_attempts() -> None:
    """Wait for the attempts under way in this process."""
    await asyncio.gather(*_attempts, return_exceptions=True)


class Outcome(NamedTuple):
    """What came of trying one mail; `to_mend` where something of ours keeps it back."""

    sent: bool = False
    to_mend: str | None = None


async def deliver_due() -> int:
    """Try every mail whose time has come, the longest waiting first, a few at once; returns how many were sent.

    It ends when none is left, when a round sends nothing, or when the time is up: the next run goes on. It raises an
    alarm where something has to be mended before mails go out.
    """
    until = clock.now() + _RUN_FOR
    sent, kept_back = 0, list[str]()
    while True:
        due = [
            item["id"]
            async for item in cosmos.query(
                "outbox",
                "SELECT TOP @round c.id FROM c WHERE c.state = 'waiting' AND c.nextAttemptAt <= @now"
                " ORDER BY c.nextAttemptAt",
                None,
                page_size=_ROUND,
                round=_ROUND,
                now=clock.iso(clock.now()),
            )
        ]
        outcomes = await _try_all(due)
        now_sent = sum(outcome.sent for outcome in outcomes)
        sent += now_sent
        kept_back += [outcome.to_mend for outcome in outcomes if outcome.to_mend]
        if len(due) < _ROUND or now_sent == 0 or clock.now() >= until:
            break
    if sent:
        log.info("mail delivered", extra={"sent": sent})
    if kept_back:
        log_alarm("mail not sent", mails=len(kept_back), faults=sorted(set(kept_back)))
    return sent


async def _try_all(mail_ids: list[str]) -> list[Outcome]:
    limit = asyncio.Semaphore(_CONCURRENCY)

    async def one(mail_id: str) -> Outcome:
        async with limit:
            return await _try(mail_id)

    results = await asyncio.gather(*(one(mail_id) for mail_id in mail_ids), return_exceptions=True)
    outcomes = []
    for result in results:
        if isinstance(result, BaseException):
            raise result
        outcomes.append(result)
    return outcomes


async def deliver(mail_id: str) -> bool:
    """Claim one mail, so that no other process sends it too, and send it; True when the server took it."""
    return (await _try(mail_id)).sent


async def _try(mail_id: str) -> Outcome:
    stored = await cosmos.read("outbox", mail_id, mail_id)
    if stored is None:
        return Outcome()
    mail = Mail.model_validate({name: stored[name] for name in stored if not name.startswith("_") and name != "ttl"})
    now = clock.now()
    if mail.state != "waiting" or mail.next_attempt_at > now:
        return Outcome()
    if mail.to is None or mail.letter is None or now >= mail.expires_at:
        if mail.to is not None:
            log.warning("mail expired", extra={"mail": mail.id, "attempts": mail.attempts})
        await _close(mail, stored, "sent" if mail.to is None else "expired")
        return Outcome()
    claimed = mail.model_copy(update={"attempts": mail.attempts + 1, "next_attempt_at": now + _CLAIM})
    try:
        stored = await cosmos.replace("outbox", _stored(claimed) | {"_etag": stored["_etag"]})
    except cosmos.Conflict:
        return Outcome()
    fault = await _send(mail.letter, mail.to, mail.id, mail.number)
    if fault is None:
        await _close(claimed, stored, "sent")
        return Outcome(sent=True)
    log.warning("mail not sent", extra={"mail": mail.id, "attempt": claimed.attempts, **fault._asdict()})
    if fault.no_mailbox:
        await _close(claimed, stored, "failed")
        await note_refused_mail(mail.to)
        return Outcome()
    await _postpone(claimed, stored)
    return Outcome(to_mend=f"{fault.fault} {fault.code or ''}".strip() if fault.alarms(claimed.attempts) else None)


class _Fault(NamedTuple):
    """Why a mail was not taken; `code` is the server's, where it said one."""

    fault: str
    code: int | None = None
    no_mailbox: bool = False

    def alarms(self, attempts: int) -> bool:
        """At once where trying again mends nothing, later where it may."""
        return attempts > _PATIENT_TRIES or (self.code is not None and self.code >= 500)


async def _send(letter: Letter, to: str, mail_id: str, number: str = "") -> _Fault | None:
    """One SMTP conversation; the fault where the mail was not taken."""
    import aiosmtplib

    chosen = settings()
    try:
        address = ascii_address(to)
    except ValueError:
        return _Fault("address", no_mailbox=True)
    try:
        async with asyncio.timeout(_SMTP_SECONDS):
            await aiosmtplib.send(
                mime_message(letter, address, mail_id, number),
                recipients=[address],
                hostname=chosen.smtp_host,
                port=chosen.smtp_port,
                username=chosen.smtp_user,
                password=chosen.smtp_password.get_secret_value() if chosen.smtp_password else None,
                start_tls=chosen.smtp_tls,
                timeout=_SMTP_STEP_SECONDS,
            )
    except aiosmtplib.SMTPRecipientsRefused as error:
        refused = error.recipients[0]
        return _Fault(type(error).__name__, refused.code, _says_no_mailbox(refused.code, refused.message))
    except aiosmtplib.SMTPDataError as error:
        # After DATA only the enhanced code tells a mailbox from what the server thinks of us.
        no_mailbox = error.code >= 500 and _NO_MAILBOX.match(error.message.strip()) is not None
        return _Fault(type(error).__name__, error.code, no_mailbox)
    except aiosmtplib.SMTPResponseException as error:
        return _Fault(type(error).__name__, error.code)
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        return _Fault(type(error).__name__)
    return None


def _says_no_mailbox(code: int, message: str) -> bool:
    """Whether the answer to the recipient is about the mailbox, and for good."""
    if enhanced := _ENHANCED.search(message):
        return code >= 500 and _NO_MAILBOX.match(enhanced[0]) is not None
    return code in _NO_MAILBOX_CODES and _OF_THE_SENDER.search(_ADDRESS.sub("", message)) is None


async def _postpone(mail: Mail, stored: cosmos.Item) -> None:
    later = mail.model_copy(update={"next_attempt_at": clock.now() + _pause(mail.attempts - 1)})
    with suppress(cosmos.Conflict):
        await cosmos.replace("outbox", _stored(later) | {"_etag": stored["_etag"]})


async def _close(mail: Mail, stored: cosmos.Item, state: State) -> None:
    closed = _stored(mail.model_copy(update={"state": state, "letter": None, "to": None}))
    with suppress(cosmos.Conflict):
        await cosmos.replace("outbox", closed | {"ttl": int(KEPT.total_seconds()), "_etag": stored["_etag"]})


def _pause(attempts: int) -> timedelta:
    """5 s, growing by half each time for ten tries, then 5 minutes."""
    return timedelta(seconds=5 * 1.5**attempts) if attempts < 10 else timedelta(minutes=5)


def _stored(mail: Mail) -> cosmos.Item:
    return mail.model_dump(mode="json")
