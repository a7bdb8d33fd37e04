"""The fields an export can fill, by kind of file, and what each of them is."""

from dataclasses import dataclass
from typing import Literal

Type = Literal[
    "text", "amount", "number", "decimal", "whole", "energy", "day", "word", "open_word", "yes", "pesel", "nip", "ppe",
    "account", "vat_rate",
]  # fmt: skip
"""`decimal` keeps its places as text, `energy` is kWh in the file and Wh in the record, an `open_word` that has no
table of values, or stands in none, passes as it is, and so does a `vat_rate` that is no number."""


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
_LETTERS = {f"letters_{name}": _optional() for name in _ADDRESS}
"""Where letters go, when not to the address."""
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
        **_LETTERS,
        "balance": _optional("amount", "saldo"),
        "opening_balance": _optional("amount", "saldo początkowe", "bilans otwarcia"),
    },
    "contracts": {
        "key": Field(hints=("id umowy", "id", "umowa")),
        "customer": _CUSTOMER,
        "number": Field(hints=("nr umowy", "numer umowy")),
        "status": Field("word", words=("unsigned", "active", "ended"), hints=("status", "stan")),
        "product": Field(hints=("produkt", "oferta")),
        "tariff": Field(hints=("grupa taryfowa", "taryfa")),
        "purpose": _optional("open_word", "cel"),
        "scope": _optional("open_word", "zakres"),
        "term": _optional("open_word", "okres obowiązywania", "czas trwania"),
        "signed_on": _optional("day", "data podpisania"),
        "starts_on": _optional("day", "data od", "początek"),
        "ends_on": _optional("day", "data do", "koniec"),
        "notice_months": _optional("whole", "okres wypowiedzenia"),
        "fixed_price_until": _optional("day", "cena gwarantowana do"),
        "billed_every_months": _optional("whole", "okres rozliczeniowy"),
        "account": _optional("account", "rachunek", "nr rachunku"),
    },
    "points": {
        "key": Field(hints=("id ppe", "id punktu", "id")),
        "customer": _CUSTOMER,
        "contract": Field(hints=("id umowy", "umowa")),
        "ppe": Field("ppe", hints=("ppe", "nr ppe")),
        "tariff": Field(hints=("grupa taryfowa", "taryfa")),
        "name": _optional("text", "nazwa punktu"),
        "previous_ppe": _optional("text", "poprzedni ppe"),
        "operator": Field(hints=("osd", "operator")),
        "operator_code": _optional("text", "kod osd"),
        "emergency_phone": _optional("text", "telefon alarmowy"),
        "meter_number": Field(hints=("nr licznika", "licznik")),
        "meter": Field("word", words=("manual", "remote"), hints=("typ licznika", "odczyt")),
        "contracted_power_kw": Field("number", hints=("moc umowna", "moc")),
        "meter_clock": _optional("open_word", "zegar"),
        "holidays": _optional("open_word", "święta"),
        "phases": _optional("whole", "fazy", "liczba faz"),
        "prosumer": _optional("yes", "prosument"),
        "supplied_from": _optional("day", "od kiedy", "data od"),
        "supplied_to": _optional("day", "do kiedy", "data do"),
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
        "reason": _optional("text", "przyczyna korekty", "przyczyna"),
        "rank": _optional("whole", "lp", "kolejność"),
        "clearing": _optional("yes", "w rozliczeniu"),
        "ksef_number": _optional("text", "numer ksef", "nr ksef"),
    },
    "items": {
        "invoice": Field(hints=("id faktury", "faktura")),
        "name": Field(hints=("nazwa", "pozycja")),
        "point": _optional("text", "id ppe", "id punktu", "punkt"),
        "zone": _optional("text", "strefa"),
        "quantity": _optional("decimal", "ilość"),
        "unit": _optional("text", "jm", "j.m.", "jednostka"),
        "unit_price": _optional("decimal", "cena", "cena jednostkowa"),
        "net": Field("amount", hints=("netto",)),
        "vat_rate": Field("vat_rate", hints=("stawka vat", "stawka")),
        "vat": Field("amount", hints=("vat", "kwota vat")),
        "gross": Field("amount", hints=("brutto",)),
    },
    "billed_readings": {
        "invoice": Field(hints=("id faktury", "faktura")),
        "point": Field(hints=("id ppe", "id punktu", "punkt")),
        "meter_number": Field(hints=("nr licznika", "licznik")),
        "zone": Field(hints=("strefa",)),
        "from_on": Field("day", hints=("data poprzedniego odczytu", "odczyt od")),
        "to_on": Field("day", hints=("data bieżącego odczytu", "odczyt do")),
        "from_kwh": Field("whole", hints=("stan poprzedni",)),
        "to_kwh": Field("whole", hints=("stan bieżący",)),
        "energy": _optional("energy", "energia kwh", "zużycie"),
        "multiplier": _optional("decimal", "mnożna"),
        "quality": Field("open_word", hints=("rodzaj odczytu",)),
    },
    "payments": {
        "key": Field(hints=("id wpłaty", "id")),
        "customer": _CUSTOMER,
        "invoice": _optional("text", "id faktury", "faktura"),
        "amount": Field("amount", hints=("kwota",)),
        "booked_on": Field("day", hints=("data księgowania", "data")),
        "method": Field("open_word", hints=("sposób", "forma")),
        "title": _optional("text", "tytuł"),
        "portal_reference": _optional("text", "numer mojbok", "referencja mojbok"),
        "reverses": _optional("text", "cofa", "id cofanej wpłaty"),
    },
    "settlements": {
        "payment": Field(hints=("id wpłaty", "wpłata")),
        "invoice": Field(hints=("id faktury", "faktura")),
        "amount": Field("amount", hints=("kwota", "kwota rozliczenia")),
        "settled_on": Field("day", hints=("data rozliczenia", "data")),
    },
    "readings": {
        "key": Field(hints=("id odczytu", "id")),
        "point": Field(hints=("id ppe", "id punktu", "punkt")),
        "meter_number": Field(hints=("nr licznika", "licznik")),
        "taken_on": Field("day", hints=("data odczytu", "data")),
        "zone": Field(hints=("strefa",)),
        "kwh": Field("whole", hints=("stan",)),
        "source": Field("open_word", hints=("źródło", "kto odczytał")),
        "state": Field("open_word", hints=("status", "stan odczytu")),
        "portal_reference": _optional("text", "numer mojbok", "referencja mojbok"),
    },
}
"""`settlements` say what of which payment went to which invoice; without them a payment names its one `invoice`. A
reading of several zones has a row for each, under one `key`."""
