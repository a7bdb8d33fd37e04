"""The words of mails about documents and their due days: an amount and a day, no other personal data."""

from typing import Literal

from shared.locale import Locale
from shared.mail.words import Words

DocumentTemplate = Literal["new_document", "new_document_nothing_due", "due_soon", "overdue"]

_HOW_TO_PAY: dict[Locale, str] = {
    "pl": "Zapłacisz w mojBOK albo przelewem na numer konta z faktury.",
    "en": "You can pay in mojBOK or by transfer to the account number on the invoice.",
    "uk": "Сплатити можна в mojBOK або переказом на номер рахунку, вказаний у фактурі.",
}
_ON_ITS_WAY: dict[Locale, str] = {
    "pl": "Jeśli przelew jest już w drodze, nic nie musisz robić.",
    "en": "If your transfer is on its way already, there is nothing you need to do.",
    "uk": "Якщо переказ уже надіслано, нічого робити не потрібно.",
}
_WHERE: dict[Locale, str] = {
    "pl": "Szczegóły znajdziesz w mojBOK, wśród faktur.",
    "en": "You will find the details in mojBOK, among your invoices.",
    "uk": "Подробиці ви знайдете в mojBOK, серед рахунків.",
}

DOCUMENT_WORDS: dict[DocumentTemplate, dict[Locale, Words]] = {
    "new_document": {
        "pl": Words(
            "Nowy dokument w mojBOK",
            "Nowy dokument",
            ("W mojBOK czeka nowy dokument.", "Do zapłaty: {amount}. Termin płatności: {date}."),
            after=(_WHERE["pl"],),
        ),
        "en": Words(
            "A new document in mojBOK",
            "A new document",
            ("A new document is waiting in mojBOK.", "To pay: {amount}. Due on: {date}."),
            after=(_WHERE["en"],),
        ),
        "uk": Words(
            "Новий документ у mojBOK",
            "Новий документ",
            ("У mojBOK на вас чекає новий документ.", "До сплати: {amount}. Термін оплати: {date}."),
            after=(_WHERE["uk"],),
        ),
    },
    "new_document_nothing_due": {
        "pl": Words(
            "Nowy dokument w mojBOK",
            "Nowy dokument",
            ("W mojBOK czeka nowy dokument z {date}. Kwota: {amount}.", "Teraz nie musisz nic płacić."),
            after=(_WHERE["pl"],),
        ),
        "en": Words(
            "A new document in mojBOK",
            "A new document",
            ("A new document of {date} is waiting in mojBOK. Amount: {amount}.", "There is nothing to pay now."),
            after=(_WHERE["en"],),
        ),
        "uk": Words(
            "Новий документ у mojBOK",
            "Новий документ",
            (
                "У mojBOK на вас чекає новий документ від {date}. Сума: {amount}.",
                "Зараз нічого сплачувати не потрібно.",
            ),
            after=(_WHERE["uk"],),
        ),
    },
    "due_soon": {
        "pl": Words(
            "Zbliża się termin płatności",
            "Zbliża się termin płatności",
            ("Przypominamy: {date} mija termin płatności. Do zapłaty: {amount}.", _HOW_TO_PAY["pl"]),
            after=(_ON_ITS_WAY["pl"],),
        ),
        "en": Words(
            "A payment is due soon",
            "A payment is due soon",
            ("A reminder: a payment is due on {date}. To pay: {amount}.", _HOW_TO_PAY["en"]),
            after=(_ON_ITS_WAY["en"],),
        ),
        "uk": Words(
            "Наближається термін оплати",
            "Наближається термін оплати",
            ("Нагадуємо: {date} спливає термін оплати. До сплати: {amount}.", _HOW_TO_PAY["uk"]),
            after=(_ON_ITS_WAY["uk"],),
        ),
    },
    "overdue": {
        "pl": Words(
            "Minął termin płatności",
            "Minął termin płatności",
            ("Termin płatności minął {date}. Do zapłaty pozostało: {amount}.", _HOW_TO_PAY["pl"]),
            after=(
                _ON_ITS_WAY["pl"],
                "Masz kłopot z zapłatą? Zadzwoń albo napisz – wspólnie znajdziemy rozwiązanie.",
            ),
        ),
        "en": Words(
            "A payment is overdue",
            "A payment is overdue",
            ("A payment was due on {date}. Still to pay: {amount}.", _HOW_TO_PAY["en"]),
            after=(_ON_ITS_WAY["en"], "Is it hard to pay? Call or write to us – we will find a way together."),
        ),
        "uk": Words(
            "Термін оплати минув",
            "Термін оплати минув",
            ("Термін оплати минув {date}. Залишилося сплатити: {amount}.", _HOW_TO_PAY["uk"]),
            after=(
                _ON_ITS_WAY["uk"],
                "Складно сплатити? Зателефонуйте або напишіть нам – разом знайдемо рішення.",
            ),
        ),
    },
}
