"""Payments by the clock: what a lost message, a crash or a fault left behind is finished; and bookings are matched."""

from contextlib import suppress
from typing import NamedTuple

from azure.core.exceptions import AzureError

from functions.sync_timer.concurrently import for_each
from functions.sync_timer.records import Record
from shared import clock
from shared.billing_contract import Payment
from shared.billing_system import BillingUnavailable
from shared.cosmos import Conflict
from shared.logs import log
from shared.payments import settlement, store
from shared.payments.protocol import ProviderUnavailable

_A_RUN, _CONCURRENCY = 400, 8


class Report(NamedTuple):
    """What a run did."""

    looked_at: int = 0
    moved: int = 0
    failed: int = 0


async def reconcile() -> Report:
    """Look after every payment whose time has come. What fails is tried again, each time a little later."""
    outcomes = await for_each(
        await store.due(clock.now(), _A_RUN), lambda one: _reconcile_one(*one), concurrency=_CONCURRENCY
    )
    report = Report(len(outcomes), outcomes.count("moved"), outcomes.count("failed"))
    if outcomes:
        log.info("payments reconciled", extra=report._asdict())
    return report


async def _reconcile_one(customer_id: str, intent_id: str) -> str:
    stored = await store.find(customer_id, intent_id)
    if stored is None:
        return "gone"
    try:
        await settlement.reconcile(stored)
    except Conflict:
        return "busy"
    except (ProviderUnavailable, BillingUnavailable, AzureError) as error:
        log.warning("payment not reconciled", extra={"payment": intent_id, "fault": type(error).__name__})
        with suppress(Conflict, AzureError):
            again = await store.find(customer_id, intent_id)
            if again is not None:
                await store.postpone(again)
        return "failed"
    after = await store.find(customer_id, intent_id)
    return "moved" if after is not None and after.intent.state != stored.intent.state else "waiting"


async def match_bookings(records: list[Record]) -> None:
    """Match booked payments of a page with the portal's own; again on a replay, so that a crash loses none."""
    for record in records:
        if record.change.kind == "payment" and not record.change.deleted:
            payment = Payment.model_validate(record.item["data"])
            await settlement.note_booked(record.change.customer_id, record.change.id, payment)
