"""The sync: pages of changes from billing into the mirror, the cursor moved only after the data."""

import asyncio
from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from azure.core.exceptions import AzureError

from functions.sync_timer import office
from functions.sync_timer.concurrently import for_each
from functions.sync_timer.customer_requests import hand_photos_over, send_waiting, settle_orders
from functions.sync_timer.intake import quarantine
from functions.sync_timer.intake.doubt import doubt_of
from functions.sync_timer.intake.records import Broken, Record, partly_broken, read_record
from functions.sync_timer.mails.announcements import announce
from functions.sync_timer.mirror.apply import apply_changes
from functions.sync_timer.mirror.files import Files
from functions.sync_timer.office import Replay, StillBroken
from functions.sync_timer.pace import Pace
from functions.sync_timer.payment_reconciliation import match_bookings
from functions.sync_timer.state import Doubt, Lease, LeaseTaken, SyncState
from shared import clock, cosmos
from shared.billing import billing_system
from shared.billing.billing_system import BillingUnavailable
from shared.billing_contract import Page
from shared.cosmos import Conflict
from shared.monitoring.alarms import log_alarm
from shared.monitoring.logs import log
from shared.settings import settings

_CUSTOMER_CONCURRENCY = 16
# The host ends a function after five minutes; a run that stops in time leaves no page half done.
_RUN_FOR = timedelta(minutes=4)
_PAGES_NEED = timedelta(minutes=2)
"""So much of a run is left to what billing has to say anew, however many records are to be tried again."""


class Report(NamedTuple):
    """What a run did. `outcome` is `complete`, or why it stopped before."""

    outcome: str = "complete"
    pages: int = 0
    changes: int = 0
    written: int = 0
    quarantined: int = 0
    files: int = 0


async def synchronise() -> Report:
    """Bring the mirror up to date. Raises nothing for what billing or the database may do: the report says it."""
    run = Run()
    try:
        run.hold(await Lease.take(SyncState()))
        outcome = await run.work()
        await send_waiting()
        await hand_photos_over()
        await run.let_go(outcome)
    except LeaseTaken:
        outcome = "another run is at work"
    except BillingUnavailable as error:
        outcome = f"billing unavailable: {error}"
        await run.give_up(outcome)
    except (AzureError, Conflict) as error:
        outcome = f"storage unavailable: {type(error).__name__}"
        await run.give_up(outcome)
    run.report_missing_files()
    report = run.report._replace(outcome=outcome)
    log.log(20 if outcome == "complete" else 30, "sync finished", extra=report._asdict())
    return report


async def _told_again(cursor: int) -> object | None:
    """The change billing tells at this cursor; None where it tells it no longer."""
    page = await billing_system.changes(cursor - 1, 1)
    found = (one for one in page.changes if isinstance(one, dict) and one.get("cursor") == cursor)
    return next(found, None)


