"""The mail that a payment has been confirmed: the amount, the day, and what was paid."""

from shared import clock
from shared.mail.letter import Letter, write_letter
from shared.mail.unsubscribing import Switch
from shared.payments.intent import Intent
from shared.rendering.formatting import plain_date, zloty
from shared.settings import settings

_NUMBERS_TOLD = 10


def confirmation(intent: Intent) -> Letter:
    numbers = [part.number for part in intent.parts]
    payer = intent.payer
    return write_letter(
        "payment_confirmed",
        payer.locale,
        kind=payer.kind,
        link=f"{settings().portal_origin}/platnosc/{intent.id}",
        switch=Switch(payer.account_id, "payment_confirmed") if payer.account_id else None,
        amount=zloty(intent.amount, payer.locale),
        date=plain_date((intent.paid_at or intent.created_at).astimezone(clock.WARSAW).date(), payer.locale),
        what=", ".join(numbers) if len(numbers) <= _NUMBERS_TOLD else "",
    )
