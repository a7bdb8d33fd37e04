"""Rows of our fields as records of the billing contract."""

import base64
import hashlib
from typing import Any, NamedTuple

from adapters.billing_files.mapping import Mapping
from adapters.billing_files.pdfs import PdfFile
from adapters.billing_files.staging import Staging
from shared.billing_contract import Kind

_ADDRESS = ("street", "building", "flat", "postal_code", "city")


class Exported(NamedTuple):
    """A record as the contract has it; `key` is what the export calls it, `pdf` the file that its data announces."""

    kind: Kind
    key: str
    id: str
    customer_id: str
    data: dict[str, Any]
    pdf: PdfFile | None = None


class Records:
    """Makes records; what belongs together across files is in `staging`."""

    def __init__(self, mapping: Mapping, staging: Staging) -> None:
        self._company, self._secret = mapping.company, mapping.secret.encode()[:64]
        self._seller_nip = mapping.seller_nip
        self._staging = staging

    def id_of(self, kind: str, key: str) -> str:
        """Return the opaque id of what the export calls `key`."""
        told = f"{self._company}\x1f{kind}\x1f{key}".encode()
        digest = hashlib.blake2b(told, key=self._secret, digest_size=16).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def customer(self, row: dict[str, Any]) -> Exported:
        """A payer. The balance is told apart."""
        key = row.pop("key")
        letters = {name: row.pop(f"letters_{name}") for name in _ADDRESS if f"letters_{name}" in row}
        if letters:
            row["correspondence_address"] = letters
        return self._record("customer", key, key, _with_address(row))

    def balance(self, customer: str, balance: dict[str, Any]) -> Exported:
        """What a customer owes."""
        return self._record("balance", customer, customer, balance)

    def contract(self, row: dict[str, Any]) -> Exported:
        """A contract with the points that name it."""
        key, customer = row.pop("key"), row.pop("customer")
        row["point_ids"] = [self.id_of("point", point) for point in self._staging.of("point of", key)]
        return self._record("contract", key, customer, row)

    def point(self, row: dict[str, Any]) -> Exported:
        """A metering point."""
        key, customer = row.pop("key"), row.pop("customer")
        row["contract_id"] = self.id_of("contract", row.pop("contract"))
        row["contracted_power_kw"] = float(row["contracted_power_kw"])
        return self._record("point", key, customer, _with_address(row))

    def document(self, row: dict[str, Any], pdf: PdfFile | None) -> Exported:
        """An invoice, correction or note with its lines, readings and settlements."""
        key, customer = row.pop("key"), row.pop("customer")
        row["contract_id"] = self.id_of("contract", row.pop("contract"))
        if "corrects" in row:
            row["corrects"] = self.id_of("document", row["corrects"])
        if "ksef_number" in row:
            row["ksef"] = {"state": "accepted", "number": row.pop("ksef_number"), "seller_nip": self._seller_nip}
        if pdf:
            row["pdf"] = {"sha256": pdf.sha256, "size": pdf.size}
        row["lines"] = [self._of_point(line) for line in self._staging.of("item", key)]
        row["readings"] = [self._of_point(reading) for reading in self._staging.of("billed reading", key)]
        row["settlements"] = [
            {"payment_id": self.id_of("payment", one["payment"]), "amount": one["amount"], "settled_on": one["on"]}
            for one in self._staging.of("settlement of invoice", key)
        ]
        return self._record("document", key, customer, row)._replace(pdf=pdf)

    def payment(self, row: dict[str, Any]) -> Exported:
        """A booked payment and the documents it settles."""
        key, customer = row.pop("key"), row.pop("customer")
        row.setdefault("title", "")
        if "reverses" in row:
            row["reverses"] = self.id_of("payment", row["reverses"])
        row["settles"] = [self._settled(one) for one in self._staging.of("settlement of payment", key)]
        return self._record("payment", key, customer, row)

    def reading(self, key: str, rows: list[dict[str, Any]]) -> Exported:
        """A meter's reading, one row a zone."""
        data = {name: value for name, value in rows[0].items() if name not in {"zone", "kwh", "point", "customer"}}
        data["point_id"] = self.id_of("point", rows[0]["point"])
        data["states"] = [{"zone": row["zone"], "kwh": row["kwh"]} for row in rows]
        return self._record("reading", key, rows[0]["customer"], data)

    def _record(self, kind: Kind, key: str, customer: str, data: dict[str, Any]) -> Exported:
        return Exported(kind, key, self.id_of(kind, key), self.id_of("customer", customer), data)

    def _settled(self, one: dict[str, Any]) -> dict[str, Any]:
        settled = {"document_id": self.id_of("document", one["invoice"]), "amount": one["amount"]}
        number = self._staging.of("number", one["invoice"])
        return settled | {"number": number[0]} if number else settled

    def _of_point(self, part: dict[str, Any]) -> dict[str, Any]:
        if "point" in part:
            part["point_id"] = self.id_of("point", part.pop("point"))
        return part


def _with_address(row: dict[str, Any]) -> dict[str, Any]:
    row["address"] = {name: row.pop(name) for name in _ADDRESS if name in row}
    return row
