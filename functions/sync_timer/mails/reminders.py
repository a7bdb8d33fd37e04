"""Reminders by the day, one mail a customer and day.

Of the last day to pay, with the sum, three days before it and on the day after. Of the last day of a promised price, 60
days before. Of a meter to be read by hand, three days before.

That day is a working day (Kodeks cywilny, art. 115): what is due at a weekend is reminded of with Monday's.

One run a Warsaw day finds, due day by due day, the customers with something open, a page at a time. The state is moved
on after every page, so that a run that ends or breaks off is continued by the next one. A day on which nothing ran is
made up for by the next day's run. That no mail is written twice is the outbox's doing: its id follows from account,
kind and due day.
"""

from datetime import date, time, timedelta
from typing import NamedTuple

from azure.core.exceptions import AzureError

from functions.profile.store import Recipient, recipients_of
from functions.sync_timer.concurrently import for_each
from functions.sync_timer.mails.money_due import MoneyNotice, remind_of_money
from functions.sync_timer.mails.remembered_days import DayNotice, remind_of_day
from functions.sync_timer.state import Lease, LeasedState, LeaseTaken
from shared import clock, cosmos
from shared.billing.due import due_days
from shared.http.status import SYNC_STATE
from shared.mail.preferences import Notice
from shared.mirror import CONTAINER
from shared.monitoring.logs import log

REMINDERS_STATE = "reminders-state"
SOON, AFTER = timedelta(days=3), timedelta(days=1)
PRICE_ENDS, READING = timedelta(days=60), timedelta(days=3)
MADE_UP_FOR = timedelta(days=14)
"""How many missed days are made up for: more than the longest break that is allowed, five working days."""
_FROM, _UNTIL = time(7), time(20)
_PAGE, _CONCURRENCY = 200, 16
# The host ends a function after five minutes.
_RUN_FOR = timedelta(minutes=4)
_DAY = timedelta(days=1)


_MONEY = "c.type = 'document' AND c.data.remaining > 0"
_LOOKED_FOR: dict[Notice, str] = {
    "due_soon": _MONEY,
    "overdue": _MONEY,
    "price_ends": "c.type = 'contract'",
    "reading_due": "c.type = 'point'",
}


class RemindersState(LeasedState):
    """`done_on` is the last day with all its reminders written down; `day`, `step` and `after` are how far one is.

    Steps are the due days of a day's run in order, `after` is the customer behind whom the next page begins.
    """

    id: str = REMINDERS_STATE
    done_on: date | None = None
    day: date | None = None
    step: int = 0
    after: str = ""


class Step(NamedTuple):
    """A kind of reminder, the `due` it looks for, and the day it is about: of money the last day to pay."""

    notice: MoneyNotice | DayNotice
    due_on: date
    day: date


class Report(NamedTuple):
    """What a run did. `outcome` is `complete`, or why it stopped before."""

    outcome: str
    mails: int = 0


async def remind() -> Report:
    """Write down the reminders of today, and of days missed before. Raises nothing for what the database may do."""
    try:
        idle = await _reason_to_wait()
        report = Report(idle) if idle else await _with_lease()
    except LeaseTaken:
        report = Report("another run is at work")
    except AzureError as error:
        report = Report(f"storage unavailable: {type(error).__name__}")
    if report.outcome not in {"not now", "done today"}:
        log.log(20 if report.outcome == "complete" else 30, "reminders written", extra=report._asdict())
    return report


def steps(today: date, done_on: date | None) -> list[Step]:
    """What a run on `today` has to remind of, days missed since `done_on` included.

    At first it is today's alone. Nothing is `due_soon` that is overdue already.
    """
    earliest = today - MADE_UP_FOR + _DAY
    first = today if done_on is None else max(done_on + _DAY, earliest)
    days = [first + n * _DAY for n in range((today - first).days + 1)]
    return [
        *(
            Step("due_soon", due_on, day + SOON)
            for day in days
            if day + SOON >= today
            for due_on in due_days(day + SOON)
        ),
        *(Step("overdue", due_on, day - AFTER) for day in days for due_on in due_days(day - AFTER)),
        *(Step("price_ends", day + PRICE_ENDS, day + PRICE_ENDS) for day in days),
        *(Step("reading_due", day + READING, day + READING) for day in days if day + READING >= today),
    ]


async def _reason_to_wait() -> str | None:
    """Why there is nothing to do yet; a reminder at night, or of what may be paid since yesterday, helps nobody."""
    if not _FROM <= clock.now().astimezone(clock.WARSAW).time() < _UNTIL:
        return "not now"
    state = await cosmos.read("operations", REMINDERS_STATE, REMINDERS_STATE)
    if state is not None and state["doneOn"] == clock.today().isoformat():
        return "done today"
    sync = await cosmos.read("operations", SYNC_STATE, SYNC_STATE)
    as_of = sync.get("completeAt") if sync else None
    if as_of is None or clock.from_iso(as_of).astimezone(clock.WARSAW).date() < clock.today():
        return "the data is not of today"
    return None


async def _with_lease() -> Report:
    lease = await Lease.take(RemindersState())
    try:
        report = await _work(lease)
    except AzureError:
        await _let_go(lease)
        raise
    await lease.release()
    return report


async def _let_go(lease: Lease[RemindersState]) -> None:
    """So that the next run need not wait; if even that fails the lease ends by itself."""
    try:
        await lease.release()
    except (LeaseTaken, AzureError):
        log.warning("lease left to run out")


async def _work(lease: Lease[RemindersState]) -> Report:
    until = clock.now() + _RUN_FOR
    today = clock.today()
    if lease.state.done_on == today:
        return Report("complete")
    if lease.state.day != today:
        await lease.write(day=today, step=0, after="")
    plan = steps(today, lease.state.done_on)
    mails = 0
    while lease.state.step < len(plan):
        if clock.now() >= until:
            return Report("out of time, the next run goes on", mails)
        step, after = lease.state.step, lease.state.after
        customers = await _page(plan[step], after)
        mails += await _remind(plan[step], customers)
        more = len(customers) == _PAGE
        await lease.write(step=step if more else step + 1, after=customers[-1] if more else "")
    await lease.write(done_on=today)
    return Report("complete", mails)


async def _page(step: Step, after: str) -> list[str]:
    """The next customers, in order, with something of the step's kind and day; some may be named twice."""
    items = cosmos.query(
        CONTAINER,
        "SELECT TOP @page c.customerId FROM c WHERE c.due = @day AND c.deleted = false"  # noqa: S608
        f" AND {_LOOKED_FOR[step.notice]} AND c.customerId > @after ORDER BY c.due, c.customerId",
        None,
        page_size=_PAGE,
        page=_PAGE,
        day=step.due_on.isoformat(),
        after=after,
    )
    return [item["customerId"] async for item in items]


async def _remind(step: Step, customers: list[str]) -> int:
    recipients = await recipients_of(customers, step.notice) if customers else []
    return sum(await for_each(recipients, lambda recipient: _remind_one(step, recipient), concurrency=_CONCURRENCY))


async def _remind_one(step: Step, recipient: Recipient) -> bool:
    if step.notice == "due_soon" or step.notice == "overdue":
        return await remind_of_money(recipient, step.notice, step.day)
    return await remind_of_day(recipient, step.notice, step.day)
