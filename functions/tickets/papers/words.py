"""What the papers of a ticket say beside the messages. The package for the Coordinator speaks Polish, whatever the
customer's language, for it goes to a Polish office.

The next steps after a refusal: the Coordinator for negotiations at the President of URE takes disputes of household
customers after they have tried to settle with the company (Prawo energetyczne, art. 31d), and wants the parties, the
demand, the amount in zł and a copy of the correspondence.
"""

from typing import NamedTuple

from functions.tickets.ticket import Kind, Outcome
from shared.locale import Locale


class PaperWords(NamedTuple):
    answer: str
    page: str
    made: str
    number: str
    kind: str
    subject: str
    customer: str
    customer_number: str
    company: str
    received: str
    answered: str
    outcome: str
    yours: str
    ours: str
    files: str
    sha: str
    kinds: dict[Kind, str]
    outcomes: dict[Outcome, str]
    clerk: str
    next: str
    next_consumer: tuple[str, ...]
    next_firm: tuple[str, ...]
    not_cut: str


PAPER_WORDS: dict[Locale, PaperWords] = {
    "pl": PaperWords(
        answer="Odpowiedź",
        page="strona",
        made="Odpowiedź wysłana w {brand} {moment}",
        number="Numer zgłoszenia",
        kind="Rodzaj",
        subject="Temat",
        customer="Klient",
        customer_number="Numer klienta",
        company="Przedsiębiorstwo",
        received="Data wpływu",
        answered="Data odpowiedzi",
        outcome="Rozstrzygnięcie",
        yours="Zgłoszenie",
        ours="Nasza odpowiedź",
        files="Załączniki",
        sha="SHA-256",
        kinds={
            "question": "Pytanie",
            "complaint": "Reklamacja",
            "document": "Dokument",
            "order": "Zlecenie",
            "callback": "Prośba o telefon",
        },
        outcomes={
            "accepted": "Reklamacja uznana",
            "partly": "Reklamacja uznana w części",
            "refused": "Reklamacja nieuznana",
        },
        clerk="{name}, Biuro Obsługi Klienta",
        next="Jeśli nie zgadzasz się z odpowiedzią",
        next_consumer=(
            "Masz nowe informacje? Otwórz zgłoszenie ponownie w {brand} i napisz do nas.",
            (
                "Możesz złożyć wniosek do Koordynatora do spraw negocjacji przy Prezesie Urzędu Regulacji Energetyki: "
                "ul. Towarowa 25a, 00-869 Warszawa, przez ePUAP albo formularz na stronie Koordynatora. We wniosku "
                "podaj strony, czego żądasz i kwotę w złotych, i dołącz kopię korespondencji – pobierzesz ją w {brand} "
                "jako „Pakiet dla Koordynatora”."
            ),
            "Możesz też poprosić o pomoc miejskiego lub powiatowego rzecznika konsumentów albo iść do sądu.",
        ),
        next_firm=(
            "Masz nowe informacje? Otwórz zgłoszenie ponownie w {brand} i napisz do nas.",
            "Spór może rozstrzygnąć sąd, a w sprawach z art. 8 Prawa energetycznego – Prezes URE.",
        ),
        not_cut="Na złożenie wniosku do Koordynatora masz 14 dni. Do zakończenia sporu nie wstrzymamy dostaw prądu.",
    ),
    "en": PaperWords(
        answer="Answer",
        page="page",
        made="Answer sent in {brand} {moment}",
        number="Ticket number",
        kind="Kind",
        subject="Subject",
        customer="Customer",
        customer_number="Customer number",
        company="Company",
        received="Received on",
        answered="Answered on",
        outcome="Decision",
        yours="Your ticket",
        ours="Our answer",
        files="Files",
        sha="SHA-256",
        kinds={
            "question": "Question",
            "complaint": "Complaint",
            "document": "Document",
            "order": "Order",
            "callback": "Request for a call",
        },
        outcomes={
            "accepted": "Complaint accepted",
            "partly": "Complaint accepted in part",
            "refused": "Complaint not accepted",
        },
        clerk="{name}, customer service",
        next="If you do not agree with the answer",
        next_consumer=(
            "Do you know more? Open the ticket again in {brand} and write to us.",
            (
                "You can turn to the Coordinator for negotiations at the President of the Energy Regulatory Office: "
                "ul. Towarowa 25a, 00-869 Warszawa, by ePUAP or the form on the Coordinator's page. Name the parties, "
                "what you demand and the amount in PLN, and attach a copy of the correspondence – you can download it "
                "in {brand} as the “Package for the Coordinator”."
            ),
            "You can also ask the municipal or district consumer ombudsman for help, or go to court.",
        ),
        next_firm=(
            "Do you know more? Open the ticket again in {brand} and write to us.",
            (
                "A court can settle the dispute, and in matters of art. 8 of the Energy Law the President of the "
                "Energy Regulatory Office."
            ),
        ),
        not_cut="You have 14 days to turn to the Coordinator. Until the dispute ends we will not cut your supply.",
    ),
    "uk": PaperWords(
        answer="Відповідь",
        page="сторінка",
        made="Відповідь надіслано в {brand} {moment}",
        number="Номер звернення",
        kind="Вид",
        subject="Тема",
        customer="Клієнт",
        customer_number="Номер клієнта",
        company="Підприємство",
        received="Дата надходження",
        answered="Дата відповіді",
        outcome="Рішення",
        yours="Звернення",
        ours="Наша відповідь",
        files="Файли",
        sha="SHA-256",
        kinds={
            "question": "Запитання",
            "complaint": "Скарга",
            "document": "Документ",
            "order": "Замовлення",
            "callback": "Прохання зателефонувати",
        },
        outcomes={
            "accepted": "Скаргу прийнято",
            "partly": "Скаргу прийнято частково",
            "refused": "Скаргу не прийнято",
        },
        clerk="{name}, служба підтримки клієнтів",
        next="Якщо ви не згодні з відповіддю",
        next_consumer=(
            "Маєте нову інформацію? Відкрийте звернення знову в {brand} і напишіть нам.",
            (
                "Ви можете звернутися до Координатора з питань переговорів при Президентові Управління регулювання "
                "енергетики (URE): ul. Towarowa 25a, 00-869 Warszawa, через ePUAP або форму на сторінці Координатора. "
                "Вкажіть сторони, свої вимоги та суму в злотих і додайте копію листування – її можна завантажити в "
                "{brand} як «Пакет для Координатора»."
            ),
            "Можна також попросити про допомогу міського захисника прав споживачів або звернутися до суду.",
        ),
        next_firm=(
            "Маєте нову інформацію? Відкрийте звернення знову в {brand} і напишіть нам.",
            (
                "Спір може вирішити суд, а у справах за ст. 8 Закону про енергетику – Президент Управління регулювання "
                "енергетики."
            ),
        ),
        not_cut="Звернутися до Координатора можна протягом 14 днів. До кінця спору ми не припинимо постачання.",
    ),
}

COORDINATOR = "Pakiet dla Koordynatora"
COORDINATOR_LEAD = (
    "Kopia korespondencji dla Koordynatora do spraw negocjacji przy Prezesie Urzędu Regulacji Energetyki "
    "(art. 31d Prawa energetycznego). Przygotowana w {brand} {moment}."
)
IN_DISPUTE = "Kwota sporu"
NOT_GIVEN = "nie podano"
CORRESPONDENCE = "Korespondencja"
ASKED: dict[str, str] = {
    "document": "Dokument",
    "contract": "Umowa",
    "point": "Punkt poboru",
    "fault": "Co się nie zgadza",
    "date": "Data zdarzenia",
    "letterDate": "Data pisma",
    "month": "Miesiąc",
    "amount": "Kwota",
    "account": "Numer konta",
    "phone": "Telefon",
    "day": "Dzień",
    "hours": "Godziny",
}
"""What a subject asked for, by the names of its answers; one that is asked no more keeps its name."""
