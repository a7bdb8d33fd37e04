"""Faults on demand: an API that is down or slow, notifications that get lost, double, or come out wrong."""

import threading
from typing import Annotated, Literal

from pydantic import Field

from shared.json_model import JsonModel

Kind = Literal["down", "slow", "down_after", "lost", "duplicate", "wrong_amount", "bad_signature"]


class Fault(JsonModel):
    """A fault, for `count` uses or until all are removed.

    `down` answers 503, `down_after` does what was asked and then answers 503, `slow` waits `ms`. The others change
    what follows a payment: no notification, three at once, one with another amount, one with a wrong signature.
    """

    kind: Kind
    count: Annotated[int, Field(ge=1, le=100_000)] | None = None
    ms: Annotated[int, Field(ge=0, le=120_000)] = 1000


class Faults:
    """The faults in force, in the order they were asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._active: list[tuple[Fault, int | None]] = []

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._active.append((fault, fault.count))

    def clear(self) -> None:
        with self._lock:
            self._active.clear()

    def state(self) -> list[dict[str, object]]:
        """The faults in force with what is left of their counts."""
        with self._lock:
            return [{**fault.model_dump(mode="json"), "left": left} for fault, left in self._active]

    def take(self, kind: Kind) -> Fault | None:
        """A fault in force of this kind, counting one use of it."""
        with self._lock:
            for place, (fault, left) in enumerate(self._active):
                if fault.kind == kind:
                    if left == 1:
                        del self._active[place]
                    elif left is not None:
                        self._active[place] = (fault, left - 1)
                    return fault
        return None
