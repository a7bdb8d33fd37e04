"""The words of exported lists, in the languages of the web app."""

from typing import NamedTuple

from functions.billing.exports.models import StatementEntry
from functions.billing.models import DocumentKind, DocumentState, PaymentMethod
from shared.locale import Locale
from shared.rendering.formatting import plain_date, zloty


class ExportWords(NamedTuple):
    documents: str
    document_headings: tuple[str, ...]
    kinds: dict[DocumentKind, str]
    states: dict[DocumentState, str]
    statement: str
    statement_headings: tuple[str, ...]
    opening: str
    closing: str
    payment: str
    methods: dict[PaymentMethod, str]
    refunded: str
    refunded_in_part: str
    clawed_back: str
    clawed_back_in_part: str

    def payment_line(self, entry: StatementEntry, locale: Locale) -> str:
        """What a payment was, and how much of it was taken back on what day."""
        what = f"{self.payment} ({self.methods[entry.method]})" if entry.method else self.payment
        back = entry.taken_back
        if back is None:
            return what
        whole = abs(back.amount) >= abs(entry.payment)
        said = {
            (False, True): self.refunded,
            (False, False): self.refunded_in_part,
            (True, True): self.clawed_back,
            (True, False): self.clawed_back_in_part,
        }[back.clawed_back, whole]
        return f"{what}, {said.format(amount=zloty(back.amount, locale), day=plain_date(back.on, locale))}"


EXPORT_WORDS: dict[Locale, ExportWords] = {
    "pl": ExportWords(
        documents="Dokumenty",
        document_headings=(
            "Rodzaj", "Numer", "Data wystawienia", "Okres od", "Okres do", "Termin płatności", "Kwota brutto (zł)",
            "Pozostało (zł)", "Stan",
        ),
        kinds={"invoice": "Faktura", "correction": "Korekta", "interest_note": "Nota odsetkowa"},
        states={
            "paid": "zapłacona", "partly_paid": "częściowo zapłacona", "to_pay": "do zapłaty",
            "overdue": "po terminie", "in_clearing": "w rozliczeniu",
        },
        statement="Zestawienie",
        statement_headings=("Data", "Rodzaj", "Dokument lub tytuł", "Obciążenie (zł)", "Wpłata (zł)", "Saldo (zł)"),
        opening="Saldo początkowe",
        closing="Saldo końcowe",
        payment="Wpłata",
        methods={
            "transfer": "przelew", "online": "płatność online", "direct_debit": "polecenie zapłaty",
            "cash": "gotówka", "card": "karta", "set_off": "zaliczenie", "refund": "zwrot",
            "chargeback": "cofnięcie polecenia zapłaty", "other": "inna",
        },
        refunded="zwrócona {day}",
        refunded_in_part="zwrócono {amount}, {day}",
        clawed_back="cofnięta {day}",
        clawed_back_in_part="cofnięto {amount}, {day}",
    ),
    "en": ExportWords(
        documents="Documents",
        document_headings=(
            "Kind", "Number", "Issued on", "Period from", "Period to", "Due on", "Gross amount (PLN)",
            "Left to pay (PLN)", "State",
        ),
        kinds={"invoice": "Invoice", "correction": "Correction", "interest_note": "Interest note"},
        states={
            "paid": "paid", "partly_paid": "partly paid", "to_pay": "to pay", "overdue": "overdue",
            "in_clearing": "being settled",
        },
        statement="Statement",
        statement_headings=("Date", "Kind", "Document or title", "Charge (PLN)", "Payment (PLN)", "Balance (PLN)"),
        opening="Opening balance",
        closing="Closing balance",
        payment="Payment",
        methods={
            "transfer": "transfer", "online": "online payment", "direct_debit": "direct debit", "cash": "cash",
            "card": "card", "set_off": "set-off", "refund": "refund", "chargeback": "direct debit clawed back",
            "other": "other",
        },
        refunded="refunded {day}",
        refunded_in_part="{amount} refunded, {day}",
        clawed_back="clawed back {day}",
        clawed_back_in_part="{amount} clawed back, {day}",
    ),
    "uk": ExportWords(
        documents="Документи",
        document_headings=(
            "Вид", "Номер", "Дата виставлення", "Період від", "Період до", "Термін оплати", "Сума брутто (zł)",
            "Залишилось (zł)", "Стан",
        ),
        kinds={"invoice": "Рахунок-фактура", "correction": "Коригування", "interest_note": "Процентна нота"},
        states={
            "paid": "сплачено", "partly_paid": "частково сплачено", "to_pay": "до сплати",
            "overdue": "прострочено", "in_clearing": "у розрахунку",
        },
        statement="Виписка",
        statement_headings=(
            "Дата", "Вид", "Документ або призначення", "Нараховано (zł)", "Сплачено (zł)", "Баланс (zł)",
        ),
        opening="Початковий баланс",
        closing="Кінцевий баланс",
        payment="Оплата",
        methods={
            "transfer": "переказ", "online": "онлайн-оплата", "direct_debit": "автоматичний платіж",
            "cash": "готівка", "card": "картка", "set_off": "зарахування", "refund": "повернення",
            "chargeback": "відкликаний автоматичний платіж", "other": "інше",
        },
        refunded="повернено {day}",
        refunded_in_part="повернено {amount}, {day}",
        clawed_back="відкликано {day}",
        clawed_back_in_part="відкликано {amount}, {day}",
    ),
}  # fmt: skip
