"""A small export as a retailer would make it, and the mapping for it."""

import csv
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

PPE = "590310600000000015"
ACCOUNT = "61109010140000071219812874"

_HEADERS = {
    "klienci": "ID klienta | Rodzaj | Imię | Nazwisko | PESEL | NIP | Nazwa firmy | Nr klienta | Ulica | "
    "Nr domu | Kod | Miasto",
    "umowy": "ID umowy | Klient | Nr umowy | Status | Produkt | Taryfa | Data od | Rachunek",
    "faktury": "ID faktury | Klient | Umowa | Typ | Nr faktury | Data wystawienia | Termin | Netto | "
    "VAT | Brutto | Pozostało | Rachunek | Tytuł",
    "pozycje": "ID faktury | Nazwa | Ilość | JM | Netto | Stawka VAT | VAT | Brutto",
    "wplaty": "ID wpłaty | Klient | Faktura | Kwota | Data | Sposób | Tytuł",
}
_ROWS = {
    "klienci": (
        "K1 | OS | Łucja | Żółć-Gęś | 44051401359 |  |  | 00012345 | Źródlana | 7 | 30-001 | Kraków",
        "K2 | FIRMA |  |  |  | 5252344078 | Świt sp. z o.o. | 00012346 |  |  | 08-110 | Wólka",
    ),
    "umowy": (
        f"U1 | K1 | U/2024/1 | A | Prąd dla domu | G11 | 01.09.2024 | {ACCOUNT}",
        f"U2 | K2 | U/2024/2 | A | Prąd dla firmy | C11 | 01.09.2024 | {ACCOUNT}",
    ),
    "faktury": (
        (
            "F1 | K1 | U1 | F | FV/1/2026 | 02.11.2026 | 16.11.2026 | 1 000,00 | 230,00 | 1 230,00 zł | 0,00 | "
            f"{ACCOUNT} | FV/1/2026"
        ),
        f"F2 | K2 | U2 | F | FV/2/2026 | 2026-11-02 |  | 100,00 | 23,00 | 123,00 | 123,00 | {ACCOUNT} | FV/2/2026",
        "Razem |  |  |  |  |  |  | 1 100,00 | 253,00 | 1 353,00 |  |  | ",
    ),
    "pozycje": (
        "F1 | Energia; czynna | 1980 | kWh | 1 000,00 | 23 | 230,00 | 1 230,00",
        "F2 | Opłata\nhandlowa | 1 | mies. | 100,00 | 23 | 23,00 | 123,00",
    ),
    "wplaty": ("W1 | K1 | F1 | 1 230,00 | 10.11.2026 | P | FV/1/2026",),
}
TABLES: dict[str, list[list[str]]] = {
    name: [[cell.strip() for cell in line.split("|")] for line in (header, *_ROWS[name])]
    for name, header in _HEADERS.items()
}

MAPPING = """
company = "Prąd Testowy"
secret = "nikt-tego-nie-zgadnie"
quiet_seconds = 0
[files.customers]
file = "klienci.*"
[files.customers.columns]
key = "ID klienta"
kind = "Rodzaj"
first_name = "Imię"
last_name = "Nazwisko"
company_name = "Nazwa firmy"
pesel = "PESEL"
nip = "NIP"
customer_number = "Nr klienta"
street = "Ulica"
building = "Nr domu"
postal_code = "Kod"
city = "Miasto"
[files.customers.words.kind]
OS = "individual"
FIRMA = "business"
[files.contracts]
file = "umowy.*"
[files.contracts.columns]
key = "ID umowy"
customer = "Klient"
number = "Nr umowy"
status = "Status"
product = "Produkt"
tariff = "Taryfa"
starts_on = "Data od"
account = "Rachunek"
[files.contracts.words.status]
A = "active"
Z = "ended"
[files.invoices]
file = "faktury.*"
[files.invoices.columns]
key = "ID faktury"
customer = "Klient"
contract = "Umowa"
kind = "Typ"
number = "Nr faktury"
issued_on = "Data wystawienia"
due_on = "Termin"
net = "Netto"
vat = "VAT"
amount = "Brutto"
remaining = "Pozostało"
account = "Rachunek"
transfer_title = "Tytuł"
[files.invoices.words.kind]
F = "invoice"
K = "correction"
[files.items]
file = "pozycje.*"
[files.items.columns]
invoice = "ID faktury"
name = "Nazwa"
quantity = "Ilość"
unit = "JM"
net = "Netto"
vat_rate = "Stawka VAT"
vat = "VAT"
gross = "Brutto"
[files.payments]
file = "wplaty.*"
[files.payments.columns]
key = "ID wpłaty"
customer = "Klient"
invoice = "Faktura"
amount = "Kwota"
booked_on = "Data"
method = "Sposób"
title = "Tytuł"
[files.payments.words.method]
P = "transfer"
"""


def write_csv(
    file: Path, rows: list[list[Any]], *, encoding: str = "cp1250", delimiter: str = ";", above: str = ""
) -> Path:
    with file.open("w", encoding=encoding, newline="") as out:
        out.write(above)
        csv.writer(out, delimiter=delimiter).writerows(rows)
    return file


def write_xlsx(file: Path, rows: list[list[Any]], **options: Any) -> Path:
    book = Workbook(file, options)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return file


def write_export(folder: Path, kind: str = "csv", **options: Any) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in TABLES.items():
        (write_csv if kind == "csv" else write_xlsx)(folder / f"{name}.{kind}", rows, **options)
    (folder / "mapping.toml").write_text(MAPPING, "utf-8")
    return folder
