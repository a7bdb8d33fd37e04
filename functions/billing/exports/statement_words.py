"""What only the printed statement says, in the words of the screen; the rest is in `words.py`."""

from typing import NamedTuple

from shared.locale import Locale


class StatementWords(NamedTuple):
    what: str
    customer: str
    page: str
    made: str
    empty: str
    proved: str
    not_proved: str
    earlier: str
    unknown: str


STATEMENT_WORDS: dict[Locale, StatementWords] = {
    "pl": StatementWords(
        what="Dokument lub wpłata",
        customer="Numer klienta {number}",
        page="strona",
        made="Zestawienie pobrane z {brand} {moment}",
        empty="W tym okresie nie było żadnych dokumentów ani wpłat.",
        proved="Saldo końcowe zgadza się z saldem na Pulpicie: {amount}, stan na {moment}.",
        not_proved="Saldo końcowe nie zgadza się z saldem na Pulpicie: {amount}, stan na {moment}. "
        "Część danych może być jeszcze w drodze.",
        earlier="Okres kończy się przed dniem pobrania, dlatego saldo końcowe może być inne niż na Pulpicie.",
        unknown="Nie znamy jeszcze salda z systemu rozliczeń, z którym można je porównać.",
    ),
    "en": StatementWords(
        what="Document or payment",
        customer="Customer number {number}",
        page="page",
        made="Statement downloaded from {brand} {moment}",
        empty="There were no documents or payments in this period.",
        proved="The closing balance equals the one on the start page: {amount}, as of {moment}.",
        not_proved="The closing balance differs from the one on the start page: {amount}, as of {moment}. "
        "Some data may still be on its way.",
        earlier="The period ends before the day of the download, so the closing balance may differ from the one on "
        "the start page.",
        unknown="We do not know the balance of the billing system yet, to compare it with.",
    ),
    "uk": StatementWords(
        what="Документ або платіж",
        customer="Номер клієнта {number}",
        page="сторінка",
        made="Виписку завантажено з {brand} {moment}",
        empty="У цьому періоді не було ні документів, ні платежів.",
        proved="Кінцевий баланс збігається з балансом на головній: {amount}, станом на {moment}.",
        not_proved="Кінцевий баланс відрізняється від балансу на головній: {amount}, станом на {moment}. "
        "Частина даних може бути ще в дорозі.",
        earlier="Період закінчується раніше за день завантаження, тому кінцевий баланс може відрізнятися від балансу "
        "на головній.",
        unknown="Ми ще не знаємо балансу із системи розрахунків, щоб їх порівняти.",
    ),
}
