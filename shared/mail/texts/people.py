"""The words of mails about people a customer has authorised."""

from typing import Literal

from shared.locale import Locale
from shared.mail.words import Words

PeopleTemplate = Literal[
    "invitation", "person_invited", "invitation_accepted", "access_changed", "access_left", "access_ended"
]

PEOPLE_WORDS: dict[PeopleTemplate, dict[Locale, Words]] = {
    "invitation": {
        "pl": Words(
            "Zaproszenie do {brand}",
            "Zaproszenie do działania w imieniu klienta",
            ("Klient {customer} upoważnia Cię do działania w jego imieniu w {brand}, biurze obsługi klienta.",),
            "Zobacz zaproszenie",
            ("Link działa do {until} i tylko raz. Jeśli nie znasz tego klienta, usuń tę wiadomość.",),
        ),
        "en": Words(
            "An invitation to {brand}",
            "An invitation to act for a customer",
            ("The customer {customer} authorises you to act for them in {brand}, the customer office.",),
            "See the invitation",
            ("The link works until {until} and once only. If you do not know this customer, delete this mail.",),
        ),
        "uk": Words(
            "Запрошення до {brand}",
            "Запрошення діяти від імені клієнта",
            ("Клієнт {customer} уповноважує вас діяти від його імені в {brand}, офісі обслуговування клієнтів.",),
            "Переглянути запрошення",
            ("Посилання діє до {until} і лише один раз. Якщо ви не знаєте цього клієнта, видаліть цей лист.",),
        ),
    },
    "person_invited": {
        "pl": Words(
            "Zaproszono osobę do Twojego konta {brand}",
            "Zaproszono osobę",
            ("{at} wysłaliśmy z Twojego konta zaproszenie na adres {email}.",),
            "Zobacz upoważnione osoby",
            ("To nie Ty? Zakończ ten dostęp i zadzwoń do nas od razu: {phone}.",),
        ),
        "en": Words(
            "Somebody was invited to your {brand} account",
            "Somebody was invited",
            ("An invitation to {email} was sent from your account on {at}.",),
            "See the authorised people",
            ("Was it not you? End this access and call us at once: {phone}.",),
        ),
        "uk": Words(
            "До вашого облікового запису {brand} запрошено особу",
            "Запрошено особу",
            ("{at} з вашого облікового запису надіслано запрошення на адресу {email}.",),
            "Переглянути уповноважених осіб",
            ("Це були не ви? Припиніть цей доступ і одразу зателефонуйте нам: {phone}.",),
        ),
    },
    "invitation_accepted": {
        "pl": Words(
            "Zaproszenie do {brand} zostało przyjęte",
            "Zaproszenie przyjęte",
            ("{at} zaproszenie wysłane na adres {email} przyjęto na konto: {person}.",),
            "Zobacz upoważnione osoby",
            ("Dostęp możesz zakończyć w każdej chwili. Dziennik pokazuje, co ta osoba ogląda i robi.",),
        ),
        "en": Words(
            "Your {brand} invitation was accepted",
            "The invitation was accepted",
            ("The invitation sent to {email} was accepted on {at} by the account: {person}.",),
            "See the authorised people",
            ("You can end the access at any time. The log shows what this person looks at and does.",),
        ),
        "uk": Words(
            "Запрошення до {brand} прийнято",
            "Запрошення прийнято",
            ("{at} запрошення, надіслане на адресу {email}, прийнято обліковим записом: {person}.",),
            "Переглянути уповноважених осіб",
            ("Ви можете припинити доступ будь-коли. Журнал показує, що ця особа переглядає та робить.",),
        ),
    },
    "access_changed": {
        "pl": Words(
            "Twój dostęp w {brand} się zmienił",
            "Dostęp zmieniony",
            ("Klient {customer} zmienił zakres Twojego dostępu do swoich spraw w {brand}. Zmiana już działa.",),
        ),
        "en": Words(
            "Your access in {brand} has changed",
            "The access has changed",
            ("The customer {customer} has changed what you may do in their matters in {brand}. It holds from now on.",),
        ),
        "uk": Words(
            "Ваш доступ у {brand} змінено",
            "Доступ змінено",
            ("Клієнт {customer} змінив обсяг вашого доступу до своїх справ у {brand}. Зміна вже діє.",),
        ),
    },
    "access_left": {
        "pl": Words(
            "Upoważniona osoba zrezygnowała z dostępu w {brand}",
            "Rezygnacja z dostępu",
            ("{person} ({email}) nie działa już w Twoim imieniu. Nie musisz nic robić.",),
            "Zobacz upoważnione osoby",
        ),
        "en": Words(
            "An authorised person has given up their access in {brand}",
            "An access was given up",
            ("{person} ({email}) does not act for you any more. There is nothing you have to do.",),
            "See the authorised people",
        ),
        "uk": Words(
            "Уповноважена особа відмовилася від доступу в {brand}",
            "Відмова від доступу",
            ("{person} ({email}) більше не діє від вашого імені. Вам нічого не треба робити.",),
            "Переглянути уповноважених осіб",
        ),
    },
    "access_ended": {
        "pl": Words(
            "Twój dostęp w {brand} został zakończony",
            "Dostęp zakończony",
            ("Klient {customer} zakończył Twój dostęp do swoich spraw w {brand}. Twoje konto działa dalej.",),
        ),
        "en": Words(
            "Your access in {brand} has ended",
            "The access has ended",
            (
                "The customer {customer} has ended your access to their matters in {brand}. Your account goes on working.",
            ),
        ),
        "uk": Words(
            "Ваш доступ у {brand} припинено",
            "Доступ припинено",
            ("Клієнт {customer} припинив ваш доступ до своїх справ у {brand}. Ваш обліковий запис працює далі.",),
        ),
    },
}
