"""The words of mails about payments: an amount, a day, and what was paid."""

from typing import Literal

from shared.locale import Locale
from shared.mail.words import FactWords, Words

PaymentTemplate = Literal["payment_confirmed"]

PAYMENT_WORDS: dict[PaymentTemplate, dict[Locale, Words]] = {
    "payment_confirmed": {
        "pl": Words(
            "Mamy Twoją wpłatę: {amount}",
            "Mamy Twoją wpłatę",
            ("Dziękujemy za wpłatę. Saldo zmieni się najpóźniej jutro.",),
            "Zobacz wpłatę",
            ("To nie Ty? Zadzwoń do nas od razu: {phone}.",),
            (FactWords("Kwota", "{amount}", strong=True), FactWords("Dzień", "{date}"), FactWords("Za co", "{what}")),
        ),
        "en": Words(
            "We have your payment: {amount}",
            "We have your payment",
            ("Thank you for paying. The balance will change by tomorrow.",),
            "See the payment",
            ("Was it not you? Call us at once: {phone}.",),
            (FactWords("Amount", "{amount}", strong=True), FactWords("Day", "{date}"), FactWords("For", "{what}")),
        ),
        "uk": Words(
            "Ми отримали вашу оплату: {amount}",
            "Ми отримали вашу оплату",
            ("Дякуємо за оплату. Баланс зміниться щонайпізніше завтра.",),
            "Переглянути платіж",
            ("Це були не ви? Одразу зателефонуйте нам: {phone}.",),
            (FactWords("Сума", "{amount}", strong=True), FactWords("День", "{date}"), FactWords("За що", "{what}")),
        ),
    },
}
