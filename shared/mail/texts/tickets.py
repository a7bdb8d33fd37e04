"""The words of mails about tickets: the number and a day, never what was written."""

from typing import Literal

from shared.locale import Locale
from shared.mail.words import Words

TicketTemplate = Literal[
    "ticket_received",
    "ticket_call",
    "ticket_ordered",
    "ticket_settled",
    "ticket_delayed",
    "ticket_for_you",
    "ticket_asked",
    "ticket_answered",
    "ticket_merged",
    "new_occupant",
]
ComplaintTemplate = Literal["complaint_received", "complaint_asked", "complaint_answered", "complaint_merged"]

_BUTTON: dict[Locale, str] = {"pl": "Zobacz zgłoszenie", "en": "See the ticket", "uk": "Переглянути звернення"}
_NUMBER: dict[Locale, str] = {
    "pl": "Numer zgłoszenia: {number}.",
    "en": "Ticket number: {number}.",
    "uk": "Номер звернення: {number}.",
}
_INSIDE: dict[Locale, str] = {
    "pl": "Treść przeczytasz po zalogowaniu do {brand}. Nie odpowiadaj na ten mail – nie dotrze do nas.",
    "en": "Sign in to {brand} to read it. Do not reply to this mail – it would not reach us.",
    "uk": "Текст ви прочитаєте після входу до {brand}. Не відповідайте на цей лист – він до нас не дійде.",
}


def _words(locale: Locale, subject: str, *says: str) -> Words:
    return Words(f"{subject}: {{number}}", subject, (*says, _NUMBER[locale]), _BUTTON[locale], (_INSIDE[locale],))


