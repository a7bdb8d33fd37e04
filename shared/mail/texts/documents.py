"""The words of mails about documents and their due days: which document, how much, by when, and how to pay it."""

from typing import Literal

from shared.locale import Locale
from shared.mail.words import FactWords, Words

DocumentTemplate = Literal[
    "new_document", "new_document_nothing_due", "correction_lowers", "new_documents", "due_soon", "overdue"
]

_SEE: dict[Locale, str] = {"pl": "Zobacz dokument", "en": "See the document", "uk": "Переглянути документ"}
_SEE_ALL: dict[Locale, str] = {"pl": "Zobacz faktury", "en": "See your invoices", "uk": "Переглянути рахунки-фактури"}
_TO_PAY: dict[Locale, str] = {"pl": "Zobacz i zapłać", "en": "See and pay", "uk": "Переглянути та сплатити"}
_LABELS: dict[Locale, tuple[str, str, str, str, str, str, str]] = {
    "pl": ("Do zapłaty", "Termin płatności", "Numer dokumentu", "Okres", "Kwota", "Numer konta", "Tytuł przelewu"),
    "en": ("To pay", "Due on", "Document number", "Period", "Amount", "Account number", "Title of the transfer"),
    "uk": ("До сплати", "Термін оплати", "Номер документа", "Період", "Сума", "Номер рахунку", "Призначення платежу"),
}
_ON_ITS_WAY: dict[Locale, str] = {
    "pl": "Jeśli przelew jest już w drodze, nic nie musisz robić.",
    "en": "If your transfer is on its way already, there is nothing you need to do.",
    "uk": "Якщо переказ уже надіслано, нічого робити не потрібно.",
}
_THIS_ONE_ONLY: dict[Locale, str] = {
    "pl": "Ta wiadomość dotyczy tylko tego dokumentu. Ile masz do zapłaty razem, zobaczysz w {brand}.",
    "en": "This message is about this document only. What there is to pay in all is in {brand}.",
    "uk": "Цей лист стосується лише цього документа. Скільки сплатити разом, дивіться в {brand}.",
}

ROW_TO_PAY: dict[Locale, str] = {
    "pl": "Do zapłaty {amount}, termin {due}",
    "en": "{amount} to pay by {due}",
    "uk": "До сплати {amount}, термін {due}",
}
"""What a row of several documents says of one that is to be paid."""

ROW_OF_THE_REST: dict[Locale, tuple[str, str]] = {
    "pl": ("Pozostałe nowe dokumenty: {count}", "Do zapłaty za nie razem {amount}"),
    "en": ("Other new documents: {count}", "{amount} to pay for them in all"),
    "uk": ("Інші нові документи: {count}", "До сплати за них разом {amount}"),
}
"""The same of those there is no room for, and how many they are."""


def _to_pay(locale: Locale) -> tuple[FactWords, ...]:
    """What a transfer needs; without a single account and title those two are left out."""
    amount, due, number, period, _, account, title = _LABELS[locale]
    return (
        FactWords(amount, "{amount}", strong=True),
        FactWords(due, "{due}"),
        FactWords(number, "{number}"),
        FactWords(period, "{period}"),
        FactWords(account, "{account}", to_copy=True),
        FactWords(title, "{transfer_title}", to_copy=True),
    )


def _what(locale: Locale) -> tuple[FactWords, ...]:
    _, _, number, period, amount, _, _ = _LABELS[locale]
    return (FactWords(amount, "{amount}", strong=True), FactWords(number, "{number}"), FactWords(period, "{period}"))


