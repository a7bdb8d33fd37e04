"""A world of the stand-in billing system as a retailer's files, and what of it those files can say."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.adapters.billing_files.files import write_csv, write_xlsx

type Records = dict[tuple[str, str], dict[str, Any]]
"""The latest change of each record by kind and id."""

COLUMNS: dict[str, dict[str, str]] = {
    "customers": {
        "key": "Id", "kind": "Rodzaj", "first_name": "Imię", "last_name": "Nazwisko", "company_name": "Firma",
        "pesel": "PESEL", "nip": "NIP", "customer_number": "Nr klienta", "email": "E-mail", "phone": "Telefon",
        "street": "Ulica", "building": "Dom", "flat": "Lokal", "postal_code": "Kod", "city": "Miejscowość",
        "opening_balance": "Bilans otwarcia",
    },
    "contracts": {
        "key": "Id", "customer": "Klient", "number": "Nr umowy", "status": "Status", "product": "Produkt",
        "tariff": "Taryfa", "purpose": "Cel", "scope": "Zakres", "term": "Czas", "signed_on": "Podpisano",
        "starts_on": "Od", "ends_on": "Do", "notice_months": "Wypowiedzenie (mies.)",
        "fixed_price_until": "Cena stała do", "billed_every_months": "Okres", "account": "Rachunek",
    },
    "points": {
        "key": "Id", "customer": "Klient", "contract": "Umowa", "ppe": "PPE", "tariff": "Taryfa", "name": "Nazwa",
        "previous_ppe": "Stary PPE", "operator": "OSD", "operator_code": "Kod OSD", "emergency_phone": "Awarie",
        "meter_number": "Licznik", "meter": "Odczyt", "contracted_power_kw": "Moc", "meter_clock": "Zegar",
        "holidays": "Święta", "phases": "Fazy", "prosumer": "Prosument", "supplied_from": "Od", "supplied_to": "Do",
        "street": "Ulica", "building": "Dom", "flat": "Lokal", "postal_code": "Kod", "city": "Miejscowość",
    },
    "invoices": {
        "key": "Id", "customer": "Klient", "contract": "Umowa", "kind": "Typ", "number": "Numer",
        "issued_on": "Wystawiono", "due_on": "Termin", "period_from": "Okres od", "period_to": "Okres do",
        "net": "Netto", "vat": "VAT", "amount": "Brutto", "remaining": "Pozostało", "account": "Rachunek",
        "transfer_title": "Tytuł", "corrects": "Koryguje", "reason": "Przyczyna", "rank": "Lp", "clearing": "W toku",
        "ksef_number": "KSeF",
    },
    "items": {
        "invoice": "Faktura", "name": "Nazwa", "point": "Punkt", "zone": "Strefa", "quantity": "Ilość", "unit": "JM",
        "unit_price": "Cena", "net": "Netto", "vat_rate": "Stawka", "vat": "VAT", "gross": "Brutto",
    },
    "billed_readings": {
        "invoice": "Faktura", "point": "Punkt", "meter_number": "Licznik", "zone": "Strefa", "from_on": "Od",
        "to_on": "Do", "from_kwh": "Stan od", "to_kwh": "Stan do", "energy": "Energia kWh", "multiplier": "Mnożna",
        "quality": "Rodzaj",
    },
    "payments": {
        "key": "Id", "customer": "Klient", "amount": "Kwota", "booked_on": "Dzień", "method": "Forma",
        "title": "Tytuł", "portal_reference": "mojBOK", "reverses": "Cofa",
    },
    "settlements": {"payment": "Wpłata", "invoice": "Faktura", "amount": "Kwota", "settled_on": "Dzień"},
    "readings": {
        "key": "Id", "point": "Punkt", "meter_number": "Licznik", "taken_on": "Dzień", "zone": "Strefa",
        "kwh": "Stan", "source": "Kto", "state": "Status", "portal_reference": "mojBOK",
    },
}  # fmt: skip
WORDS = {
    ("customers", "kind"): {"OS": "individual", "FIRMA": "business"},
    ("contracts", "status"): {"NOWA": "unsigned", "A": "active", "Z": "ended"},
    ("points", "meter"): {"R": "manual", "Z": "remote"},
    ("invoices", "kind"): {"F": "invoice", "K": "correction", "NO": "interest_note"},
    ("payments", "method"): {"PRZELEW": "transfer", "ZWROT": "refund", "KOMP": "set_off"},
}
_AMOUNTS = {"net", "vat", "amount", "remaining", "gross", "opening_balance"}
_DECIMALS = {"quantity", "unit_price", "multiplier", "contracted_power_kw"}
_YES = {"prosumer", "clearing"}
_OF_KIND = {
    "customer": "customers", "contract": "contracts", "point": "points", "document": "invoices",
    "payment": "payments", "reading": "readings",
}  # fmt: skip


def mapping_text(seller_nip: str) -> str:
    """The mapping file for these columns."""
    lines = [
        'company = "Świat"',
        'secret = "nikt-tego-nie-zgadnie"',
        "quiet_seconds = 0",
        f'seller_nip = "{seller_nip}"',
    ]
    for kind, columns in COLUMNS.items():
        lines += [f"[files.{kind}]", f'file = "{kind}.*"', f"[files.{kind}.columns]"]
        lines += [f'{name} = "{column}"' for name, column in columns.items()]
        for (of, name), table in WORDS.items():
            if of == kind:
                lines += [f"[files.{kind}.words.{name}]", *(f'"{said}" = "{ours}"' for said, ours in table.items())]
    return "\n".join(lines)


def latest(changes: Iterable[dict[str, Any]]) -> Records:
    """The records as they are after these changes, those gone left out."""
    records = {(change["kind"], change["id"]): change for change in changes}
    return {key: change for key, change in records.items() if not change["deleted"]}


def write_world(folder: Path, records: Records, suffix: str = "csv") -> Path:
    """Write the files of a world."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, rows in _tables(records).items():
        cells = [[_cell(kind, name, row.get(name), suffix) for name in COLUMNS[kind]] for row in rows]
        table = [[*COLUMNS[kind].values()], *cells]
        if suffix == "csv":
            write_csv(folder / f"{kind}.csv", table)
        else:
            write_xlsx(folder / f"{kind}.xlsx", table)
    return folder


