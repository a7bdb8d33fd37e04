"""The words of mails about what the office did for somebody who called."""

from typing import Literal

from shared.locale import Locale
from shared.mail.words import Words

HelpTemplate = Literal["office_recovery", "office_unlocked", "office_signed_out"]

_NOT_ASKED: dict[Locale, str] = {
    "pl": "Nikt z Twojej strony o to nie prosił? Zadzwoń do nas od razu: {phone}. "
    "Powód znajdziesz w dzienniku dostępu, w „Moje dane”.",
    "en": "Did nobody of yours ask for it? Call us at once: {phone}. The reason stands in the access log, in My data.",
    "uk": "Ніхто від вас про це не просив? Одразу зателефонуйте нам: {phone}. "
    "Причину ви знайдете в журналі доступу, у розділі «Мої дані».",
}
HELP_WORDS: dict[HelpTemplate, dict[Locale, Words]] = {
    "office_recovery": {
        "pl": Words(
            "Nasze biuro wysłało Ci hasło jednorazowe do {brand}",
            "Hasło jednorazowe na Twoją prośbę",
            (
                (
                    "{at} pracownik biura obsługi na Twoją prośbę wysłał Ci w osobnej wiadomości hasło jednorazowe. "
                    "Nikt z nas go nie widzi i nigdy o nie nie zapyta."
                ),
                _NOT_ASKED["pl"],
            ),
        ),
        "en": Words(
            "Our office sent you a one-time password for {brand}",
            "A one-time password at your request",
            (
                (
                    "At your request our office sent you a one-time password in a message of its own on {at}. "
                    "None of us sees it or will ever ask you for it."
                ),
                _NOT_ASKED["en"],
            ),
        ),
        "uk": Words(
            "Наш офіс надіслав вам одноразовий пароль до {brand}",
            "Одноразовий пароль на ваше прохання",
            (
                (
                    "{at} працівник офісу на ваше прохання надіслав вам окремим листом одноразовий пароль. "
                    "Ніхто з нас його не бачить і ніколи про нього не запитає."
                ),
                _NOT_ASKED["uk"],
            ),
        ),
    },
    "office_unlocked": {
        "pl": Words(
            "Nasze biuro odblokowało logowanie do {brand}",
            "Logowanie odblokowane",
            (
                (
                    "{at} pracownik biura obsługi na Twoją prośbę odblokował logowanie po nieudanych próbach. "
                    "Twoje hasło się nie zmieniło."
                ),
                _NOT_ASKED["pl"],
            ),
        ),
        "en": Words(
            "Our office unlocked your sign-in to {brand}",
            "Sign-in unlocked",
            (
                (
                    "At your request our office unlocked your sign-in after failed attempts on {at}. "
                    "Your password has not changed."
                ),
                _NOT_ASKED["en"],
            ),
        ),
        "uk": Words(
            "Наш офіс розблокував вхід до {brand}",
            "Вхід розблоковано",
            (
                "{at} працівник офісу на ваше прохання розблокував вхід після невдалих спроб. Ваш пароль не змінився.",
                _NOT_ASKED["uk"],
            ),
        ),
    },
    "office_signed_out": {
        "pl": Words(
            "Nasze biuro wylogowało Cię z {brand} na wszystkich urządzeniach",
            "Wylogowanie na wszystkich urządzeniach",
            (
                (
                    "{at} pracownik biura obsługi na Twoją prośbę zakończył wszystkie sesje Twojego konta. "
                    "Zalogujesz się jak zwykle."
                ),
                _NOT_ASKED["pl"],
            ),
        ),
        "en": Words(
            "Our office signed you out of {brand} on all devices",
            "Signed out on all devices",
            (
                "At your request our office ended all sessions of your account on {at}. You sign in as usual.",
                _NOT_ASKED["en"],
            ),
        ),
        "uk": Words(
            "Наш офіс завершив ваші сеанси в {brand} на всіх пристроях",
            "Вихід на всіх пристроях",
            (
                (
                    "{at} працівник офісу на ваше прохання завершив усі сеанси вашого облікового запису. "
                    "Увійти можна як завжди."
                ),
                _NOT_ASKED["uk"],
            ),
        ),
    },
}
