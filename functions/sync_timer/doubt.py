"""When so much of what billing tells is broken that the data cannot be called complete.

One broken record hides one thing; many of them, or all of one kind, mean that the two sides no longer understand
each other. Then the age of the data is not renewed, reminders wait, and an error is logged, until most of these records
have come again in good shape.
"""

from collections import Counter
from collections.abc import Mapping

from functions.sync_timer.records import Broken, Record
from shared.billing_contract import Kind
from shared.json_model import RecordModel

SMALL_SHARE = 0.1
FEW = 5
"""So many broken records are no sign of anything."""


class Doubt(RecordModel):
    """A page of which too much was broken: its cursors, and how many open notes of it are no longer too many."""

    first: int
    last: int
    tolerated: int

    def stands(self, open_places: Mapping[str, int]) -> bool:
        """Whether too many of the page's records are still in quarantine (`open_places`: place and cursor)."""
        return sum(self.first <= cursor <= self.last for cursor in open_places.values()) > self.tolerated


def doubt_of(results: list[Record | Broken]) -> Doubt | None:
    """The doubt a page raises, None for one that is well enough."""
    broken = [*{result.place: result for result in results if isinstance(result, Broken)}.values()]
    if len(broken) < FEW:
        return None
    good: Counter[Kind] = Counter(result.change.kind for result in results if isinstance(result, Record))
    bad = Counter(kind for one in broken if (kind := one.place.partition(":")[0]) != "digest")
    whole_kind = any(count >= FEW and good[kind] == 0 for kind, count in bad.items())  # type: ignore[index]
    cursors = [one.cursor for one in broken if one.cursor is not None]
    if not cursors or not (whole_kind or len(broken) > SMALL_SHARE * len(results)):
        return None
    return Doubt(first=min(cursors), last=max(cursors), tolerated=min(FEW - 1, len(broken) - 1))
