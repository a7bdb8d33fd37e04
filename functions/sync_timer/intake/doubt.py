"""When so much of what billing tells is broken that the data cannot be called complete.

One broken record hides one thing; many of them, or all of one kind, mean that the two sides no longer understand
each other. Then the age of the data is not renewed, reminders wait, and an error is logged, until most of these records
have come again in good shape.
"""

from collections import Counter

from functions.sync_timer.intake.records import Broken, Record
from functions.sync_timer.state import Doubt
from shared.billing_contract import Kind

SMALL_SHARE = 0.1
FEW = 5
"""So many broken records are no sign of anything."""


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
