"""From money at the provider to a booking in billing: paid → confirmed → reported → booked, each once.

A notification, the timer and the sync all come here, in any order and any number at a time. Whoever wins the
conditional write of a step does what follows it; all that follows can be done again without being done twice.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from shared import clock
from shared.billing import billing_system
from shared.billing.billing_system import BillingRefused, BillingUnavailable
from shared.billing_contract import PaidDocument, Payment, PaymentReport
from shared.cosmos import Conflict
from shared.mail import outbox
from shared.monitoring.logs import log
from shared.payments import store
from shared.payments.alarms import raise_alarm
from shared.payments.intent import WAITING, WITHOUT_MONEY, Intent
from shared.payments.letter import confirmation
from shared.payments.on_summary import show_on_summary
from shared.payments.payer import wants_confirmation
from shared.payments.protocol import Money, ProviderRefused, Transaction
from shared.payments.provider import provider
from shared.payments.store import Stored

_MAIL_LIFETIME = timedelta(days=7)


class UnknownPayment(Exception):
    """The provider speaks of a payment that is none of ours."""


class Mismatch(Exception):
    """The provider speaks of our payment, but of another amount, currency or order."""


async def receive_notification(money: Money) -> None:
    """Act on a signed notification. Raises UnknownPayment, Mismatch, ProviderUnavailable."""
    stored = await store.find_by_reference(money.reference)
    if stored is None:
        await raise_alarm("unknown_payment", money.reference, money)
        raise UnknownPayment
    with suppress(Conflict):
        await receive(stored, money)


async def receive(stored: Stored, money: Money) -> None:
    """Take in money the provider holds for a payment, as far as it goes now. Raises ProviderUnavailable, Mismatch.

    Where it is not what the payment is about, a payment that still waits is refused: its customer learns of it, and
    may pay in another way.
    """
    try:
        await _expect(stored.intent, money)
    except Mismatch:
        if stored.intent.state in WAITING:
            await store.move(stored, "refused", refusal="other_amount")
            await show_on_summary(stored.intent.customer_id)
        raise
    if stored.intent.state in WITHOUT_MONEY:
        try:
            stored = await store.move(stored, "paid", order_id=money.order_id, paid_at=clock.now())
        except Conflict:
            # Another message of the same payment is being worked on; the timer sees to it if that breaks off.
            return
    if stored.intent.state == "paid":
        await _confirm(stored, money)
    await show_on_summary(stored.intent.customer_id)


async def reconcile(stored: Stored) -> None:
    """What the timer does for a payment: ask the provider, finish what broke off, end what is over.

    Raises ProviderUnavailable, BillingUnavailable, Conflict; the payment is then looked at again.
    """
    await _next_step(stored)
    await show_on_summary(stored.intent.customer_id)


async def _next_step(stored: Stored) -> None:
    intent = stored.intent
    if intent.state == "confirmed":
        await finish(stored)
        return
    if intent.state == "created":
        # Its token, if there is one, was given to nobody.
        await store.move(stored, "expired")
        return
    transaction = await provider().transaction(intent.reference)
    if transaction is not None and transaction.state == "returned":
        await _returned(stored, transaction)
    elif transaction is not None and transaction.state != "unpaid" and intent.state != "reported":
        await _money_found(stored, transaction)
    elif intent.state == "reported":
        await _note_part_refund(intent)
        await store.postpone(stored)
    elif intent.state == "started" and clock.now() >= intent.expires_at:
        await store.move(stored, "expired")
    else:
        await store.postpone(stored)


async def finish(stored: Stored) -> Stored:
    """Mail the customer and tell billing about a confirmed payment. Raises BillingUnavailable, Conflict."""
    intent = stored.intent
    if intent.mailed_at is None:
        # A blank mail where none is wanted: so it is decided once, whatever breaks off after it.
        to = intent.payer.email if await wants_confirmation(intent.payer) else None
        until = clock.now() + _MAIL_LIFETIME
        await outbox.post(confirmation(intent), to, expires_at=until, mail_id=f"payment-confirmed-{intent.id}")
        stored = await store.note(stored, mailed_at=clock.now())
    try:
        booked = await billing_system.report_payment(_report(intent), intent.id)
    except BillingRefused as error:
        await raise_alarm("report_refused", intent.reference)
        raise BillingUnavailable(str(error)) from None
    return await store.move(stored, "reported", reported_at=clock.now(), payment_id=booked.payment_id)


async def note_booked(customer_id: str, payment_id: str, payment: Payment) -> None:
    """Match billing's booking with the portal's own record, which is over then."""
    reference = payment.portal_reference
    while reference is not None:
        stored = await store.find(customer_id, reference)
        if stored is None:
            return
        if stored.intent.state in {"booked", "refunded"}:
            # Once more on a replay: the run that moved it may have broken off here.
            await show_on_summary(customer_id)
            return
        if stored.intent.state not in {"confirmed", "reported"}:
            await raise_alarm("booked_without_confirmation", stored.intent.reference)
            return
        try:
            await store.move(stored, "booked", payment_id=payment_id, booked_on=payment.booked_on)
        except Conflict:
            continue
        await show_on_summary(customer_id)
        return


async def _confirm(stored: Stored, money: Money) -> None:
    intent = stored.intent
    verified = True
    try:
        await provider().verify(money)
    except ProviderRefused:
        # Verified before, by a run that broke off? Only the provider's own record can tell.
        verified = False
    transaction = await provider().transaction(intent.reference)
    if not verified and (transaction is None or transaction.state != "settled" or transaction.money != money):
        await raise_alarm("verification_refused", intent.reference, money)
        await store.postpone(stored)
        return
    try:
        stored = await store.move(stored, "confirmed", confirmed_at=clock.now(), paid_at=_paid_at(intent, transaction))
    except Conflict:
        return
    log.info("payment confirmed", extra={"payment": intent.id, "amount": intent.amount})
    try:
        await finish(stored)
    except (BillingUnavailable, Conflict) as error:
        log.warning("payment not reported yet", extra={"payment": intent.id, "fault": str(error)})


def _paid_at(intent: Intent, transaction: Transaction | None) -> datetime:
    """When it was paid by the provider's clock, which tells minutes: it decides over interest.

    Not before the payment began, and not after we learned of it.
    """
    learned = intent.paid_at or clock.now()
    if transaction is None or transaction.paid_at is None:
        return learned
    return min(max(transaction.paid_at, intent.created_at), learned)


async def _money_found(stored: Stored, transaction: Transaction) -> None:
    try:
        await receive(stored, transaction.money)
    except Mismatch:
        if stored.intent.state not in WAITING:
            await store.postpone(stored)


async def _returned(stored: Stored, transaction: Transaction) -> None:
    """The provider has given the money back. What billing was told before, the office has to take back there."""
    if stored.intent.state == "reported":
        await raise_alarm("refunded_after_confirmation", stored.intent.reference, transaction.money)
    await store.move(stored, "refunded", refunded_at=clock.now())


async def _note_part_refund(intent: Intent) -> None:
    """Money given back in part in the provider's panel: the payment stands, the office has to book the part."""
    if intent.order_id is None:
        return
    refunded = await provider().refunded(intent.order_id)
    if 0 < refunded < intent.amount:
        await raise_alarm(
            "refunded_in_part", intent.reference, Money(intent.reference, intent.order_id, refunded, intent.currency)
        )


async def _expect(intent: Intent, money: Money) -> None:
    """Raises Mismatch, after an alarm, where the money is not what this payment is about."""
    if (money.amount, money.currency) != (intent.amount, intent.currency):
        await raise_alarm("amount_mismatch", intent.reference, money)
        raise Mismatch
    if intent.order_id is not None and money.order_id != intent.order_id:
        await raise_alarm("order_mismatch", intent.reference, money)
        raise Mismatch


def _report(intent: Intent) -> PaymentReport:
    return PaymentReport(
        portal_reference=intent.id,
        customer_id=intent.customer_id,
        amount=intent.amount,
        paid_at=intent.paid_at or intent.created_at,
        provider=provider().name,
        provider_reference=str(intent.order_id),
        documents=[PaidDocument(document_id=part.document_id, amount=part.amount) for part in intent.parts],
    )