TICKET_WORDS: dict[TicketTemplate, dict[Locale, Words]] = {
    "ticket_received": {
        "pl": _words("pl", "Mamy Twoje zgłoszenie", "Dziękujemy, Twoje zgłoszenie do nas dotarło. Odpowiemy do {day}."),
        "en": _words("en", "We have your ticket", "Thank you, your ticket has reached us. We will answer by {day}."),
        "uk": _words("uk", "Ми отримали ваше звернення", "Дякуємо, ваше звернення надійшло. Ми відповімо до {day}."),
    },
    "ticket_call": {
        "pl": _words("pl", "Zadzwonimy do Ciebie", "Twoja prośba o telefon do nas dotarła. Zadzwonimy {day}."),
        "en": _words("en", "We will call you", "Your request for a call has reached us. We will call on {day}."),
        "uk": _words("uk", "Ми вам зателефонуємо", "Ваше прохання зателефонувати надійшло. Ми зателефонуємо {day}."),
    },
    "ticket_ordered": {
        "pl": _words("pl", "Mamy Twoje zamówienie", "Twoje zamówienie do nas dotarło. Jego stan zobaczysz w {brand}."),
        "en": _words("en", "We have your order", "Your order has reached us. In {brand} you see how far it has come."),
        "uk": _words("uk", "Ми отримали ваше замовлення", "Ваше замовлення надійшло. Його стан видно в {brand}."),
    },
    "ticket_settled": {
        "pl": _words("pl", "Twoje zamówienie jest rozpatrzone", "W {brand} zobaczysz, co postanowiono."),
        "en": _words("en", "Your order has been settled", "In {brand} you see what was decided."),
        "uk": _words("uk", "Ваше замовлення розглянуто", "У {brand} ви побачите рішення."),
    },
    "ticket_delayed": {
        "pl": _words(
            "pl",
            "Twoje zamówienie trwa dłużej",
            "Nie mamy jeszcze potwierdzenia Twojego zamówienia, choć powinno już być. Nasz pracownik to sprawdza.",
            "Nie zamawiaj drugi raz. Jeśli chcesz z czegoś zrezygnować albo coś dodać, napisz w tym zgłoszeniu.",
        ),
        "en": _words(
            "en",
            "Your order takes longer",
            "Your order should have been confirmed by now, and is not yet. One of us is looking into it.",
            "Do not order again. To cancel or to add something, write in this ticket.",
        ),
        "uk": _words(
            "uk",
            "Ваше замовлення триває довше",
            "Підтвердження вашого замовлення вже мало бути, але його ще немає. Наш працівник це перевіряє.",
            "Не замовляйте вдруге. Якщо хочете відмовитися або щось додати, напишіть у цьому зверненні.",
        ),
    },
    "ticket_for_you": {
        "pl": _words(
            "pl",
            "Zamówiono usługę w Twoim imieniu",
            "Osoba, którą upoważniasz, złożyła zamówienie w Twoim imieniu. Co i kto zamówił, zobaczysz w {brand}.",
            "Nie zgadzasz się na to? Zadzwoń do nas od razu: {phone}.",
        ),
        "en": _words(
            "en",
            "A service was ordered for you",
            "Somebody you have authorised has ordered on your behalf. In {brand} you see what, and who.",
            "Do you not agree? Call us at once: {phone}.",
        ),
        "uk": _words(
            "uk",
            "Від вашого імені замовлено послугу",
            "Особа, яку ви уповноважили, зробила замовлення від вашого імені. Що і хто замовив, видно в {brand}.",
            "Не згодні? Одразу зателефонуйте нам: {phone}.",
        ),
    },
    "ticket_asked": {
        "pl": _words(
            "pl", "Czekamy na Twoją odpowiedź", "Żeby załatwić Twoje zgłoszenie, potrzebujemy kilku informacji."
        ),
        "en": _words("en", "We are waiting for you", "To settle your ticket we need to know a little more."),
        "uk": _words("uk", "Ми чекаємо на вашу відповідь", "Щоб вирішити ваше звернення, нам потрібно дещо дізнатися."),
    },
    "ticket_answered": {
        "pl": _words("pl", "Odpowiedzieliśmy na Twoje zgłoszenie", "W {brand} czeka odpowiedź na Twoje zgłoszenie."),
        "en": _words("en", "We have answered your ticket", "The answer to your ticket is waiting in {brand}."),
        "uk": _words("uk", "Ми відповіли на ваше звернення", "У {brand} на вас чекає відповідь на ваше звернення."),
    },
    "ticket_merged": {
        "pl": _words(
            "pl",
            "Połączyliśmy Twoje zgłoszenia",
            "Dwa Twoje zgłoszenia dotyczą tej samej sprawy, więc połączyliśmy je w jedno. Odpowiemy w nim do {day}.",
        ),
        "en": _words(
            "en",
            "We have put your tickets together",
            "Two of your tickets are about the same matter, so they go on as one. We will answer in it by {day}.",
        ),
        "uk": _words(
            "uk",
            "Ми об’єднали ваші звернення",
            "Два ваші звернення стосуються тієї самої справи, тому ми їх об’єднали. Відповімо в ньому до {day}.",
        ),
    },
    "new_occupant": {
        "pl": Words(
            "Przejmujesz lokal: co zrobić, żeby mieć prąd",
            "Co zrobić, żeby mieć prąd",
            (
                "Nasz klient przekazuje Ci lokal dnia {day} i podał nam Twój adres, żebyśmy napisali, co dalej.",
                "Umowa tej osoby się skończy. Żeby prąd płynął dalej, zawrzyj własną umowę od dnia przekazania.",
                "Zapiszcie razem stan licznika i podpiszcie protokół przekazania. Przyda się do umowy.",
                "Nie masz u nas konta? Zadzwoń: {phone} i podaj numer {number}. Przygotujemy umowę.",
            ),
            "Mam konto – zgłaszam wprowadzenie się",
            ("Adres mamy od tej osoby i użyjemy go tylko w tej sprawie. Nie przejmujesz lokalu? Usuń tę wiadomość.",),
        ),
        "en": Words(
            "You are taking a place over: how to have electricity",
            "How to have electricity",
            (
                "A customer of ours hands a place over to you on {day} and gave us your address to tell you what to do.",
                "That person's contract will end. To keep the electricity, conclude your own contract from that day.",
                "Write down the meter state together and sign a handover record. It helps with the contract.",
                "No account with us? Call {phone} and give the number {number}. We will prepare the contract.",
            ),
            "I have an account – I am moving in",
            (
                "We have your address from that person, for this matter only. Not taking a place over? Delete this mail.",
            ),
        ),
        "uk": Words(
            "Ви приймаєте приміщення: що зробити, щоб мати електроенергію",
            "Що зробити, щоб мати електроенергію",
            (
                "Наш клієнт передає вам приміщення {day} і вказав вашу адресу, щоб ми написали, що робити далі.",
                "Договір цієї особи закінчиться. Щоб електроенергія була й далі, укладіть власний договір із цього дня.",
                "Разом запишіть показання лічильника та підпишіть акт передачі. Він знадобиться для договору.",
                "Не маєте в нас облікового запису? Зателефонуйте: {phone} і назвіть номер {number}. Ми підготуємо договір.",
            ),
            "У мене є обліковий запис – повідомляю про заселення",
            ("Вашу адресу ми отримали від цієї особи, лише для цієї справи. Не приймаєте приміщення? Видаліть лист.",),
        ),
    },
}

