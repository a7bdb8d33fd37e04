"""The words of the mails that lead back in: a one-time password, the logins of a mailbox."""

from typing import Literal

from shared.locale import Locale
from shared.mail.words import Words

RecoveryTemplate = Literal["one_time_password", "login_reminder"]

_IF_NONE_COMES: dict[Locale, str] = {
    "pl": (
        "Na prośby z nieznanych miejsc wysyłamy najwyżej trzy hasła w kwadrans i pięć na dobę. Jeśli następne nie "
        "przyjdzie, poproś o nie z urządzenia albo sieci, z której zwykle się logujesz, lub zadzwoń do nas."
    ),
    "en": (
        "On requests from unknown places we send three passwords in a quarter of an hour and five a day at most. If the "
        "next one does not come, ask for it from a device or network you usually sign in from, or call us."
    ),
    "uk": (
        "На запити з невідомих місць ми надсилаємо щонайбільше три паролі за чверть години та п’ять на добу. Якщо "
        "наступний не надійде, попросіть його з пристрою чи мережі, з яких зазвичай входите, або зателефонуйте нам."
    ),
}

RECOVERY_WORDS: dict[RecoveryTemplate, dict[Locale, Words]] = {
    "one_time_password": {
        "pl": Words(
            "Odzyskiwanie dostępu do {brand}",
            "Hasło jednorazowe",
            (
                "Ktoś – pewnie Ty – poprosił o hasło jednorazowe do {brand}. Wpisz je na stronie logowania zamiast hasła:",
            ),
            None,
            (
                "Działa 10 minut i tylko raz. Po zalogowaniu ustawisz nowe hasło.",
                "Wysłano: {at}. Numer sprawy: {reference}.",
                (
                    "Jeśli to nie Ty, nic nie rób. Twoje dotychczasowe hasło nadal działa. Nie podawaj nikomu hasła z tej "
                    "wiadomości, także osobie, która mówi, że dzwoni od nas."
                ),
                _IF_NONE_COMES["pl"],
            ),
            set_apart="{password}",
        ),
        "en": Words(
            "Getting back into {brand}",
            "One-time password",
            (
                (
                    "Someone – probably you – asked for a one-time password to {brand}. Type it on the sign-in page in place "
                    "of your password:"
                ),
            ),
            None,
            (
                "It works for 10 minutes and only once. After signing in you will set a new password.",
                "Sent: {at}. Reference: {reference}.",
                (
                    "If it was not you, do nothing. Your present password still works. Do not give the password from this "
                    "message to anyone, not even to someone who says they are calling from us."
                ),
                _IF_NONE_COMES["en"],
            ),
            set_apart="{password}",
        ),
        "uk": Words(
            "Відновлення доступу до {brand}",
            "Одноразовий пароль",
            (
                "Хтось – імовірно ви – попросив одноразовий пароль до {brand}. Введіть його на сторінці входу замість пароля:",
            ),
            None,
            (
                "Він діє 10 хвилин і лише один раз. Після входу ви встановите новий пароль.",
                "Надіслано: {at}. Номер звернення: {reference}.",
                (
                    "Якщо це були не ви, нічого не робіть. Ваш нинішній пароль і далі діє. Нікому не кажіть пароль із цього "
                    "листа, навіть тому, хто каже, що телефонує від нас."
                ),
                _IF_NONE_COMES["uk"],
            ),
            set_apart="{password}",
        ),
    },
    "login_reminder": {
        "pl": Words(
            "Twój login do {brand}",
            "Twój login",
            (
                "Ktoś – pewnie Ty – poprosił o przypomnienie loginu do {brand}.",
                "Do tego adresu e-mail należy: {logins}.",
                "Numeru PESEL i NIP nie podajemy w mailach w całości.",
            ),
            "Zaloguj się",
            ("Jeśli to nie Ty, nic nie rób.",),
        ),
        "en": Words(
            "Your {brand} login",
            "Your login",
            (
                "Someone – probably you – asked for a reminder of the login to {brand}.",
                "To this e-mail address belongs: {logins}.",
                "We never write a whole PESEL or NIP number in a mail.",
            ),
            "Sign in",
            ("If it was not you, do nothing.",),
        ),
        "uk": Words(
            "Ваш логін до {brand}",
            "Ваш логін",
            (
                "Хтось – імовірно ви – попросив нагадати логін до {brand}.",
                "До цієї адреси належить: {logins}.",
                "Номерів PESEL і NIP ми не пишемо в листах повністю.",
            ),
            "Увійти",
            ("Якщо це були не ви, нічого не робіть.",),
        ),
    },
}
