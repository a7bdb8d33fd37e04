"""Payments by the clock: what a lost message, a crash or a fault left behind is finished; and bookings are matched."""

from contextlib import suppress
from typing import NamedTuple

from azure.core.exceptions import AzureError

from functions.sync_timer.concurrently import for_each
from functions.sync_timer.intake.records import Record
from shared import clock
from shared.billing.billing_system import BillingUnavailable
from shared.billing_contract import Payment
from shared.cosmos import Conflict
from shared.monitoring.logs import log
from shared.payments import settlement, store
from shared.payments.intent import State
from shared.payments.protocol import ProviderUnavailable

_A_RUN, _CONCURRENCY = 400, 8


class Report(NamedTuple):
    """What a run did; `to_be_booked` payments billing has been told of and has not brought back yet."""

    looked_at: int = 0
    moved: int = 0
    failed: int = 0
    to_be_booked: int = 0


async def reconcile() -> Report:
    """Look after every payment whose time has come. What fails is tried again, each time a little later."""
    outcomes = await for_each(
        await store.due(clock.now(), _A_RUN), lambda one: _reconcile_one(*one), concurrency=_CONCURRENCY
    )
    states = [outcome.state for outcome in outcomes]
    report = Report(
        len(outcomes),
        sum(outcome.moved for outcome in outcomes),
        sum(outcome.failed for outcome in outcomes),
        states.count("reported"),
    )
    if outcomes:
        log.info("payments reconciled", extra=report._asdict())
    return report


class _Outcome(NamedTuple):
    """Where a payment stands after it was looked after; None for one that is gone or busy."""

    state: State | None
    moved: bool = False
    failed: bool = False


async def _reconcile_one(customer_id: str, intent_id: str) -> _Outcome:
    stored = await store.find(customer_id, intent_id)
    if stored is None:
        return _Outcome(None)
    try:
        await settlement.reconcile(stored)
    except Conflict:
        return _Outcome(None)
    except (ProviderUnavailable, BillingUnavailable, AzureError) as error:
        log.warning("payment not reconciled", extra={"payment": intent_id, "fault": type(error).__name__})
        with suppress(Conflict, AzureError):
            again = await store.find(customer_id, intent_id)
            if again is not None:
                await store.postpone(again)
        return _Outcome(stored.intent.state, failed=True)
    after = await store.find(customer_id, intent_id)
    state = after.intent.state if after is not None else None
    return _Outcome(state, moved=state != stored.intent.state)


async def match_bookings(records: list[Record]) -> None:
    """Match booked payments of a page with the portal's own; again on a replay, so that a crash loses none."""
    for record in records:
        if record.change.kind == "payment" and not record.change.deleted:
            payment = Payment.model_validate(record.item["data"])
            await settlement.note_booked(record.change.customer_id, record.change.id, payment)
