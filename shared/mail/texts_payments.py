"""The words of mails about payments: an amount and a day, no other personal data."""

from typing import Literal

from shared.locale import Locale
from shared.mail.words import Words

PaymentTemplate = Literal["payment_confirmed"]

PAYMENT_WORDS: dict[PaymentTemplate, dict[Locale, Words]] = {
    "payment_confirmed": {
        "pl": Words(
            "Mamy Twoją wpłatę",
            "Wpłata potwierdzona",
            (
                "Dziękujemy! Otrzymaliśmy Twoją wpłatę: {amount}, {date}.",
                "Zaksięgujemy ją w ciągu jednego dnia roboczego – wtedy zobaczysz ją wśród płatności w mojBOK.",
            ),
            None,
            ("Jeśli to nie Ty płacisz, zadzwoń do nas od razu.",),
        ),
        "en": Words(
            "We have your payment",
            "Payment confirmed",
            (
                "Thank you! We have received your payment: {amount}, {date}.",
                "We will book it within one working day – then you will see it among your payments in mojBOK.",
            ),
            None,
            ("If it was not you who paid, call us at once.",),
        ),
        "uk": Words(
            "Ми отримали ваш платіж",
            "Платіж підтверджено",
            (
                "Дякуємо! Ми отримали ваш платіж: {amount}, {date}.",
                "Ми проведемо його протягом одного робочого дня – тоді ви побачите його серед платежів у mojBOK.",
            ),
            None,
            ("Якщо це платили не ви, одразу зателефонуйте нам.",),
        ),
    },
}
