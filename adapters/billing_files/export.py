"""A set of exported files, read as a stream: its rows by the mapping, what belongs together joined, faults noted."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from adapters.billing_files.faults import CellRefused, Fault, FileRefused
from adapters.billing_files.fields import FIELDS, Field, Type
from adapters.billing_files.mapping import Mapping, Section
from adapters.billing_files.pdfs import Pdfs
from adapters.billing_files.records import Exported, Records
from adapters.billing_files.refusals import FILE_OF, in_polish
from adapters.billing_files.staging import Place, Staging
from adapters.billing_files.tables import values
from adapters.billing_files.tables.tables import Row, read_table
from adapters.billing_files.tables.workbook import counts_from_1904
from shared.billing_contract import DATA, Kind

FIRST_ROWS = 3
MOST_FAULTS = 1_000
MOST_NOTICES = 1_000

_NAMED = {"customer": ("customers", "klienta"), "contract": ("contracts", "umowy")}
"""What a row names, in which file it must stand, and how it is called."""

_PARTS = (
    ("item", "invoices", "faktury, których pozycje są w eksporcie, a one nie"),
    ("settlement of invoice", "invoices", "faktury, których rozliczenia są w eksporcie, a one nie"),
    ("settlement of payment", "payments", "wpłaty, których rozliczenia są w eksporcie, a one nie"),
)

type Progress = Callable[[str, int], None]
"""Told the kind and how many rows of it are read, now and then."""


@dataclass
class Report:
    """What was found: rows read by kind, the first of them, what would be refused, and what is only worth a look."""

    rows: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    first: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    refused: int = 0
    notices: list[str] = field(default_factory=list)
    noticed: int = 0

    def refuse(self, fault: Fault) -> None:
        """Count a fault, and keep it while there are not too many."""
        self.refused += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)

    def notice(self, said: str) -> None:
        """Note what does not refuse the set."""
        self.noticed += 1
        if len(self.notices) < MOST_NOTICES:
            self.notices.append(said)


class Export:
    """The files of one folder read by a mapping, in memory that does not grow with them; joins are made on disk.

    A `full` one holds everything there is: what is named in one file must stand in another.
    """

    def __init__(self, mapping: Mapping, folder: Path, progress: Progress | None = None, *, full: bool = True) -> None:
        self._mapping = mapping
        self._folder = folder
        self._progress = progress
        self._full = full
        self._staging = Staging()
        self._make = Records(mapping, self._staging)
        self._place = Place("", 0)
        self.report = Report()

    def files(self) -> set[Path]:
        """The files of the set that are there."""
        return {file for section in self._mapping.files.values() for file in section.files(self._folder)}

    def records(self) -> Iterator[Exported]:
        """Yield the records of all files, customers first, once; what is broken goes into the report."""
        with closing(self._staging):
            self._stage()
            for row in self._rows("customers"):
                yield from self._checked(self._make.customer(self._without_balance(row)))
            for row in self._known("contracts", self._rows("contracts")):
                yield from self._checked(self._make.contract(row))
            for row in self._known("points", self._staged("point")):
                yield from self._checked(self._make.point(row))
            yield from self._documents()
            for row in self._known("payments", self._staged("payment")):
                yield from self._checked(self._make.payment(row))
            yield from self._readings()
            yield from self._balances()
            self._notice_parts_of_nothing()

    def _stage(self) -> None:
        """Read what must wait for another file."""
        for kind, part in (("items", "item"), ("billed_readings", "billed reading")):
            for row in self._rows(kind):
                self._staging.keep(part, row.pop("invoice"), row)
        for row in self._rows("points"):
            self._staging.keep("point of", row["contract"], row["key"])
            self._staging.keep("owner of point", row["key"], row["customer"])
            self._staging.keep("point", row["key"], [[*self._place], row])
        for row in self._rows("settlements"):
            self._settle(row["payment"], row["invoice"], row["amount"], row["settled_on"])
        for row in self._rows("payments"):
            invoice = row.pop("invoice", None)
            if invoice is not None:
                self._settle(row["key"], invoice, row["amount"], row["booked_on"])
            settled = sum(one["amount"] for one in self._staging.of("settlement of payment", row["key"]))
            money = 0 if row["method"] == "set_off" else row["amount"]
            self._staging.owe(row["customer"], settled - money)
            self._staging.keep("payment", row["key"], [[*self._place], row])
        for row in self._rows("readings"):
            self._staging.keep("reading", row["key"], [[*self._place], row])

    def _settle(self, payment: str, invoice: str, amount: int, on: date) -> None:
        self._staging.keep("settlement of invoice", invoice, {"payment": payment, "amount": amount, "on": on})
        self._staging.keep("settlement of payment", payment, {"invoice": invoice, "amount": amount})

    def _documents(self) -> Iterator[Exported]:
        pdfs = Pdfs(self._folder / self._mapping.pdfs.folder) if self._mapping.pdfs else None
        for row in self._known("invoices", self._rows("invoices")):
            number = row["number"]
            self._staging.keep("number", row["key"], number)
            self._staging.owe(row["customer"], row["remaining"] - self._paid_too_much(row))
            faults = len(pdfs.faults) if pdfs else 0
            pdf = pdfs.of(number) if pdfs else None
            if pdfs and pdf is None and len(pdfs.faults) == faults:
                self.report.notice(f"{number}: nie ma pliku PDF")
            yield from self._checked(self._make.document(row, pdf))
        if pdfs:
            for fault in pdfs.faults:
                self.report.refuse(fault)
            for name in pdfs.without_document():
                self.report.notice(f"{name}: nie ma takiego dokumentu w pliku faktur")

    def _paid_too_much(self, row: dict[str, Any]) -> int:
        """What payments that name this invoice bring beyond its paid part; a file of settlements tells that itself."""
        if "settlements" in self._mapping.files:
            return 0
        paid = row["amount"] - row["remaining"]
        told = sum(one["amount"] for one in self._staging.of("settlement of invoice", row["key"]))
        if told <= paid or row["amount"] < 0:
            return 0
        self.report.notice(
            f"{row['number']}: wpłaty na ten dokument przekraczają to, co z niego zapłacono; to nadpłata"
        )
        return int(told - paid)

    def _readings(self) -> Iterator[Exported]:
        for key in self._staging.owners("reading"):
            told = self._staging.of("reading", key)
            self._place = Place(*told[0][0])
            rows = [row for _, row in told]
            owner = self._staging.of("owner of point", rows[0]["point"])
            if not owner:
                self._refuse("punktu nie ma w pliku punktów", self._mapping.files["readings"].columns["point"])
                continue
            rows[0]["customer"] = owner[0]
            yield from self._checked(self._make.reading(key, rows))

    def _balances(self) -> Iterator[Exported]:
        """As the export says them, or the sum of what is open less what payments have left."""
        known = {"invoices", "payments"} <= self._mapping.files.keys() and self._full
        as_of = self._as_of()
        for customer in self._staging.owners("customer"):
            [told] = self._staging.of("customer", customer)
            amount = told.get("balance", self._staging.owed(customer) if known else None)
            if amount is None or as_of is None:
                continue
            balance = {"amount": amount, "as_of": as_of}
            if "opening_balance" in told:
                balance["opening"] = told["opening_balance"]
            yield from self._checked(self._make.balance(customer, balance))

    def _as_of(self) -> datetime | None:
        """When the newest file was written: what it says was true then."""
        written = max((file.stat().st_mtime for file in self.files()), default=None)
        return None if written is None else datetime.fromtimestamp(int(written), UTC)

    def _without_balance(self, row: dict[str, Any]) -> dict[str, Any]:
        told = {name: row.pop(name) for name in ("balance", "opening_balance") if name in row}
        self._staging.keep("customer", row["key"], told)
        return row

    def _staged(self, kind: str) -> Iterator[dict[str, Any]]:
        for place, row in self._staging.all(kind):
            self._place = Place(*place)
            yield row

    def _checked(self, record: Exported) -> Iterator[Exported]:
        try:
            data = DATA[record.kind].model_validate(record.data)
        except ValidationError as error:
            self._refuse(*in_polish(error, self._column_of(record.kind)))
            return
        self.report.records[record.kind] += 1
        yield record._replace(data=data.model_dump(mode="json", by_alias=True, exclude_none=True))

    def _column_of(self, kind: Kind) -> dict[str, str]:
        """The export's columns of a record by our names of the fields."""
        file = FILE_OF.get(kind)
        section = self._mapping.files.get(file) if file else None
        return section.columns if section else {}

    def _refuse(self, reason: str, column: str | None = None) -> None:
        self.report.refuse(Fault(self._place.file, reason, self._place.row, column))

    def _rows(self, kind: str) -> Iterator[dict[str, Any]]:
        """The rows of one kind, of all files its pattern finds, as values of our fields."""
        if kind not in self._mapping.files:
            return
        section = self._mapping.files[kind]
        files = section.files(self._folder)
        needed = [column for name, column in section.columns.items() if FIELDS[kind][name].required]
        if not files:
            self.report.refuse(Fault(section.file, "nie ma takiego pliku"))
        for file in files:
            columns = [*section.columns.values()]
            epoch_1904 = counts_from_1904(file)
            try:
                for row in read_table(file, columns, encoding=section.encoding, needed=needed):
                    self.report.rows[kind] += 1
                    if self._progress and self.report.rows[kind] % 10_000 == 0:
                        self._progress(kind, self.report.rows[kind])
                    self._place = Place(file.name, row.number)
                    told, whole = self._values(kind, section, row, epoch_1904=epoch_1904)
                    # A refused row is there too: what belongs to it is not told as missing.
                    if self._is_new(kind, section, told) and whole:
                        self._show(kind, told)
                        yield told
            except FileRefused as error:
                self.report.refuse(Fault(file.name, str(error)))

    def _is_new(self, kind: str, section: Section, told: dict[str, Any]) -> bool:
        """Whether no row before had this key; a reading of several zones has several rows."""
        if "key" not in told or kind == "readings":
            return True
        before = self._staging.first_place(kind, told["key"], self._place)
        if before:
            self._refuse(f"ten sam klucz ma już {before.file}, wiersz {before.row}", section.columns["key"])
        return before is None

    def _known(self, kind: str, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """The rows whose customer, and contract, stand in their files too, where the export is to hold everything."""
        for row in rows:
            missing = next((name for name in _NAMED if name in row and not self._stands(name, row[name])), None)
            if missing is None:
                yield row
            else:
                named, called = _NAMED[missing]
                reason = f"{called} „{row[missing]}” nie ma w pliku: {self._mapping.files[named].file}"
                self._refuse(reason, self._mapping.files[kind].columns[missing])

    def _stands(self, name: str, key: str) -> bool:
        kind = _NAMED[name][0]
        return not self._full or kind not in self._mapping.files or self._staging.has(kind, key)

    def _notice_parts_of_nothing(self) -> None:
        """Lines and settlements of what is not in the export: older than its first day, or left out of it."""
        for part, kind, said in _PARTS:
            count = self._staging.count_without(part, kind)
            if count and self._full:
                self.report.notice(f"{said}: {count}")

    def _show(self, kind: str, told: dict[str, Any]) -> None:
        shown = self.report.first.setdefault(kind, [])
        if len(shown) < FIRST_ROWS:
            shown.append(dict(told))

    def _values(self, kind: str, section: Section, row: Row, *, epoch_1904: bool) -> tuple[dict[str, Any], bool]:
        told: dict[str, Any] = {}
        whole = True
        for name, column in section.columns.items():
            field_, cell = FIELDS[kind][name], row.cells[column]
            if values.is_nothing(cell, section.nothing):
                if not field_.required:
                    continue
                cell = None
            try:
                told[name] = _value(field_, cell, section, name, epoch_1904=epoch_1904)
            except CellRefused as error:
                self._refuse(str(error), column)
                whole = False
        return told, whole


_READ: dict[Type, Callable[[values.Cell], Any]] = {
    "text": values.text_of,
    "amount": values.grosze,
    "number": values.number,
    "decimal": values.decimal,
    "whole": values.whole,
    "energy": lambda cell: values.whole(cell, 1_000),
}
_IDENTIFIERS: dict[Type, Callable[..., str]] = {
    "pesel": values.pesel_of,
    "nip": values.nip_of,
    "ppe": values.ppe_of,
    "account": values.account_of,
}


def _value(field_: Field, cell: values.Cell, section: Section, name: str, *, epoch_1904: bool) -> Any:
    if cell is None:
        raise CellRefused("pole jest puste")
    match field_.type:
        case "day":
            return values.day(cell, section.day_format, epoch_1904=epoch_1904)
        case "yes":
            return values.yes(cell, section.words.get(name))
        case "vat_rate":
            return values.vat_rate(cell, section.words.get(name))
        case "text" if name in section.digits:
            return values.padded(cell, section.digits[name])
        case "word":
            return values.word(cell, section.words[name])
        case "open_word":
            return values.open_word(cell, section.words.get(name, {}))
        case "pesel" | "nip" | "ppe" | "account":
            return _IDENTIFIERS[field_.type](cell, repair=name in section.repair)
        case _:
            return _READ[field_.type](cell)
