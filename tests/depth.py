"""How far tests go that walk through very many cases: `make test` a part of the way, `make thorough` all of it."""

import os
from collections.abc import Sequence

THOROUGH = os.environ.get("THOROUGH") == "1"


def depth(whole: int, part: int) -> int:
    """How many cases to make up."""
    return whole if THOROUGH else part


def sample[T](cases: Sequence[T], every: int) -> list[T]:
    """All cases, or each so-many-th from the first on."""
    return [*cases[:: 1 if THOROUGH else every]]