class Run:
    """One run, from taking the lease to letting it go."""

    lease: Lease[SyncState] | None = None

    def __init__(self) -> None:
        self.report = Report()
        self._until = clock.now() + _RUN_FOR
        self._pace = Pace(self._until)
        self._files = Files(self._until, lambda: self._held().write(), self._news_since)
        self._complete_on: date | None = None
        self._quarantined: dict[str, quarantine.Place] = {}

    def hold(self, lease: Lease[SyncState]) -> None:
        """Begin with the lease; what the mirror misses since it was last complete is news to customers."""
        self.lease = lease
        complete_at = lease.state.complete_at
        self._complete_on = complete_at.astimezone(clock.WARSAW).date() if complete_at else clock.today()

    async def work(self) -> str:
        """Apply pages until billing has no more or the time is up, then try missing files; returns the outcome."""
        self._quarantined = await quarantine.open_places()
        for request in [one for one in await office.replays() if one.state == "waiting"]:
            await office.granted(await self._try_again(request))
        outcome = None
        while outcome is None:
            outcome = await self._next_page()
        self._count(files=await self._files.retry())
        return outcome

    async def _try_again(self, request: Replay) -> Replay:
        """Ask billing for each record that is meant, once more at its own cursor, and apply it as a page of its own."""
        tried = good = withdrawn = left = 0
        still: list[StillBroken] = []
        meant, _ = await office.quarantined()
        for note in filter(request.means, meant):
            if clock.now() >= self._until - _PAGES_NEED:
                left += 1
                continue
            tried += 1
            raw = await _told_again(note.cursor) if note.cursor else None
            if raw is None or note.cursor is None:
                withdrawn += 1
                continue
            await self._apply(Page(changes=[raw], next=note.cursor, complete=False))
            result = await asyncio.to_thread(read_record, raw)
            fault = result if isinstance(result, Broken) else partly_broken(result)
            await quarantine.settle(note.place, note.cursor, fault.reason if fault else None)
            if fault is None:
                good += 1
                self._quarantined.pop(note.place, None)
            else:
                still.append(StillBroken(place=note.place, reason=fault.reason))
        came = {"tried": tried, "good": good, "withdrawn": withdrawn, "left": left, "still": still[: office.MOST_STILL]}
        return request.model_copy(update={"state": "done", "ended_at": clock.now(), **came})

    async def _next_page(self) -> str | None:
        """Apply one page, then move the cursor; returns the outcome where it was the last."""
        lease = self._held()
        asked_at = clock.now()
        page = await billing_system.changes(lease.state.cursor, settings().sync_page)
        raised = await self._apply(page)
        cursors = {place: one.cursor for place, one in self._quarantined.items()}
        doubts = [doubt for doubt in [*lease.state.doubts, *raised] if doubt.stands(cursors)]
        cursor = max(lease.state.cursor, page.next)
        moved = cursor > lease.state.cursor
        complete_at = asked_at if page.complete and not doubts else lease.state.complete_at
        await lease.write(cursor=cursor, complete_at=complete_at, doubts=doubts)
        self._count(pages=1)
        counted = self.report._asdict()
        del counted["outcome"]
        log.info("sync page applied", extra={"cursor": cursor, **counted})
        if page.complete and doubts:
            log_alarm("too much in quarantine", since=doubts[0].first)
            return "too much is in quarantine"
        if page.complete:
            return "complete"
        if not moved:
            return "billing promises more but does not move on"
        return "out of time, the next run goes on" if clock.now() >= self._until else None

    def report_missing_files(self) -> None:
        self._files.report_missing()

    async def let_go(self, outcome: str) -> None:
        await self._held().release(ran_at=clock.now(), outcome=outcome)

    async def give_up(self, outcome: str) -> None:
        """Let the lease go so that the next run need not wait; if even that fails it ends by itself."""
        if self.lease is None:
            return
        try:
            await self.lease.release(ran_at=clock.now(), outcome=outcome)
        except (LeaseTaken, AzureError):
            log.warning("lease left to run out")

    async def _apply(self, page: Page) -> list[Doubt]:
        """Files first, then the records customer by customer; what is broken goes aside, too much of it is told."""
        # In a thread: a page of usage takes half a second of CPU.
        results = await asyncio.to_thread(lambda: [read_record(raw) for raw in page.changes])
        records = [result for result in results if isinstance(result, Record)]
        broken = [result for result in results if isinstance(result, Broken)]
        for one in [*broken, *filter(None, map(partly_broken, records))]:
            await quarantine.put(one, self._complete_on)
            self._quarantined[one.place] = quarantine.Place(one.cursor or 0, self._news_since(one.place))
        self._count(files=await self._files.store([record.item for record in records]))
        await self._held().write()
        customers: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            customers[record.change.customer_id].append(record)
        applied = await for_each(
            customers.items(),
            lambda entry: self._pace(lambda: apply_changes(*entry)),
            concurrency=_CUSTOMER_CONCURRENCY,
        )
        await match_bookings(records)
        # Before the cursor moves: a run that breaks off here settles the same orders once more.
        await settle_orders(records)
        # Before the cursor moves: a run that breaks off here finds the same documents as new once more.
        news: dict[date | None, list[cosmos.Item]] = defaultdict(list)
        for document in (document for one in applied for document in one.new_documents):
            news[self._news_since(document["id"])].append(document)
        for complete_on, documents in news.items():
            await announce(documents, complete_on)
        for record in records:
            place = f"{record.change.kind}:{record.change.id}"
            if place in self._quarantined and self._quarantined[place].cursor < record.change.cursor:
                await quarantine.release(place, record.change.cursor)
                del self._quarantined[place]
        self._count(changes=len(results), written=sum(one.written for one in applied), quarantined=len(broken))
        doubt = doubt_of(results)
        return [doubt] if doubt else []

    def _news_since(self, place: str) -> date | None:
        """When the mirror was complete before it first missed this: what was kept in quarantine is news as well."""
        held = self._quarantined.get(place)
        return held.complete_on if held and held.complete_on else self._complete_on

    def _held(self) -> Lease[SyncState]:
        if self.lease is None:
            raise LeaseTaken
        return self.lease

    def _count(self, **more: int) -> None:
        counted = {name: getattr(self.report, name) + number for name, number in more.items()}
        self.report = self.report._replace(**counted)