COMPLAINT_WORDS: dict[ComplaintTemplate, dict[Locale, Words]] = {
    "complaint_received": {
        "pl": _words("pl", "Mamy Twoją reklamację", "Twoja reklamacja do nas dotarła. Odpowiemy do {day}."),
        "en": _words("en", "We have your complaint", "Your complaint has reached us. We will answer by {day}."),
        "uk": _words("uk", "Ми отримали вашу скаргу", "Ваша скарга надійшла. Ми відповімо до {day}."),
    },
    "complaint_asked": {
        "pl": _words(
            "pl",
            "Czekamy na Twoją odpowiedź",
            "Żeby rozpatrzyć Twoją reklamację, potrzebujemy kilku informacji. Nasz termin odpowiedzi się nie zmienia.",
        ),
        "en": _words(
            "en",
            "We are waiting for you",
            "To look into your complaint we need to know a little more. The day of our answer stays the same.",
        ),
        "uk": _words(
            "uk",
            "Ми чекаємо на вашу відповідь",
            "Щоб розглянути вашу скаргу, нам потрібно дещо дізнатися. Строк нашої відповіді не змінюється.",
        ),
    },
    "complaint_answered": {
        "pl": _words("pl", "Odpowiedzieliśmy na Twoją reklamację", "W {brand} czeka odpowiedź na Twoją reklamację."),
        "en": _words("en", "We have answered your complaint", "The answer to your complaint is waiting in {brand}."),
        "uk": _words("uk", "Ми відповіли на вашу скаргу", "У {brand} на вас чекає відповідь на вашу скаргу."),
    },
    "complaint_merged": {
        "pl": _words(
            "pl",
            "Połączyliśmy Twoje zgłoszenia",
            "Twoja reklamacja dotyczy tej samej sprawy co inne Twoje zgłoszenie, więc połączyliśmy je w jedno."
            " Odpowiemy w nim do {day}. Termin liczymy od wcześniejszego z nich.",
        ),
        "en": _words(
            "en",
            "We have put your tickets together",
            "Your complaint is about the same matter as another ticket of yours, so they go on as one."
            " We will answer in it by {day}, counted from the earlier of the two.",
        ),
        "uk": _words(
            "uk",
            "Ми об’єднали ваші звернення",
            "Ваша скарга стосується тієї самої справи, що й інше ваше звернення, тому ми їх об’єднали."
            " Відповімо в ньому до {day}. Строк рахуємо від ранішого з них.",
        ),
    },
}
