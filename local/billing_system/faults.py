"""Faults of the service on demand: wrong pages, wrong PDFs, slowness, outage."""

import random
import threading
from typing import Annotated, Literal, get_args

from pydantic import Field

from local.billing_system.system import BillingSystem, ChangePage
from shared.json_model import JsonModel

PageFault = Literal["repeated_page", "reordered_page", "empty_page", "short_page", "html", "cut_json"]
PdfFault = Literal["wrong_pdf_hash", "broken_pdf"]
ServiceFault = Literal["slow", "down"]
PAGE_FAULTS, PDF_FAULTS = get_args(PageFault), get_args(PdfFault)


class Fault(JsonModel):
    """A fault: for `count` calls it applies to, or until all faults are removed.

    `ms` says how slow, `status` with what answer the service is down, `seed` how a page is shuffled.
    """

    kind: PageFault | PdfFault | ServiceFault
    count: Annotated[int, Field(ge=1, le=100_000)] | None = None
    ms: Annotated[int, Field(ge=0, le=120_000)] = 1_000
    status: Literal[429, 500, 502, 503, 504] = 503
    seed: int = 1


class Faults:
    """The faults in force, in the order they were asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._active: list[tuple[Fault, int | None]] = []

    def add(self, fault: Fault) -> None:
        """Put a fault in force."""
        with self._lock:
            self._active.append((fault, fault.count))

    def clear(self) -> int:
        """Remove all faults and return how many there were."""
        with self._lock:
            gone = len(self._active)
            self._active.clear()
            return gone

    def state(self) -> list[dict[str, object]]:
        """Return the faults in force with what is left of their counts."""
        with self._lock:
            return [{**fault.model_dump(), "left": left} for fault, left in self._active]

    def take(self, *kinds: str) -> Fault | None:
        """Return the first fault in force of these kinds, counting one use of it."""
        with self._lock:
            for i, (fault, left) in enumerate(self._active):
                if fault.kind in kinds:
                    if left == 1:
                        del self._active[i]
                    elif left is not None:
                        self._active[i] = (fault, left - 1)
                    return fault
            return None


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


def faulty_pdf(fault: Fault, content: bytes) -> bytes:
    """Return a PDF that is not the announced one: another valid one, or one cut in the middle."""
    return content + b"\n% other\n" if fault.kind == "wrong_pdf_hash" else content[: len(content) // 2]
