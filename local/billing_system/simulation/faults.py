"""Faults of the service on demand: wrong pages, wrong files, slowness, outage."""

import random
from typing import Literal, get_args

from local.billing_system.system import BillingSystem, ChangePage
from local.faults import CountedFault

PageFault = Literal["repeated_page", "reordered_page", "empty_page", "short_page", "html", "cut_json"]
PdfFault = Literal["wrong_pdf_hash", "broken_pdf"]
XmlFault = Literal["wrong_xml_hash", "broken_xml"]
ServiceFault = Literal["slow", "down"]
PAGE_FAULTS, PDF_FAULTS, XML_FAULTS = get_args(PageFault), get_args(PdfFault), get_args(XmlFault)


class Fault(CountedFault):
    """`status` says with what answer the service is down, `seed` how a page is shuffled."""

    kind: PageFault | PdfFault | XmlFault | ServiceFault
    status: Literal[429, 500, 502, 503, 504] = 503
    seed: int = 1


def faulty_page(fault: Fault, system: BillingSystem, after: int, limit: int, last_asked: int) -> bytes:
    """Return what a faulty service answers to a call for changes.

    `last_asked` is the cursor of the call before: a repeated page tells its changes once more and moves nothing on.
    """
    page = system.changes(after, limit)
    match fault.kind:
        case "repeated_page":
            again = system.changes(min(last_asked, after), limit)
            return ChangePage(again.changes, after, complete=False).json()
        case "reordered_page":
            changes = list(page.changes)
            random.Random(fault.seed).shuffle(changes)
            return ChangePage(changes, page.next, page.complete).json()
        case "empty_page":
            return ChangePage([], after, complete=True).json()
        case "short_page":
            return system.changes(after, max(1, min(limit, len(page.changes)) // 3)).json()
        case "cut_json":
            whole = page.json()
            return whole[: len(whole) * 2 // 3]
        case _:
            return b"<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>"


def faulty_file(fault: Fault, content: bytes) -> bytes:
    """Return a file that is not the announced one: another valid one, or one cut in the middle."""
    match fault.kind:
        case "wrong_pdf_hash":
            return content + b"\n% other\n"
        case "wrong_xml_hash":
            return content + b"<!-- other -->\n"
        case _:
            return content[: len(content) // 2]
