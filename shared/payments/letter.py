"""The mail that a payment has been confirmed: the amount and the day, nothing else that is personal."""

from shared import clock
from shared.formatting import plain_date, zloty
from shared.mail.letter import Letter, write_letter
from shared.payments.intent import Intent


def confirmation(intent: Intent) -> Letter:
    return write_letter(
        "payment_confirmed",
        intent.payer.locale,
        kind=intent.payer.kind,
        amount=zloty(intent.amount),
        date=plain_date((intent.paid_at or intent.created_at).astimezone(clock.WARSAW).date()),
    )
