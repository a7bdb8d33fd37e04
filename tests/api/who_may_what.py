"""The table of who may do what (who_may_what.txt), which has a row for every operation."""

from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("who_may_what.txt")


@cache
def who_may_what() -> dict[tuple[str, str], str]:
    """The letters of each operation, one a column."""
    found = [line.split() for line in TABLE.read_text("utf-8").splitlines() if line and line[0] != "#"]
    return {(method.lower(), path): letters for method, path, letters in found}
