"""The words of mails about getting back in and about changes of an account."""

from typing import Literal

from shared.locale import Locale
from shared.mail.words import Words

SecurityTemplate = Literal[
    "password_changed",
    "new_device",
    "sign_in_blocked",
    "email_change_confirm",
    "email_change_notice",
    "email_changed",
    "login_changed",
    "second_step_on",
    "second_step_off",
    "recovery_codes_renewed",
    "account_closing",
    "account_closed",
]

_NOT_YOU: dict[Locale, str] = {
    "pl": "To nie Ty? Zadzwoń do nas od razu: {phone}. Zablokujemy konto i pomożemy Ci je odzyskać.",
    "en": "Was it not you? Call us at once: {phone}. We will block the account and help you get it back.",
    "uk": "Це були не ви? Одразу зателефонуйте нам: {phone}. Ми заблокуємо обліковий запис і допоможемо його повернути.",
}

SECURITY_WORDS: dict[SecurityTemplate, dict[Locale, Words]] = {
    "password_changed": {
        "pl": Words(
            "Hasło do {brand} zostało zmienione",
            "Hasło zostało zmienione",
            (
                "{at} zmieniono hasło do Twojego konta. Na innych urządzeniach trzeba zalogować się ponownie.",
                _NOT_YOU["pl"],
            ),
        ),
        "en": Words(
            "Your {brand} password was changed",
            "The password was changed",
            ("The password of your account was changed on {at}. Other devices have to sign in again.", _NOT_YOU["en"]),
        ),
        "uk": Words(
            "Пароль до {brand} змінено",
            "Пароль змінено",
            ("{at} змінено пароль до вашого облікового запису. На інших пристроях треба увійти знову.", _NOT_YOU["uk"]),
        ),
    },
    "new_device": {
        "pl": Words(
            "Logowanie do {brand} z nowego urządzenia",
            "Logowanie z nowego urządzenia",
            (
                "{at} zalogowano się na Twoje konto z nowego urządzenia: {device}.",
                "Jeśli to Ty, nic nie rób.",
                _NOT_YOU["pl"],
            ),
        ),
        "en": Words(
            "A new device signed in to {brand}",
            "Sign-in from a new device",
            (
                "Your account was entered from a new device on {at}: {device}.",
                "If it was you, do nothing.",
                _NOT_YOU["en"],
            ),
        ),
        "uk": Words(
            "Вхід до {brand} з нового пристрою",
            "Вхід з нового пристрою",
            (
                "{at} до вашого облікового запису увійшли з нового пристрою: {device}.",
                "Якщо це були ви, нічого не робіть.",
                _NOT_YOU["uk"],
            ),
        ),
    },
    "sign_in_blocked": {
        "pl": Words(
            "Nieudane próby logowania do {brand}",
            "Nieudane próby logowania",
            (
                "{at} ktoś pięć razy podał złe hasło do Twojego konta. Na 15 minut wstrzymaliśmy logowanie stamtąd.",
                "Jeśli to Ty, zaczekaj chwilę albo odzyskaj hasło na stronie logowania.",
                "Jeśli to nie Ty, nic nie rób – na konto nikt nie wszedł. Takie maile wysyłamy najwyżej raz na dobę.",
            ),
        ),
        "en": Words(
            "Failed sign-ins to {brand}",
            "Failed sign-ins",
            (
                "On {at} someone gave a wrong password to your account five times. Sign-in from there waits 15 minutes.",
                "If it was you, wait a little or recover the password on the sign-in page.",
                "If it was not you, do nothing – nobody entered the account. We send such mails once a day at most.",
            ),
        ),
        "uk": Words(
            "Невдалі спроби входу до {brand}",
            "Невдалі спроби входу",
            (
                "{at} хтось п’ять разів ввів неправильний пароль до вашого облікового запису. Вхід звідти призупинено на 15 хвилин.",
                "Якщо це були ви, трохи зачекайте або відновіть пароль на сторінці входу.",
                "Якщо це були не ви, нічого не робіть – до облікового запису ніхто не увійшов. Такі листи надсилаємо щонайбільше раз на добу.",
            ),
        ),
    },
    "email_change_confirm": {
        "pl": Words(
            "Potwierdź nowy adres e-mail w {brand}",
            "Potwierdź nowy adres",
            ("Ten adres ma być nowym adresem e-mail konta w {brand}. Potwierdź to:",),
            "Potwierdź adres",
            ("Link działa 24 godziny.", "Jeśli nie masz konta w {brand}, nic nie rób."),
        ),
        "en": Words(
            "Confirm your new e-mail address in {brand}",
            "Confirm the new address",
            ("This address is to become the e-mail address of a {brand} account. Confirm it:",),
            "Confirm address",
            ("The link works for 24 hours.", "If you have no {brand} account, do nothing."),
        ),
        "uk": Words(
            "Підтвердьте нову адресу в {brand}",
            "Підтвердьте нову адресу",
            ("Ця адреса має стати новою адресою облікового запису {brand}. Підтвердьте це:",),
            "Підтвердити адресу",
            ("Посилання діє 24 години.", "Якщо у вас немає облікового запису {brand}, нічого не робіть."),
        ),
    },
    "email_change_notice": {
        "pl": Words(
            "Zmiana adresu e-mail w {brand}",
            "Ktoś zmienia adres e-mail",
            (
                "{at} poproszono o zmianę adresu e-mail Twojego konta na {new_email}. Do potwierdzenia piszemy na ten adres.",
                "Jeśli to nie Ty, cofnij zmianę. Link działa 72 godziny, także po potwierdzeniu nowego adresu. Potem wyślemy na ten adres hasło jednorazowe.",
            ),
            "Cofnij zmianę",
            ("Jeśli to Ty, nic nie rób.",),
        ),
        "en": Words(
            "Change of the e-mail address in {brand}",
            "Someone is changing the e-mail address",
            (
                (
                    "On {at} a change of your account's e-mail address to {new_email} was asked for. Until it is confirmed "
                    "we write to this address."
                ),
                "If it was not you, undo the change. The link works for 72 hours, also after the new address is confirmed. After that we send a one-time password to this address.",
            ),
            "Undo the change",
            ("If it was you, do nothing.",),
        ),
        "uk": Words(
            "Зміна адреси в {brand}",
            "Хтось змінює адресу",
            (
                "{at} попросили змінити адресу вашого облікового запису на {new_email}. До підтвердження пишемо на цю адресу.",
                "Якщо це були не ви, скасуйте зміну. Посилання діє 72 години, також після підтвердження нової адреси. Потім ми надішлемо на цю адресу одноразовий пароль.",
            ),
            "Скасувати зміну",
            ("Якщо це були ви, нічого не робіть.",),
        ),
    },
    "email_changed": {
        "pl": Words(
            "Adres e-mail w {brand} został zmieniony",
            "Adres e-mail został zmieniony",
            ("{at} zmieniono adres e-mail Twojego konta na {new_email}.", _NOT_YOU["pl"]),
        ),
        "en": Words(
            "Your e-mail address in {brand} was changed",
            "The e-mail address was changed",
            ("The e-mail address of your account was changed to {new_email} on {at}.", _NOT_YOU["en"]),
        ),
        "uk": Words(
            "Адресу в {brand} змінено",
            "Адресу змінено",
            ("{at} адресу вашого облікового запису змінено на {new_email}.", _NOT_YOU["uk"]),
        ),
    },
    "login_changed": {
        "pl": Words(
            "Login do {brand} został zmieniony",
            "Login został zmieniony",
            ("{at} zmieniono login wybrany do Twojego konta. {number_stays}", _NOT_YOU["pl"]),
        ),
        "en": Words(
            "Your {brand} login was changed",
            "The login was changed",
            (
                "The chosen login of your account was changed on {at}. {number_stays}",
                _NOT_YOU["en"],
            ),
        ),
        "uk": Words(
            "Логін до {brand} змінено",
            "Логін змінено",
            (
                "{at} змінено вибраний логін вашого облікового запису. {number_stays}",
                _NOT_YOU["uk"],
            ),
        ),
    },
    "second_step_on": {
        "pl": Words(
            "Dodatkowe zabezpieczenie logowania w {brand}",
            "Dodano zabezpieczenie logowania",
            ("{at} dodano do Twojego konta: {what}.", _NOT_YOU["pl"]),
        ),
        "en": Words(
            "Additional sign-in protection in {brand}",
            "Sign-in protection was added",
            ("On {at} this was added to your account: {what}.", _NOT_YOU["en"]),
        ),
        "uk": Words(
            "Додатковий захист входу в {brand}",
            "Додано захист входу",
            ("{at} до вашого облікового запису додано: {what}.", _NOT_YOU["uk"]),
        ),
    },
    "second_step_off": {
        "pl": Words(
            "Usunięto zabezpieczenie logowania w {brand}",
            "Usunięto zabezpieczenie logowania",
            ("{at} usunięto z Twojego konta: {what}.", _NOT_YOU["pl"]),
        ),
        "en": Words(
            "Sign-in protection in {brand} was removed",
            "Sign-in protection was removed",
            ("On {at} this was removed from your account: {what}.", _NOT_YOU["en"]),
        ),
        "uk": Words(
            "Захист входу в {brand} видалено",
            "Захист входу видалено",
            ("{at} з вашого облікового запису видалено: {what}.", _NOT_YOU["uk"]),
        ),
    },
    "recovery_codes_renewed": {
        "pl": Words(
            "Nowe kody zapasowe do {brand}",
            "Nowe kody zapasowe",
            ("{at} utworzono nowe kody zapasowe do Twojego konta. Poprzednie już nie działają.", _NOT_YOU["pl"]),
        ),
        "en": Words(
            "New recovery codes for {brand}",
            "New recovery codes",
            ("New recovery codes were made for your account on {at}. Earlier ones no longer work.", _NOT_YOU["en"]),
        ),
        "uk": Words(
            "Нові резервні коди для {brand}",
            "Нові резервні коди",
            ("{at} створено нові резервні коди для вашого облікового запису. Попередні вже не діють.", _NOT_YOU["uk"]),
        ),
    },
    "account_closing": {
        "pl": Words(
            "Prośba o zamknięcie konta w {brand}",
            "Zamkniemy Twoje konto",
            (
                "{at} poproszono o zamknięcie Twojego konta w {brand}. Zamkniemy je {closes}.",
                "Do tego czasu możesz zmienić zdanie: zaloguj się i wybierz „Nie zamykaj konta”.",
                _NOT_YOU["pl"],
            ),
        ),
        "en": Words(
            "Request to close your {brand} account",
            "We will close your account",
            (
                "On {at} it was asked to close your {brand} account. We will close it on {closes}.",
                "Until then you can change your mind: sign in and choose “Do not close the account”.",
                _NOT_YOU["en"],
            ),
        ),
        "uk": Words(
            "Запит на закриття облікового запису в {brand}",
            "Ми закриємо ваш обліковий запис",
            (
                "{at} надійшов запит закрити ваш обліковий запис у {brand}. Ми закриємо його {closes}.",
                "До того часу ви можете передумати: увійдіть і виберіть «Не закривати обліковий запис».",
                _NOT_YOU["uk"],
            ),
        ),
    },
    "account_closed": {
        "pl": Words(
            "Konto w {brand} zostało zamknięte",
            "Konto zostało zamknięte",
            (
                "{at} zamknięto Twoje konto w {brand} i usunięto jego dane. Umowa i faktury zostają bez zmian.",
                "Nowe konto możesz założyć w każdej chwili.",
                _NOT_YOU["pl"],
            ),
        ),
        "en": Words(
            "Your {brand} account was closed",
            "The account was closed",
            (
                "On {at} your {brand} account was closed and its data removed. Your contract and invoices stay as they are.",
                "You can register a new account at any time.",
                _NOT_YOU["en"],
            ),
        ),
        "uk": Words(
            "Обліковий запис у {brand} закрито",
            "Обліковий запис закрито",
            (
                "{at} ваш обліковий запис у {brand} закрито, а його дані видалено. Договір і рахунки-фактури не змінюються.",
                "Новий обліковий запис можна створити будь-коли.",
                _NOT_YOU["uk"],
            ),
        ),
    },
}
