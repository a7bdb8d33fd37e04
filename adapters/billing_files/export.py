"""A set of exported files as rows of our fields, and from them as records of the billing contract."""

import base64
import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from pydantic import ValidationError

from adapters.billing_files import values
from adapters.billing_files.faults import CellRefused, Fault, FileRefused
from adapters.billing_files.fields import FIELDS, Field
from adapters.billing_files.mapping import Mapping, Section
from adapters.billing_files.tables import Cell, Row, read_table
from shared.billing_contract import DATA, Kind

FIRST_ROWS = 3
MOST_FAULTS = 1_000
_ADDRESS = ("street", "building", "flat", "postal_code", "city")


type Progress = Callable[[str, int], None]
"""Told the kind and how many rows of it are read, now and then."""


class Exported(NamedTuple):
    """A record as the contract has it."""

    kind: Kind
    id: str
    customer_id: str
    data: dict[str, Any]


@dataclass
class Report:
    """What was found: rows read by kind, the first of them, and what would be refused."""

    rows: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    first: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    refused: int = 0

    def refuse(self, fault: Fault) -> None:
        """Count a fault, and keep it while there are not too many."""
        self.refused += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)


class Export:
    """The files of one folder read by a mapping, in memory that does not grow with them; joins are made on disk."""

    def __init__(self, mapping: Mapping, folder: Path, progress: Progress | None = None) -> None:
        self._mapping = mapping
        self._folder = folder
        self._progress = progress
        self.report = Report()
        self._joined = sqlite3.connect("")
        self._joined.execute("create table items (invoice text, body blob)")
        self._joined.execute("create table settled (invoice text, payment text, amount int, day text)")
        self._joined.execute("create table payments (id text, customer text, body blob)")
        self._at: tuple[str, int | None] = "", None

    def records(self) -> Iterator[Exported]:
        """Yield the records of all files, customers first, once; what is broken goes into the report."""
        with closing(self._joined):
            yield from self._records()

    def _records(self) -> Iterator[Exported]:
        for values_of in self._rows("items"):
            self._joined.execute("insert into items values (?, ?)", (values_of.pop("invoice"), orjson.dumps(values_of)))
        self._stage_payments()
        self._joined.execute("create index of_items on items (invoice)")
        self._joined.execute("create index of_settled on settled (invoice)")
        for kind, make in (
            ("customers", self._customer),
            ("contracts", self._contract),
            ("points", self._point),
            ("invoices", self._document),
        ):
            for row in self._rows(kind):
                yield from self._checked(make(row), kind)
        for key, customer, body in self._joined.execute("select id, customer, body from payments order by rowid"):
            yield from self._checked(Exported("payment", key, customer, orjson.loads(body)), "payments")

    def id_of(self, kind: str, key: str) -> str:
        """Return the opaque id of what the export calls `key`."""
        told = f"{self._mapping.company}\x1f{kind}\x1f{key}".encode()
        digest = hashlib.blake2b(told, key=self._mapping.secret.encode()[:64], digest_size=16).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def _checked(self, record: Exported, source: str) -> Iterator[Exported]:
        try:
            data = DATA[record.kind].model_validate(record.data)
        except ValidationError as error:
            fault = error.errors(include_input=False, include_url=False)[0]
            file, row = self._at if source != "payments" else (self._section(source).file, None)
            self.report.refuse(Fault(file, fault["msg"], row, ".".join(map(str, fault["loc"])) or None))
            return
        self.report.records[record.kind] += 1
        yield record._replace(data=data.model_dump(mode="json", exclude_none=True))

    def _section(self, kind: str) -> Section:
        return self._mapping.files[kind]

    def _rows(self, kind: str) -> Iterator[dict[str, Any]]:
        """The rows of one kind, of all files its pattern finds, as values of our fields."""
        if kind not in self._mapping.files:
            return
        section = self._section(kind)
        files = sorted(self._folder.glob(section.file))
        if not files:
            self.report.refuse(Fault(section.file, "nie ma takiego pliku"))
        for file in files:
            columns = [*section.columns.values()]
            try:
                for row in read_table(file, columns, encoding=section.encoding):
                    self.report.rows[kind] += 1
                    if self._progress and self.report.rows[kind] % 10_000 == 0:
                        self._progress(kind, self.report.rows[kind])
                    self._at = file.name, row.number
                    told = self._values(kind, section, file, row)
                    if told is not None:
                        self._show(kind, told)
                        yield told
            except FileRefused as error:
                self.report.refuse(Fault(file.name, str(error)))

    def _show(self, kind: str, told: dict[str, Any]) -> None:
        shown = self.report.first.setdefault(kind, [])
        if len(shown) < FIRST_ROWS:
            shown.append(dict(told))

    def _values(self, kind: str, section: Section, file: Path, row: Row) -> dict[str, Any] | None:
        told: dict[str, Any] = {}
        whole = True
        for name, column in section.columns.items():
            field_, cell = FIELDS[kind][name], row.cells[column]
            if not field_.required and (cell is None or (isinstance(cell, str) and not cell.strip())):
                continue
            try:
                told[name] = _value(field_, cell, section, name)
            except CellRefused as error:
                self.report.refuse(Fault(file.name, str(error), row.number, column))
                whole = False
        return told if whole else None

    def _customer(self, row: dict[str, Any]) -> Exported:
        key = self.id_of("customer", row.pop("key"))
        return Exported("customer", key, key, _with_address(row))

    def _contract(self, row: dict[str, Any]) -> Exported:
        key, customer = self.id_of("contract", row.pop("key")), self.id_of("customer", row.pop("customer"))
        return Exported("contract", key, customer, row)

    def _point(self, row: dict[str, Any]) -> Exported:
        key, customer = self.id_of("point", row.pop("key")), self.id_of("customer", row.pop("customer"))
        row["contract_id"] = self.id_of("contract", row.pop("contract"))
        row["contracted_power_kw"] = float(row["contracted_power_kw"])
        return Exported("point", key, customer, _with_address(row))

    def _document(self, row: dict[str, Any]) -> Exported:
        key, customer = row.pop("key"), self.id_of("customer", row.pop("customer"))
        row["contract_id"] = self.id_of("contract", row.pop("contract"))
        if "corrects" in row:
            row["corrects"] = self.id_of("document", row["corrects"])
        found = self._joined.execute("select body from items where invoice = ? order by rowid", (key,))
        row["lines"] = [orjson.loads(body) for (body,) in found]
        found = self._joined.execute(
            "select payment, amount, day from settled where invoice = ? order by rowid", (key,)
        )
        row["settlements"] = [{"payment_id": one, "amount": amount, "settled_on": on} for one, amount, on in found]
        return Exported("document", self.id_of("document", key), customer, row)

    def _stage_payments(self) -> None:
        for row in self._rows("payments"):
            key, customer = self.id_of("payment", row.pop("key")), self.id_of("customer", row.pop("customer"))
            row.setdefault("title", "")
            invoice = row.pop("invoice", None)
            if invoice is not None:
                row["settles"] = [{"document_id": self.id_of("document", invoice), "amount": row["amount"]}]
                settled = (invoice, key, row["amount"], row["booked_on"].isoformat())
                self._joined.execute("insert into settled values (?, ?, ?, ?)", settled)
            self._joined.execute("insert into payments values (?, ?, ?)", (key, customer, orjson.dumps(row)))


def _with_address(row: dict[str, Any]) -> dict[str, Any]:
    row["address"] = {name: row.pop(name) for name in _ADDRESS if name in row}
    return row


def _value(field_: Field, cell: Cell, section: Section, name: str) -> str | int | date | Decimal:
    repair = name in section.repair
    match field_.type:
        case "amount":
            return values.grosze(cell)
        case "number":
            return values.number(cell)
        case "day":
            return values.day(cell, section.day_format)
        case "word":
            return values.word(cell, section.words[name])
        case "pesel":
            return values.pesel_of(cell, repair=repair)
        case "nip":
            return values.nip_of(cell, repair=repair)
        case "ppe":
            return values.ppe_of(cell, repair=repair)
        case "account":
            return values.account_of(cell, repair=repair)
        case _:
            return values.text_of(cell)
