"""An invoice in the National e-Invoice System (KSeF): its number checked, and the code that leads to it.

Both after the documentation of the Ministry of Finance (`CIRFMF/ksef-docs`: numer-ksef.md, kody-qr.md).
"""

import base64
from datetime import date

from functions.billing import store
from functions.billing.documents.models import KsefState
from functions.billing.qr import svg
from shared.billing.document_files import KSEF_XML
from shared.billing_contract import Ksef
from shared.cosmos import Item
from shared.problems import Problem

_CHECKED, _OLD_LENGTH = 32, 36


def number_is_valid(number: str) -> bool | None:
    """Whether the last two digits are the CRC-8 (polynomial 0x07, initial value 0) of the first 32 characters.

    None for the 36 signs of KSeF 1.0, whose check sum is another one.
    """
    if len(number) == _OLD_LENGTH:
        return None
    return len(number) == 35 and number[_CHECKED] == "-" and number[33:] == f"{_crc8(number[:_CHECKED].encode()):02X}"


def verification_link(ksef: Ksef, issued_on: date) -> str | None:
    """The Ministry's page that shows the invoice (KOD I); None while the hash of its XML is not known."""
    if ksef.xml_sha256 is None:
        return None
    digest = base64.urlsafe_b64encode(bytes.fromhex(ksef.xml_sha256)).rstrip(b"=").decode()
    return f"https://qr.ksef.mf.gov.pl/invoice/{ksef.seller_nip}/{issued_on:%d-%m-%Y}/{digest}"


def state_of(stored: Item) -> KsefState | None:
    """What the mirrored document says of KSeF; None for one that does not go there."""
    data = stored["data"]
    if "ksef" not in data:
        return None
    ksef = Ksef.model_validate(data["ksef"])
    return KsefState(
        state=ksef.state,
        number=ksef.number,
        number_valid=number_is_valid(ksef.number) if ksef.number else None,
        accepted_at=ksef.accepted_at,
        verification_link=verification_link(ksef, date.fromisoformat(data["issuedOn"])),
        xml=stored.get(KSEF_XML.name, "none"),
    )


async def verification_code(customer_id: str, document_id: str) -> bytes:
    """The verification link as a QR code in SVG. Raises Problem `not_found` where there is none."""
    stored = await store.document_of(customer_id, document_id)
    found = state_of(stored) if stored else None
    if found is None or found.verification_link is None:
        raise Problem("not_found")
    return svg(found.verification_link, "Kod QR weryfikacji faktury w KSeF")


def _crc8(content: bytes) -> int:
    value = 0
    for byte in content:
        value ^= byte
        for _ in range(8):
            value = (value << 1 ^ 0x07 if value & 0x80 else value << 1) & 0xFF
    return value
