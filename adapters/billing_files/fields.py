"""The fields an export can fill, by kind of file, and what each of them is."""

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "amount", "number", "day", "word", "pesel", "nip", "ppe", "account"]


@dataclass(frozen=True)
class Field:
    """A field; `words` are ours, for a table of values; `hints` are what columns of it are often called."""

    type: Type = "text"
    required: bool = True
    words: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


def _optional(type_: Type = "text", *hints: str) -> Field:
    return Field(type_, required=False, hints=hints)


_ADDRESS = {
    "street": _optional("text", "ulica"),
    "building": _optional("text", "nr domu", "budynek", "dom"),
    "flat": _optional("text", "nr lokalu", "lokal", "mieszkanie"),
    "postal_code": _optional("text", "kod pocztowy", "kod"),
    "city": Field(hints=("miejscowość", "miasto")),
}
METHODS = ("transfer", "direct_debit", "cash", "card", "refund", "chargeback")
_CUSTOMER = Field(hints=("id klienta", "klient"))

FIELDS: dict[str, dict[str, Field]] = {
    "customers": {
        "key": Field(hints=("id klienta", "id", "klient")),
        "kind": Field("word", words=("individual", "business"), hints=("rodzaj", "typ klienta", "typ")),
        "first_name": _optional("text", "imię"),
        "last_name": _optional("text", "nazwisko"),
        "company_name": _optional("text", "nazwa firmy", "nazwa"),
        "pesel": _optional("pesel", "pesel"),
        "nip": _optional("nip", "nip"),
        "customer_number": Field(hints=("nr klienta", "numer klienta")),
        "email": _optional("text", "e-mail", "email"),
        "phone": _optional("text", "telefon"),
        **_ADDRESS,
    },
    "contracts": {
        "key": Field(hints=("id umowy", "id", "umowa")),
        "customer": _CUSTOMER,
        "number": Field(hints=("nr umowy", "numer umowy")),
        "status": Field("word", words=("unsigned", "active", "ended"), hints=("status", "stan")),
        "product": Field(hints=("produkt", "oferta")),
        "tariff": Field(hints=("grupa taryfowa", "taryfa")),
        "signed_on": _optional("day", "data podpisania"),
        "starts_on": _optional("day", "data od", "początek"),
        "ends_on": _optional("day", "data do", "koniec"),
        "account": _optional("account", "rachunek", "nr rachunku"),
    },
    "points": {
        "key": Field(hints=("id ppe", "id punktu", "id")),
        "customer": _CUSTOMER,
        "contract": Field(hints=("id umowy", "umowa")),
        "ppe": Field("ppe", hints=("ppe", "nr ppe")),
        "tariff": Field(hints=("grupa taryfowa", "taryfa")),
        "operator": Field(hints=("osd", "operator")),
        "meter_number": Field(hints=("nr licznika", "licznik")),
        "meter": Field("word", words=("manual", "remote"), hints=("typ licznika", "odczyt")),
        "contracted_power_kw": Field("number", hints=("moc umowna", "moc")),
        **_ADDRESS,
    },
    "invoices": {
        "key": Field(hints=("id faktury", "id", "id dokumentu")),
        "customer": _CUSTOMER,
        "contract": Field(hints=("id umowy", "umowa")),
        "kind": Field(
            "word", words=("invoice", "correction", "interest_note"), hints=("rodzaj", "typ dokumentu", "typ")
        ),
        "number": Field(hints=("nr faktury", "numer faktury", "numer")),
        "issued_on": Field("day", hints=("data wystawienia",)),
        "due_on": _optional("day", "termin płatności", "termin"),
        "period_from": _optional("day", "okres od"),
        "period_to": _optional("day", "okres do"),
        "net": Field("amount", hints=("netto",)),
        "vat": Field("amount", hints=("vat", "kwota vat")),
        "amount": Field("amount", hints=("brutto", "kwota")),
        "remaining": Field("amount", hints=("pozostało", "do zapłaty", "saldo")),
        "account": Field("account", hints=("rachunek", "nr rachunku")),
        "transfer_title": Field(hints=("tytuł przelewu", "tytuł")),
        "corrects": _optional("text", "koryguje", "id korygowanej"),
    },
    "items": {
        "invoice": Field(hints=("id faktury", "faktura")),
        "name": Field(hints=("nazwa", "pozycja")),
        "zone": _optional("text", "strefa"),
        "quantity": _optional("text", "ilość"),
        "unit": _optional("text", "jm", "j.m.", "jednostka"),
        "unit_price": _optional("text", "cena"),
        "net": Field("amount", hints=("netto",)),
        "vat_rate": Field(hints=("stawka vat", "stawka")),
        "vat": Field("amount", hints=("vat", "kwota vat")),
        "gross": Field("amount", hints=("brutto",)),
    },
    "payments": {
        "key": Field(hints=("id wpłaty", "id")),
        "customer": _CUSTOMER,
        "invoice": _optional("text", "id faktury", "faktura"),
        "amount": Field("amount", hints=("kwota",)),
        "booked_on": Field("day", hints=("data księgowania", "data")),
        "method": Field(
            "word", words=("transfer", "direct_debit", "cash", "card", "refund"), hints=("sposób", "forma")
        ),
        "title": _optional("text", "tytuł"),
    },
}
