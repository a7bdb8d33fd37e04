"""The words of mails about the terms of service: accepted ones, to be kept, and new ones, told of ahead."""

from typing import Literal

from shared.locale import Locale
from shared.mail.words import Words

TermsTemplate = Literal["terms_accepted", "terms_ahead"]

TERMS_WORDS: dict[TermsTemplate, dict[Locale, Words]] = {
    "terms_accepted": {
        "pl": Words(
            "Regulamin mojBOK w wersji {version} – Twój egzemplarz",
            "Twój egzemplarz regulaminu",
            (
                "{at} zaakceptowano regulamin mojBOK w wersji {version}. Jego całą treść znajdziesz niżej – zachowaj ją.",
            ),
            "Zobacz regulamin i PDF",
        ),
        "en": Words(
            "Terms of mojBOK, version {version} – your copy",
            "Your copy of the terms",
            ("On {at} the terms of mojBOK, version {version}, were accepted. Their whole text is below – keep it.",),
            "See the terms and the PDF",
        ),
        "uk": Words(
            "Правила mojBOK, версія {version} – ваш примірник",
            "Ваш примірник правил",
            ("{at} прийнято правила mojBOK у версії {version}. Повний текст наведено нижче – збережіть його.",),
            "Переглянути правила та PDF",
        ),
    },
    "terms_ahead": {
        "pl": Words(
            "Od {date} zmienia się regulamin mojBOK",
            "Nowy regulamin od {date}",
            (
                "Od {date} obowiązuje nowy regulamin mojBOK. Co się zmienia:",
                "{changes}",
            ),
            "Przeczytaj nowy regulamin",
            (
                (
                    "Od tego dnia poprosimy Cię w mojBOK o akceptację. Jeśli się nie zgadzasz, możesz zamknąć konto i pobrać "
                    "swoje dane – umowa i faktury zostają bez zmian."
                ),
            ),
        ),
        "en": Words(
            "The terms of mojBOK change on {date}",
            "New terms from {date}",
            ("New terms of mojBOK are in force from {date}. What changes:", "{changes}"),
            "Read the new terms",
            (
                (
                    "From that day mojBOK will ask you to accept them. If you do not agree, you can close the account and "
                    "download your data – your contract and invoices stay as they are."
                ),
            ),
        ),
        "uk": Words(
            "З {date} змінюються правила mojBOK",
            "Нові правила з {date}",
            ("З {date} діють нові правила mojBOK. Що змінюється:", "{changes}"),
            "Прочитати нові правила",
            (
                (
                    "Від цього дня ми попросимо вас прийняти їх у mojBOK. Якщо ви не згодні, можна закрити обліковий запис і "
                    "завантажити свої дані – договір і рахунки не змінюються."
                ),
            ),
        ),
    },
}
