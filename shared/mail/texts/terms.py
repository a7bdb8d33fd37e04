"""The words of mails about the terms of service: accepted ones, to be kept, and new ones, told of ahead."""

from typing import Literal

from shared.locale import Locale
from shared.mail.words import Words

TermsTemplate = Literal["terms_accepted", "terms_ahead"]

TERMS_WORDS: dict[TermsTemplate, dict[Locale, Words]] = {
    "terms_accepted": {
        "pl": Words(
            "Regulamin {brand} w wersji {version} – Twój egzemplarz",
            "Twój egzemplarz regulaminu",
            (
                "{at} zaakceptowano regulamin {brand} w wersji {version}. Jego całą treść znajdziesz niżej – zachowaj ją.",
            ),
            "Zobacz regulamin i PDF",
        ),
        "en": Words(
            "Terms of {brand}, version {version} – your copy",
            "Your copy of the terms",
            ("On {at} the terms of {brand}, version {version}, were accepted. Their whole text is below – keep it.",),
            "See the terms and the PDF",
        ),
        "uk": Words(
            "Правила {brand}, версія {version} – ваш примірник",
            "Ваш примірник правил",
            ("{at} прийнято правила {brand} у версії {version}. Повний текст наведено нижче – збережіть його.",),
            "Переглянути правила та PDF",
        ),
    },
    "terms_ahead": {
        "pl": Words(
            "Od {date} zmienia się regulamin {brand}",
            "Nowy regulamin od {date}",
            (
                "Od {date} obowiązuje nowy regulamin {brand}. Co się zmienia:",
                "{changes}",
            ),
            "Przeczytaj nowy regulamin",
            (
                (
                    "Od tego dnia poprosimy Cię w {brand} o akceptację. Jeśli się nie zgadzasz, możesz zamknąć konto i pobrać "
                    "swoje dane – umowa i faktury zostają bez zmian."
                ),
            ),
        ),
        "en": Words(
            "The terms of {brand} change on {date}",
            "New terms from {date}",
            ("New terms of {brand} are in force from {date}. What changes:", "{changes}"),
            "Read the new terms",
            (
                (
                    "From that day {brand} will ask you to accept them. If you do not agree, you can close the account and "
                    "download your data – your contract and invoices stay as they are."
                ),
            ),
        ),
        "uk": Words(
            "З {date} змінюються правила {brand}",
            "Нові правила з {date}",
            ("З {date} діють нові правила {brand}. Що змінюється:", "{changes}"),
            "Прочитати нові правила",
            (
                (
                    "Від цього дня ми попросимо вас прийняти їх у {brand}. Якщо ви не згодні, можна закрити обліковий запис і "
                    "завантажити свої дані – договір і рахунки-фактури не змінюються."
                ),
            ),
        ),
    },
}
