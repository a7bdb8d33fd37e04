"""Faults a stand-in can be told to have, each for so many uses or until all are removed."""

import threading
from typing import Annotated

from pydantic import Field

from shared.json_model import JsonModel


class CountedFault(JsonModel):
    """A fault for `count` uses, or until all are removed; `ms` says how slow a slow one is."""

    kind: str
    count: Annotated[int, Field(ge=1, le=100_000)] | None = None
    ms: Annotated[int, Field(ge=0, le=120_000)] = 1_000


class Faults[F: CountedFault]:
    """The faults in force, in the order they were asked for; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._active: list[tuple[F, int | None]] = []

    def add(self, fault: F) -> None:
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
        """The faults in force with what is left of their counts."""
        with self._lock:
            return [{**fault.model_dump(), "left": left} for fault, left in self._active]

    def take(self, *kinds: str) -> F | None:
        """The first fault in force of these kinds, counting one use of it."""
        with self._lock:
            for place, (fault, left) in enumerate(self._active):
                if fault.kind in kinds:
                    if left == 1:
                        del self._active[place]
                    elif left is not None:
                        self._active[place] = (fault, left - 1)
                    return fault
        return None