def _tables(records: Records) -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = {kind: [] for kind in COLUMNS}
    openings = {
        change["customerId"]: change["data"]["opening"]
        for (kind, _), change in records.items()
        if kind == "balance" and "opening" in change["data"]
    }
    for (kind, id_), change in records.items():
        if kind not in _OF_KIND:
            continue
        data = {_snake(name): value for name, value in change["data"].items()}
        row = data | data.pop("address", {}) | {"key": id_, "customer": change["customerId"]}
        row = {_snake(name): value for name, value in row.items()}
        row |= {"contract": row.get("contract_id"), "point": row.get("point_id")}
        if kind == "customer":
            row["opening_balance"] = openings.get(id_)
        if kind == "document":
            row["ksef_number"] = data.get("ksef", {}).get("number")
            tables["items"] += _parts(id_, data.get("lines", []))
            tables["billed_readings"] += _parts(id_, data.get("readings", []))
            tables["settlements"] += [
                {"payment": one["paymentId"], "invoice": id_, "amount": one["amount"], "settled_on": one["settledOn"]}
                for one in data.get("settlements", [])
            ]
        if kind == "reading":
            tables["readings"] += [row | state for state in data["states"]]
        else:
            tables[_OF_KIND[kind]].append(row)
    return tables


def _parts(invoice: str, parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = [{_snake(name): value for name, value in part.items()} for part in parts]
    return [row | {"invoice": invoice, "point": row.get("point_id")} for row in rows]


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def _cell(kind: str, name: str, value: Any, suffix: str) -> Any:
    if value is None:
        return ""
    if (kind, name) in WORDS:
        ours = {meant: said for said, meant in WORDS[kind, name].items()}
        return ours.get(value, value)
    if name in _AMOUNTS:
        return value / 100 if suffix == "xlsx" else _zloty(value)
    if name == "energy":
        return f"{value // 1000},{value % 1000:03}"
    if name in _DECIMALS:
        return str(value).replace(".", ",")
    if name in _YES:
        return "TAK" if value else "NIE"
    if name.endswith("_on") or name in {
        "period_from",
        "period_to",
        "fixed_price_until",
        "supplied_from",
        "supplied_to",
    }:
        return ".".join(reversed(value.split("-")))
    return value


def _zloty(grosze: int) -> str:
    whole = f"{abs(grosze) // 100:,}".replace(",", "\u00a0")
    return f"{whole},{abs(grosze) % 100:02}" + ("-" if grosze < 0 else "")


def sayable(records: Records) -> Records:
    """What of the records such files can say: price lists, usage, deposits, consents and histories they can not."""
    said: Records = {}
    for (kind, id_), change in records.items():
        if kind == "balance":
            said[kind, change["customerId"]] = {"amount": change["data"]["amount"]} | (
                {"opening": change["data"]["opening"]} if "opening" in change["data"] else {}
            )
        elif kind in _OF_KIND:
            data = {name: value for name, value in change["data"].items() if name not in _UNSAID.get(kind, ())}
            if "ksef" in data:
                data["ksef"] = {name: data["ksef"].get(name) for name in ("state", "number", "sellerNip")}
            if kind == "document" and data.get("ksef", {}).get("state") != "accepted":
                data.pop("ksef", None)
            said[kind, id_] = {name: value for name, value in data.items() if value not in ([], None)}
    return said


_UNSAID = {
    "customer": ("delivery", "consents", "correspondenceAddress"),
    "contract": ("notice", "earlyEnding", "renewal", "priceLists", "reserveSeller", "pdf"),
    "point": ("tariffs", "meters", "readingSchedule", "prosumerTerms"),
    "document": ("pdf",),
    "reading": ("reason",),
}
