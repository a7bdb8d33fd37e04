"""The words of every mail, in the customer's language. `{...}` are filled by the letter's facts, `{phone}` and `{brand}`."""

from collections.abc import Mapping
from itertools import chain
from typing import Literal

from shared.locale import Locale
from shared.mail.texts.documents import DOCUMENT_WORDS, DocumentTemplate
from shared.mail.texts.office import HELP_WORDS, HelpTemplate
from shared.mail.texts.payments import PAYMENT_WORDS, PaymentTemplate
from shared.mail.texts.people import PEOPLE_WORDS, PeopleTemplate
from shared.mail.texts.recovery import RECOVERY_WORDS, RecoveryTemplate
from shared.mail.texts.security import SECURITY_WORDS, SecurityTemplate
from shared.mail.texts.supply import SUPPLY_WORDS, SupplyTemplate
from shared.mail.texts.terms import TERMS_WORDS, TermsTemplate
from shared.mail.texts.tickets import COMPLAINT_WORDS, TICKET_WORDS, ComplaintTemplate, TicketTemplate
from shared.mail.words import Words

RegistrationTemplate = Literal["activation", "already_registered", "account_activated"]
type Template = (
    RegistrationTemplate
    | RecoveryTemplate
    | SecurityTemplate
    | PaymentTemplate
    | DocumentTemplate
    | TicketTemplate
    | ComplaintTemplate
    | SupplyTemplate
    | TermsTemplate
    | PeopleTemplate
    | HelpTemplate
)

GREETING: dict[Locale, str] = {"pl": "Dzień dobry,", "en": "Hello,", "uk": "Добрий день,"}
BUTTON_HINT: dict[Locale, str] = {
    "pl": "Jeśli przycisk nie działa, skopiuj ten adres do przeglądarki:",
    "en": "If the button does not work, copy this address into your browser:",
    "uk": "Якщо кнопка не працює, скопіюйте цю адресу у браузер:",
}

NUMBER: dict[Locale, str] = {
    "pl": "Numer tej wiadomości: {number}. Po nim poznasz, że jest od nas: sprawdź go na {page} (wpisz ten adres "
    "w przeglądarce, zamiast klikać link) albo zapytaj o niego, gdy do nas zadzwonisz.",
    "en": "Number of this message: {number}. It tells that the message is ours: check it at {page} (type this address "
    "into your browser instead of following a link) or ask about it when you call us.",
    "uk": "Номер цього листа: {number}. За ним видно, що лист від нас: перевірте його на {page} (введіть цю адресу "
    "у браузері, а не переходьте за посиланням) або запитайте про нього, коли зателефонуєте нам.",
}
"""The page is named and not linked: a forged mail would link to a page that says yes."""

SWITCH_OFF: dict[Locale, tuple[str, str, str]] = {
    "pl": ("Nie chcesz takich wiadomości?", "Wyłącz je", "Wszystkie powiadomienia e-mail"),
    "en": ("Do not want mails like this?", "Switch them off", "All e-mail notifications"),
    "uk": ("Не хочете отримувати такі листи?", "Вимкнути їх", "Усі сповіщення електронною поштою"),
}
"""The question, the link that switches this kind off, and the link to all switches."""

WITH_PESEL: dict[Locale, dict[str, str]] = {
    "pl": {"login_numbers": "numerem PESEL, NIP", "number_stays": "PESEL lub NIP nadal działa jako login."},
    "en": {"login_numbers": "your PESEL or NIP number", "number_stays": "PESEL or NIP still works as a login."},
    "uk": {"login_numbers": "номером PESEL, NIP", "number_stays": "PESEL або NIP і далі діє як логін."},
}
WITHOUT_PESEL: dict[Locale, dict[str, str]] = {
    "pl": {"login_numbers": "numerem NIP", "number_stays": "Firma może nadal logować się numerem NIP."},
    "en": {"login_numbers": "your NIP number", "number_stays": "A firm can still sign in with its NIP."},
    "uk": {"login_numbers": "номером NIP", "number_stays": "Фірма й далі може входити за номером NIP."},
}
"""What a brand makes a login of: PESEL and NIP, or of numbers the NIP only."""

LOGIN_NAMES: dict[Locale, tuple[str, str]] = {
    "pl": ("kończący się na {}", " lub login {}"),
    "en": ("ending in {}", " or login {}"),
    "uk": ("що закінчується на {}", " або логін {}"),
}

