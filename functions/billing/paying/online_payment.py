"""Online payments as a customer sees them: begin, find, cancel. The money's own way is `shared.payments`."""

import asyncio
from contextlib import suppress
from datetime import timedelta

from functions.billing.account_balance import shown
from functions.billing.paying.models import (
    OnlinePayment,
    OnlinePaymentRequest,
    OpenOnlinePayments,
    PaidPart,
)
from functions.billing.paying.payable import chosen
from shared import clock
from shared.access.acting import counted_as
from shared.access.sessions import Session
from shared.cosmos import Conflict
from shared.http.limits import Limit, require
from shared.lookup import lookup_ids
from shared.monitoring.alarms import log_alarm
from shared.monitoring.logs import log
from shared.payments import settlement, store
from shared.payments.intent import LIFETIME, WAITING, Intent, next_check
from shared.payments.on_summary import show_on_summary
from shared.payments.payer import payer_of
from shared.payments.protocol import Device, ProviderRefused, ProviderUnavailable, SignatureInvalid
from shared.payments.provider import provider
from shared.payments.settlement import Mismatch, UnknownPayment
from shared.payments.store import DocumentInPayment, Stored
from shared.problems import Problem

# 132 bits; with a customer's id in front it fits into the provider's 100 characters.
_ID_LENGTH = 22

_REGISTERING = timedelta(seconds=15)
"""Longer than the provider is waited for: a start that has not ended by then broke off."""
_LOOKS, _LOOK_AGAIN_SECONDS = 50, 0.2

# Many documents can be paid one by one. A BLIK code can be guessed, and each guess asks some stranger's bank.
STARTS = (Limit(20, timedelta(minutes=15)), Limit(60, timedelta(days=1)))
BLIK_TRIES = (Limit(5, timedelta(minutes=10)), Limit(20, timedelta(days=1)))
BLIK_TRIES_OF_ADDRESS = Limit(30, timedelta(minutes=15))


async def begin(
    session: Session, request: OnlinePaymentRequest, key: str, device: Device, address: str
) -> tuple[OnlinePayment, bool]:
    """Begin a payment, or answer with the one begun under the same idempotency key; True for a new one.

    Raises Problem `too_many_attempts`, `idempotency_key_reused`, `document_in_payment`, `payment_in_booking`,
    `payments_unavailable`, `payment_not_accepted`, and those of `payable.chosen`.
    """
    ids = [one[:_ID_LENGTH] for one in lookup_ids("online-payment", f"{session.customer_id}:{key}")]
    digests = lookup_ids("online-payment-request", request.model_dump_json())
    found = [await store.find(session.customer_id, one) for one in ids]
    stored, new = next(filter(None, found), None), False
    if stored is None:
        await _count(counted_as(session), address, blik=request.blik_code is not None)
        stored, new = await _create(session, request, ids[0], digests[0])
    if stored.intent.request_digest not in digests:
        raise Problem("idempotency_key_reused")
    stored, ours = (stored, True) if new else await _await_start(stored)
    if ours:
        stored = await _register(stored, device, request.blik_code)
        await show_on_summary(session.customer_id)
    if stored.intent.state == "created":
        raise _unavailable()
    if stored.intent.refusal == "provider_unavailable":
        raise _unavailable()
    if stored.intent.refusal == "provider_refused":
        raise Problem("payment_not_accepted")
    return _shown(stored.intent), new


async def find(customer_id: str, intent_id: str) -> OnlinePayment:
    """Raises Problem `not_found`, for another customer's payment too."""
    return _shown((await _own(customer_id, intent_id)).intent)


async def under_way(customer_id: str) -> OpenOnlinePayments:
    """The payments begun and not over; with the session two point reads."""
    return OpenOnlinePayments(payments=[shown(payment) for payment in await store.open_payments(customer_id)])


async def cancel(customer_id: str, intent_id: str) -> OnlinePayment:
    """Give up a payment that waits for its money, so that its documents can be paid in another way.

    Should the money come all the same, it counts. Raises Problem `not_found`, `payment_made`, `payments_unavailable`.
    """
    stored = await _own(customer_id, intent_id)
    if stored.intent.state in {"refused", "expired"}:
        return _shown(stored.intent)
    if stored.intent.state not in WAITING:
        raise Problem("payment_made")
    try:
        transaction = await provider().transaction(stored.intent.reference)
        if transaction is not None and transaction.state in {"held", "settled"}:
            await settlement.receive(stored, transaction.money)
            raise Problem("payment_made")
        stored = await store.move(stored, "refused", refusal="cancelled")
        await show_on_summary(customer_id)
    except ProviderUnavailable:
        raise _unavailable() from None
    except Mismatch:
        return await find(customer_id, intent_id)
    except Conflict:
        raise Problem("payment_made") from None
    return _shown(stored.intent)