DOCUMENT_WORDS: dict[DocumentTemplate, dict[Locale, Words]] = {
    "new_document": {
        "pl": Words(
            "{title}: {amount} do {due}",
            "{title}",
            ("W {brand} czeka nowy dokument.",),
            _TO_PAY["pl"],
            facts=_to_pay("pl"),
        ),
        "en": Words(
            "{title}: {amount} by {due}",
            "{title}",
            ("A new document is waiting in {brand}.",),
            _TO_PAY["en"],
            facts=_to_pay("en"),
        ),
        "uk": Words(
            "{title}: {amount} до {due}",
            "{title}",
            ("У {brand} на вас чекає новий документ.",),
            _TO_PAY["uk"],
            facts=_to_pay("uk"),
        ),
    },
    "new_document_nothing_due": {
        "pl": Words(
            "{title}: {amount}",
            "{title}",
            ("W {brand} czeka nowy dokument z {date}. Tego dokumentu nie musisz opłacać.",),
            _SEE["pl"],
            (_THIS_ONE_ONLY["pl"],),
            _what("pl"),
        ),
        "en": Words(
            "{title}: {amount}",
            "{title}",
            ("A new document of {date} is waiting in {brand}. There is nothing to pay for this document.",),
            _SEE["en"],
            (_THIS_ONE_ONLY["en"],),
            _what("en"),
        ),
        "uk": Words(
            "{title}: {amount}",
            "{title}",
            ("У {brand} на вас чекає новий документ від {date}. Цей документ сплачувати не потрібно.",),
            _SEE["uk"],
            (_THIS_ONE_ONLY["uk"],),
            _what("uk"),
        ),
    },
    "correction_lowers": {
        "pl": Words(
            "{title}: rachunek niższy o {lower}",
            "{title}",
            ("Korekta z {date} zmniejsza Twój rachunek o {lower}. Co się zmieniło, zobaczysz na dokumencie.",),
            _SEE["pl"],
            (_THIS_ONE_ONLY["pl"],),
            _what("pl"),
        ),
        "en": Words(
            "{title}: your bill is {lower} lower",
            "{title}",
            ("The correction of {date} lowers your bill by {lower}. The document shows what has changed.",),
            _SEE["en"],
            (_THIS_ONE_ONLY["en"],),
            _what("en"),
        ),
        "uk": Words(
            "{title}: сума менша на {lower}",
            "{title}",
            ("Коригування від {date} зменшує суму рахунка-фактури на {lower}. Що змінилося, показано в документі.",),
            _SEE["uk"],
            (_THIS_ONE_ONLY["uk"],),
            _what("uk"),
        ),
    },
    "new_documents": {
        "pl": Words(
            "Nowe dokumenty w {brand}: {count}, do zapłaty {amount}",
            "Nowe dokumenty: {count}",
            ("W {brand} czekają nowe dokumenty.",),
            _SEE_ALL["pl"],
            (_THIS_ONE_ONLY["pl"].replace("tego dokumentu", "tych dokumentów"),),
            (FactWords("Razem do zapłaty", "{amount}", strong=True), FactWords("Najbliższy termin", "{due}")),
        ),
        "en": Words(
            "New documents in {brand}: {count}, to pay {amount}",
            "New documents: {count}",
            ("New documents are waiting in {brand}.",),
            _SEE_ALL["en"],
            (_THIS_ONE_ONLY["en"].replace("this document", "these documents"),),
            (FactWords("To pay in all", "{amount}", strong=True), FactWords("First due on", "{due}")),
        ),
        "uk": Words(
            "Нові документи в {brand}: {count}, до сплати {amount}",
            "Нові документи: {count}",
            ("У {brand} на вас чекають нові документи.",),
            _SEE_ALL["uk"],
            (_THIS_ONE_ONLY["uk"].replace("цього документа", "цих документів"),),
            (FactWords("Разом до сплати", "{amount}", strong=True), FactWords("Найближчий термін", "{due}")),
        ),
    },
    "due_soon": {
        "pl": Words(
            "Zbliża się termin płatności: {amount} do {due}",
            "Zbliża się termin płatności",
            ("Przypominamy: {due} mija termin płatności.",),
            _TO_PAY["pl"],
            (_ON_ITS_WAY["pl"],),
            _to_pay("pl"),
        ),
        "en": Words(
            "A payment is due soon: {amount} by {due}",
            "A payment is due soon",
            ("A reminder: a payment is due on {due}.",),
            _TO_PAY["en"],
            (_ON_ITS_WAY["en"],),
            _to_pay("en"),
        ),
        "uk": Words(
            "Наближається термін оплати: {amount} до {due}",
            "Наближається термін оплати",
            ("Нагадуємо: {due} спливає термін оплати.",),
            _TO_PAY["uk"],
            (_ON_ITS_WAY["uk"],),
            _to_pay("uk"),
        ),
    },
    "overdue": {
        "pl": Words(
            "Minął termin płatności: {amount}, termin był {due}",
            "Minął termin płatności",
            ("Termin płatności minął {due}. Zostało do zapłaty: {amount}.",),
            _TO_PAY["pl"],
            (
                _ON_ITS_WAY["pl"],
                "Trudno Ci zapłacić? Zadzwoń: {phone} – wspólnie znajdziemy rozwiązanie.",
            ),
            _to_pay("pl"),
        ),
        "en": Words(
            "A payment is overdue: {amount}, it was due on {due}",
            "A payment is overdue",
            ("A payment was due on {due}. Still to pay: {amount}.",),
            _TO_PAY["en"],
            (_ON_ITS_WAY["en"], "Is it hard to pay? Call {phone} – we will find a way together."),
            _to_pay("en"),
        ),
        "uk": Words(
            "Термін оплати минув: {amount}, строк був {due}",
            "Термін оплати минув",
            ("Термін оплати минув {due}. Залишилося сплатити: {amount}.",),
            _TO_PAY["uk"],
            (_ON_ITS_WAY["uk"], "Складно сплатити? Зателефонуйте: {phone} – разом знайдемо рішення."),
            _to_pay("uk"),
        ),
    },
}