_REGISTRATION_WORDS: dict[RegistrationTemplate, dict[Locale, Words]] = {
    "activation": {
        "pl": Words(
            "Aktywuj konto w {brand}",
            "Ustaw hasło i aktywuj konto",
            ("Dziękujemy za rejestrację w {brand}. Został jeszcze jeden krok: ustaw hasło i aktywuj konto.",),
            "Aktywuj konto",
            (
                "Link działa 24 godziny, do {until}. Po tym czasie zarejestruj się jeszcze raz – zajmie to chwilę.",
                "Jeśli to nie Ty zakładasz konto, nic nie rób – bez aktywacji konto nie powstanie.",
            ),
        ),
        "en": Words(
            "Activate your {brand} account",
            "Set a password and activate your account",
            ("Thank you for registering in {brand}. One step is left: set a password and activate your account.",),
            "Activate account",
            (
                "The link works for 24 hours, until {until}. After that, register again – it takes a moment.",
                "If it was not you who registered, do nothing – without activation no account is created.",
            ),
        ),
        "uk": Words(
            "Активуйте обліковий запис у {brand}",
            "Встановіть пароль і активуйте обліковий запис",
            ("Дякуємо за реєстрацію в {brand}. Залишився один крок: встановіть пароль і активуйте обліковий запис.",),
            "Активувати обліковий запис",
            (
                "Посилання діє 24 години, до {until}. Після цього зареєструйтеся ще раз – це займе хвилину.",
                "Якщо це не ви реєструвалися, нічого не робіть – без активації обліковий запис не буде створено.",
            ),
        ),
    },
    "already_registered": {
        "pl": Words(
            "Masz już konto w {brand}",
            "Masz już konto w {brand}",
            (
                "Ktoś – pewnie Ty – próbował zarejestrować się w {brand}, ale dla tych danych konto już istnieje.",
                "Zaloguj się swoim loginem: {login_numbers} lub loginem wybranym przy rejestracji.",
            ),
            "Zaloguj się",
            ("Jeśli to nie Ty, nic nie rób. Na Twoim koncie nic się nie zmieniło.",),
        ),
        "en": Words(
            "You already have a {brand} account",
            "You already have a {brand} account",
            (
                "Someone – probably you – tried to register in {brand}, but an account for this data already exists.",
                "Sign in with your login: {login_numbers}, or the login chosen at registration.",
            ),
            "Sign in",
            ("If it was not you, do nothing. Nothing has changed in your account.",),
        ),
        "uk": Words(
            "У вас уже є обліковий запис у {brand}",
            "У вас уже є обліковий запис у {brand}",
            (
                "Хтось – імовірно ви – намагався зареєструватися в {brand}, але для цих даних обліковий запис уже існує.",
                "Увійдіть зі своїм логіном: {login_numbers} або логіном, вибраним під час реєстрації.",
            ),
            "Увійти",
            ("Якщо це не ви, нічого не робіть. У вашому обліковому записі нічого не змінилося.",),
        ),
    },
    "account_activated": {
        "pl": Words(
            "Konto w {brand} jest aktywne",
            "Twoje konto jest aktywne",
            (
                "Możesz się już zalogować i sprawdzić saldo, faktury i wpłaty.",
                "Zaakceptowany regulamin znajdziesz niżej – zachowaj go.",
            ),
            "Zaloguj się",
            ("To nie Ty? Zadzwoń do nas od razu: {phone}. Zablokujemy konto.",),
        ),
        "en": Words(
            "Your {brand} account is active",
            "Your account is active",
            ("You can now sign in and check your balance, invoices and payments.", "The terms you accepted are below."),
            "Sign in",
            ("Was it not you? Call us at once: {phone}. We will block the account.",),
        ),
        "uk": Words(
            "Обліковий запис у {brand} активовано",
            "Ваш обліковий запис активний",
            (
                "Тепер ви можете увійти та перевірити баланс, рахунки-фактури й платежі.",
                "Нижче наведено правила, які ви прийняли.",
            ),
            "Увійти",
            ("Це були не ви? Одразу зателефонуйте нам: {phone}. Ми заблокуємо обліковий запис.",),
        ),
    },
}

WORDS: Mapping[str, Mapping[Locale, Words]] = dict(
    chain(
        _REGISTRATION_WORDS.items(),
        RECOVERY_WORDS.items(),
        SECURITY_WORDS.items(),
        PAYMENT_WORDS.items(),
        DOCUMENT_WORDS.items(),
        TICKET_WORDS.items(),
        COMPLAINT_WORDS.items(),
        SUPPLY_WORDS.items(),
        TERMS_WORDS.items(),
        PEOPLE_WORDS.items(),
        HELP_WORDS.items(),
    )
)
CAN_BE_SWITCHED_OFF = frozenset([*PAYMENT_WORDS, *DOCUMENT_WORDS, *TICKET_WORDS, *SUPPLY_WORDS])
"""The mails with a switch of their own."""
