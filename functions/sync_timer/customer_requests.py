"""What customers asked for while billing did not answer, told to it with the next exchange of data; and what billing
says became of it, brought to the orders of services."""

from functions.sync_timer.intake.records import Record
from functions.tickets.files.store import drop_files_of
from functions.tickets.services.store import forgotten, pass_on_waiting, settle, to_forget
from shared.billing.customer_requests import find_request, send, waiting
from shared.billing_contract import RequestState
from shared.supply import reading_photos


async def send_waiting() -> int:
    """Tell billing what waits; returns how many it has taken or refused."""
    sent = 0
    async for listed in waiting():
        # One that a clerk has ended since the list was read is not sent any more.
        stored = await find_request(listed.customer_id, listed.id)
        if stored is not None and stored.state == "waiting":
            sent += (await send(stored)).state != "waiting"
    await pass_on_waiting()
    return sent


async def settle_orders(records: list[Record]) -> None:
    """Bring orders to what these records say of their requests. Doing it again changes nothing. Raises Conflict."""
    for record in records:
        change = record.change
        if change.kind == "request" and not change.deleted:
            await settle(change.customer_id, change.id, RequestState.model_validate(change.data))


async def forget_decided() -> int:
    """Delete the files of decided orders about health where the decision did not come so far; returns of how many."""
    done = 0
    async for ticket in to_forget():
        await drop_files_of(ticket.customer_id, ticket.id)
        await forgotten(ticket.customer_id, ticket.id)
        done += 1
    return done


async def hand_photos_over() -> int:
    """Give billing the photos of readings it has; returns how many it has taken or refused."""
    return sum(
        [(await reading_photos.hand_over(photo)).delivery != "waiting" async for photo in reading_photos.waiting()]
    )
