"""The mail that a payment has been confirmed: the amount and the day, nothing else that is personal, no link."""

from datetime import datetime
from decimal import Decimal

from shared import clock
from shared.mail.letter import Letter, write_letter
from shared.mail.words import Locale
from shared.payments.intent import Intent
from shared.settings import settings


def confirmation(intent: Intent) -> Letter:
    return write_letter(
        "payment_confirmed",
        intent.payer.locale,
        link=settings().portal_origin,
        kind=intent.payer.kind,
        amount=zloty(intent.amount, intent.payer.locale),
        date=_day(intent.paid_at or intent.created_at, intent.payer.locale),
    )


def zloty(grosze: int, locale: Locale) -> str:
    """An amount as people of the language write it, with the currency."""
    from babel.numbers import format_currency

    return format_currency(Decimal(grosze) / 100, "PLN", locale=locale)


def _day(moment: datetime, locale: Locale) -> str:
    from babel.dates import format_date

    return format_date(moment.astimezone(clock.WARSAW).date(), "long", locale=locale)
