"""Where an invoice stands in KSeF: all that will be known of it in the end, and what is known on a day."""

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from local.billing_system.books.ksef_xml import invoice_xml
from local.billing_system.numbers import make_ksef
from local.billing_system.seller import SELLER_NIP
from shared.billing_contract import Customer, Document, Ksef
from shared.clock import WARSAW

Way = Literal["usual", "slow", "offline"]

FROM = date(2026, 2, 1)
"""From this day a large seller must issue to businesses through KSeF."""

_OFFLINE_ONE_IN = 12
_DAYS: dict[Way, int] = {"usual": 1, "slow": 14, "offline": 14}
"""Days from issue to the number: the next morning, unless KSeF is slow or was down. Corrections come later."""


def registered(
    document: Document, document_id: str, buyer: Customer, way: Way | None = None, corrected: Document | None = None
) -> Document:
    """Return the document with all KSeF will have of it, `state` telling how it was issued; without a way by chance.

    Documents of private people, and those from before the duty, stay as they are.
    """
    if buyer.kind == "individual" or document.issued_on < FROM:
        return document
    serial = int.from_bytes(hashlib.sha256(document_id.encode()).digest()[:5])
    way = way or ("usual" if serial % _OFFLINE_ONE_IN else "offline")
    accepted_on = document.issued_on + timedelta(days=_DAYS[way])
    ksef = Ksef(
        state="offline" if way == "offline" else "accepted",
        number=make_ksef(SELLER_NIP, accepted_on, serial),
        accepted_at=datetime.combine(accepted_on, time(6, 20), WARSAW).astimezone(UTC),
        seller_nip=SELLER_NIP,
        xml_sha256=hashlib.sha256(invoice_xml(document, buyer, corrected)).hexdigest(),
    )
    return document.model_copy(update={"ksef": ksef})


def known_on(day: date, document: Document) -> Document:
    """Return the document as it is told on a day.

    Before it has its number, an invoice issued offline has the XML and the code by which it can be verified;
    any other has neither, since KSeF may still refuse it.
    """
    ksef = document.ksef
    if ksef is None or ksef.accepted_at is None:
        return document
    if ksef.accepted_at.astimezone(WARSAW).date() <= day:
        told = ksef.model_copy(update={"state": "accepted"})
    elif ksef.state == "offline":
        told = ksef.model_copy(update={"number": None, "accepted_at": None})
    else:
        told = Ksef(state="waiting", seller_nip=ksef.seller_nip)
    return document.model_copy(update={"ksef": told})


def is_waiting(document: Document, day: date) -> bool:
    """Tell whether KSeF has not answered yet: until then there is no PDF, since it shows the number."""
    told = known_on(day, document).ksef
    return told is not None and told.state == "waiting"
