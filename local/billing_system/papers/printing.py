"""Documents as PDFs: what is printed, in Polish form, and the typst compiler that sets it."""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from local.billing_system.books.account import Account
from local.billing_system.papers.print_parts import chart, lines_table, readings_table, summary, vat_table
from local.billing_system.papers.print_words import account_in_fours, day, long_day, money, qr, transfer_code
from local.billing_system.plans import ContractPlan
from local.billing_system.seller import SELLER, SELLER_NIP
from shared.billing_contract import Customer, Document
from shared.rendering.glyphs import fonts_folder, showable

TEMPLATES = Path(__file__).parent / "templates"
TITLES = {"invoice": "Faktura VAT", "correction": "Faktura korygująca", "interest_note": "Nota odsetkowa"}


@dataclass(frozen=True)
class Printout:
    """What a template prints, and the codes drawn beside it (SVG)."""

    data: dict[str, Any]
    issued_on: date
    template: str = "document.typ"


def printout(account: Account, document_id: str) -> Printout:
    """Return what is printed of a document: it depends on the day of issue only, never on what came later."""
    document = account.ledger.documents[document_id]
    contract = account.contract_of(document)
    before = account.ledger.before[document_id]
    corrected = account.ledger.documents.get(document.corrects or "")
    data: dict[str, Any] = {
        "kind": document.kind,
        "title": TITLES[document.kind],
        "number": document.number,
        "issued": day(document.issued_on),
        "date": [document.issued_on.year, document.issued_on.month, document.issued_on.day],
        "period": _period(document) if document.kind != "interest_note" else None,
        "reason": document.reason,
        "corrects": f"{corrected.number} z {day(corrected.issued_on)}" if corrected else None,
        "seller": SELLER,
        "buyer": buyer_of(account.plan.customer),
        "customer": account.plan.customer.customer_number,
        "contract": [contract.number, contract.product, contract.tariff],
        "amount": money(document.amount),
        "payable": document.amount > 0,
        "due": long_day(document.due_on) if document.due_on else None,
        "account": account_in_fours(document.account),
        "transfer": document.transfer_title,
        "qr": transfer_code(SELLER_NIP, document.account, document.amount, SELLER["name"], document.number)
        if document.amount > 0
        else None,
        "points": _points(contract),
        "readings": readings_table(account, document),
        "lines": lines_table(document),
        "vat": vat_table(document),
        "summary": summary(document),
        "chart": chart(account, contract, document) if document.kind == "invoice" else None,
        "before": {
            "balance": money(abs(before.balance)),
            "owed": before.balance > 0,
            "settled": before.balance == 0,
            "payments": [[day(paid.booked_on), paid.title, money(paid.amount)] for paid in before.payments[-6:]],
            "after": money(before.balance + document.amount),
        },
        "ksef": _ksef(document),
    }
    return Printout(data, document.issued_on)


class Printer:
    """A typst compiler with the templates and fonts loaded once."""

    def __init__(self) -> None:
        import typst

        self._fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[fonts_folder()],
        )
        self._compilers: dict[str, typst.Compiler] = {}

    def pdf(self, printed: Printout) -> bytes:
        """Return the PDF: tagged (PDF/UA-1), archival (PDF/A-2a), the same bytes for the same content."""
        import typst

        if printed.template not in self._compilers:
            self._compilers[printed.template] = typst.Compiler(
                TEMPLATES / printed.template, root=TEMPLATES, font_paths=self._fonts
            )
        content = self._compilers[printed.template].compile(
            format="pdf",
            sys_inputs={"data": json.dumps(_showable(printed.data), ensure_ascii=False)},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=datetime.combine(printed.issued_on, time(6), UTC),
        )
        if not isinstance(content, bytes):
            raise TypeError("typst gave no single PDF")
        return content


def _showable(value: Any, name: str = "") -> Any:
    """Every text with what the font cannot show made visible; a drawn code is no text."""
    if isinstance(value, dict):
        return {key: _showable(part, key) for key, part in value.items()}
    if isinstance(value, list):
        return [_showable(part) for part in value]
    return showable(value) if isinstance(value, str) and name != "qr" else value


def _period(document: Document) -> str | None:
    if document.period_from is None or document.period_to is None:
        return None
    return f"{day(document.period_from)} – {day(document.period_to)}"


def buyer_of(customer: Customer) -> dict[str, str | None]:
    """Return how the customer is named on paper."""
    return {
        "name": customer.company_name or f"{customer.first_name} {customer.last_name}",
        "street": customer.address.street_line(),
        "city": customer.address.city_line(),
        "nip": customer.nip,
    }


def _points(contract: ContractPlan) -> dict[str, Any]:
    first = contract.points[0]
    return {
        "count": len(contract.points),
        "ppe": first.ppe,
        "address": first.address.one_line(),
        "operator": first.operator.name,
        "power": f"{sum(point.power_kw for point in contract.points):g}".replace(".", ",") + " kW",
        "prosumer": first.prosumer_kwp > 0,
    }


def _ksef(document: Document) -> dict[str, str | None] | None:
    """Return the KSeF number, none for an invoice issued offline, and KOD I: the code that leads to the invoice.

    KOD I holds the seller's NIP, the day of issue and the SHA-256 of the XML in Base64URL.
    """
    ksef = document.ksef
    if ksef is None or ksef.xml_sha256 is None:
        return None
    digest = base64.urlsafe_b64encode(bytes.fromhex(ksef.xml_sha256)).rstrip(b"=").decode()
    link = f"https://qr.ksef.mf.gov.pl/invoice/{ksef.seller_nip}/{document.issued_on:%d-%m-%Y}/{digest}"
    return {"number": None if ksef.state == "offline" else ksef.number, "qr": qr(link)}