async def receive_notification(body: bytes) -> None:
    """What the provider sends. Raises Problem `malformed_json`, `signature_invalid`, `payment_unknown`,
    `payment_mismatch`, `payments_unavailable` (the provider then sends it again)."""
    try:
        money = provider().read_notification(body)
    except ValueError:
        raise Problem("malformed_json") from None
    except SignatureInvalid:
        log.warning("payment notification refused", extra={"fault": "signature"})
        raise Problem("signature_invalid") from None
    try:
        await settlement.receive_notification(money)
    except UnknownPayment:
        raise Problem("payment_unknown") from None
    except Mismatch:
        raise Problem("payment_mismatch") from None
    except ProviderUnavailable:
        raise _unavailable() from None


async def _count(who: str, address: str, *, blik: bool) -> None:
    """Raises Problem `too_many_attempts`."""
    await require("payments", who, *STARTS)
    if blik:
        await require("blik", who, *BLIK_TRIES)
        await require("blik-address", address, BLIK_TRIES_OF_ADDRESS)


async def _create(session: Session, request: OnlinePaymentRequest, intent_id: str, digest: str) -> tuple[Stored, bool]:
    try:
        choice = await chosen(session.customer_id, session.customer_number, request)
    except Problem:
        # What is in the way may be this very payment, begun by the same request sent twice.
        same = await store.find(session.customer_id, intent_id)
        if same is None:
            raise
        return same, False
    now = clock.now()
    intent = Intent(
        id=intent_id,
        customer_id=session.customer_id,
        choice=choice.choice,
        amount=choice.amount,
        title=choice.title,
        subject=choice.parts[0].number if len(choice.parts) == 1 else session.customer_number,
        parts=choice.parts,
        whole=choice.choice == "balance",
        payer=await payer_of(session),
        method="redirect" if request.blik_code is None else "blik",
        request_digest=digest,
        created_at=now,
        expires_at=now + LIFETIME,
        check_at=None,
        registering_since=now,
    )
    intent = intent.model_copy(update={"check_at": next_check(intent, now)})
    try:
        return await store.add(intent, choice.beside), True
    except DocumentInPayment as error:
        raise Problem("payment_in_booking" if error.accepted else "document_in_payment") from None
    except Conflict:
        return await _own(session.customer_id, intent_id), False


async def _await_start(stored: Stored) -> tuple[Stored, bool]:
    """Wait until the request that began the payment has announced it to the provider, or take that over from one that
    broke off; True where this request is to announce it now.
    """
    for _ in range(_LOOKS):
        intent = stored.intent
        if intent.state != "created":
            return stored, False
        if intent.registering_since is None or clock.now() >= intent.registering_since + _REGISTERING:
            with suppress(Conflict):
                return await store.note(stored, registering_since=clock.now()), True
        await asyncio.sleep(_LOOK_AGAIN_SECONDS)
        stored = await _own(intent.customer_id, intent.id)
    return stored, False


async def _register(stored: Stored, device: Device, blik_code: str | None) -> Stored:
    """Announce the payment to the provider; with a code also charge it. A lost race means that another request did."""
    intent = stored.intent
    try:
        try:
            token = await provider().register(intent, device)
        except ProviderRefused as error:
            # It would say the same again: of this payment, not of the moment.
            log_alarm("payment not accepted", payment=intent.id, fault=str(error))
            return await store.move(stored, "refused", refusal="provider_refused")
        except ProviderUnavailable as error:
            log.warning("payment not registered", extra={"payment": intent.id, "fault": str(error)})
            return await store.move(stored, "refused", refusal="provider_unavailable")
        stored = await store.move(stored, "started", token=token)
        return await _charge(stored, token, blik_code) if blik_code is not None else stored
    except Conflict:
        return await _own(intent.customer_id, intent.id)


async def _charge(stored: Stored, token: str, blik_code: str) -> Stored:
    try:
        await provider().charge_blik(token, blik_code)
    except ProviderRefused:
        return await store.move(stored, "refused", refusal="blik_refused")
    except ProviderUnavailable:
        # It may have worked; the notification or the timer will tell.
        log.warning("BLIK outcome unknown", extra={"payment": stored.intent.id})
    return stored


async def _own(customer_id: str, intent_id: str) -> Stored:
    stored = await store.find(customer_id, intent_id)
    if stored is None:
        raise Problem("not_found")
    return stored


def _unavailable() -> Problem:
    return Problem("payments_unavailable", headers={"Retry-After": "30"})


def _shown(intent: Intent) -> OnlinePayment:
    can_pay = intent.state == "started" and intent.method == "redirect" and clock.now() < intent.expires_at
    return OnlinePayment(
        id=intent.id,
        state=intent.state,
        choice=intent.choice,
        method=intent.method,
        amount=intent.amount,
        currency=intent.currency,
        title=intent.title,
        documents=[PaidPart(**part.model_dump(by_alias=False, exclude={"due_on"})) for part in intent.parts],
        redirect_url=provider().page(intent.token) if can_pay and intent.token else None,
        refusal=intent.refusal if intent.state == "refused" else None,
        created_at=intent.created_at,
        expires_at=intent.expires_at,
        paid_at=intent.paid_at,
    )
