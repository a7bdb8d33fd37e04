"""How often anything may be tried: one table of figures, and what one address may do at the sign-in.

The counters are those of `shared.http.limits`; a login string's own attempts are in `attempts.py`.
"""

from datetime import timedelta
from typing import NamedTuple

from pydantic import AwareDatetime

from shared import clock, cosmos
from shared.cosmos import Conflict
from shared.http.limits import Limit, pause
from shared.json_model import RecordModel
from shared.lookup import lookup_id
from shared.monitoring.alarms import log_alarm
from shared.problems import too_many_attempts, unavailable

_MINUTES_15 = timedelta(minutes=15)
_DAY = timedelta(days=1)
_ADDRESS_KEPT = 26 * 3600


class Limits(NamedTuple):
    """The figures. Sources: Login.gov, PyPI, Keycloak, NIST SP 800-63B (at most 100 consecutive failures)."""

    # One login string from one address, or one known device of its owner.
    pair_failures: int = 5
    pair_block: timedelta = _MINUTES_15
    # One login string from everywhere but known devices: growing delay, never for good.
    login_failures: int = 10
    login_window: timedelta = timedelta(minutes=5)
    longest_delay: timedelta = _MINUTES_15
    consecutive_failures: int = 100
    # One address over all login strings.
    address_sign_ins: Limit = Limit(20, timedelta(minutes=1))
    address_failing_logins: Limit = Limit(10, timedelta(minutes=5))
    # Over it the address waits, four times as long each time within a day: a neighbour's typos cost little.
    address_block: timedelta = timedelta(minutes=1)
    longest_address_block: timedelta = timedelta(minutes=60)
    address_blocks_remembered: timedelta = _DAY
    # A challenge is no guess.
    passkey_challenges: Limit = Limit(60, timedelta(minutes=1))
    address_registrations: Limit = Limit(10, timedelta(hours=1))
    address_mails: Limit = Limit(20, timedelta(hours=1))
    # Mails to one login string, account or mailbox: over it, the same answer and no mail.
    activation_mails: Limit = Limit(3, _DAY)
    # Those asked for from a device or network the account was entered from count apart: nobody else uses them up.
    one_time_passwords: tuple[Limit, ...] = (Limit(3, _MINUTES_15), Limit(5, _DAY))
    login_reminders: tuple[Limit, ...] = (Limit(1, _MINUTES_15), Limit(3, _DAY))
    block_notices: Limit = Limit(1, _DAY)
    email_changes: tuple[Limit, ...] = (Limit(3, _MINUTES_15), Limit(5, _DAY))
    # What a session may guess at.
    password_checks: Limit = Limit(5, timedelta(minutes=1))
    codes: tuple[Limit, ...] = (Limit(5, timedelta(minutes=5)), Limit(50, _DAY))
    # Questions whether something is from us: a mail's number has 60 bits, an account could be guessed.
    origin_checks: tuple[Limit, ...] = (Limit(20, _MINUTES_15), Limit(100, _DAY))
    # All sign-ins together: an alarm, not a lock.
    failed_sign_ins: Limit = Limit(1000, timedelta(minutes=5))


LIMITS = Limits()


class _Failing(RecordModel):
    login: str
    at: AwareDatetime


class _Address(RecordModel):
    """What one address did at the sign-in lately."""

    id: str
    sign_ins: list[AwareDatetime] = []
    failing: list[_Failing] = []
    blocked_until: AwareDatetime | None = None
    blocks: int = 0


async def reserve_sign_in(address: str) -> None:
    """Count a sign-in from the address; raises Problem `too_many_attempts`, also after failing at many logins."""
    now, item_id = clock.now(), _address_id(address)
    wait = 0.0

    def counted(stored: cosmos.Item | None) -> cosmos.Item | None:
        nonlocal wait
        known = _Address.model_validate(cosmos.plain(stored)) if stored else _Address(id=item_id)
        failing = [one for one in known.failing if one.at > now - LIMITS.address_failing_logins.window]
        blocked = known.blocked_until is not None and now < known.blocked_until
        over_for_long = known.blocked_until is None or now > known.blocked_until + LIMITS.address_blocks_remembered
        blocks, until = 0 if over_for_long else known.blocks, known.blocked_until
        newly = not blocked and len({one.login for one in failing}) > LIMITS.address_failing_logins.most
        if newly:
            until = now + min(LIMITS.address_block * 4**blocks, LIMITS.longest_address_block)
            blocks, failing = blocks + 1, []
        if (blocked or newly) and until is not None:
            wait = (until - now).total_seconds()
            sign_ins = known.sign_ins
        else:
            wait = pause(known.sign_ins, LIMITS.address_sign_ins, now)
            sign_ins = [at for at in known.sign_ins if at > now - LIMITS.address_sign_ins.window]
        if wait > 0 and not newly:
            return None
        update = {"sign_ins": [*sign_ins, now], "failing": failing, "blocked_until": until, "blocks": blocks}
        return known.model_copy(update=update).model_dump(mode="json") | {"ttl": _ADDRESS_KEPT}

    try:
        await cosmos.update("operations", item_id, counted)
    except Conflict:
        raise unavailable() from None
    if wait > 0:
        raise too_many_attempts(wait)


async def note_failed_sign_in(address: str | None, login: str) -> None:
    """Remember at which login the address failed, if one is counted; raise the alarm when too many fail in all."""
    now = clock.now()
    if address is not None:
        failing = _Failing(login=login[:16], at=now).model_dump(mode="json")
        await cosmos.patch(
            "operations", _address_id(address), [{"op": "add", "path": "/failing/-", "value": failing}], "true"
        )
    window = int(now.timestamp() // LIMITS.failed_sign_ins.window.total_seconds())
    item_id = f"limit:failed-sign-ins:{window}"
    counter = await cosmos.patch("operations", item_id, [{"op": "incr", "path": "/count", "value": 1}], "true")
    if counter is None:
        try:
            counter = await cosmos.create("operations", {"id": item_id, "count": 1, "ttl": 3600})
        except Conflict:
            return  # one of a burst is lost to the count
    if counter["count"] == LIMITS.failed_sign_ins.most:
        log_alarm("failed sign-ins", count=counter["count"])


def _address_id(address: str) -> str:
    return f"limit:address:{lookup_id('limit', address)}"
