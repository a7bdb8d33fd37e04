"""The documents name tests that exist, and the table of `docs/security.md` leaves no row empty."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMING_TESTS = ("security.md", "requirements.md", "web-app.md")


def defined() -> set[str]:
    files = (ROOT / "tests").rglob("test_*.py")
    return {name for file in files for name in re.findall(r"def (test_\w+)", file.read_text("utf-8"))}


@pytest.mark.parametrize("document", NAMING_TESTS)
def test_every_named_test_exists(document: str) -> None:
    named = set(re.findall(r"\b(test_\w+)\b(?!\.py)", (ROOT / "docs" / document).read_text("utf-8")))
    assert named - defined() == set()


@pytest.mark.parametrize("document", NAMING_TESTS)
def test_every_named_file_exists(document: str) -> None:
    text = (ROOT / "docs" / document).read_text("utf-8")
    missing = [path for path in re.findall(r"\btests/[\w./-]+\.py\b", text) if not (ROOT / path).is_file()]
    assert missing == []
    files = {file.name for file in (ROOT / "tests").rglob("test_*.py")}
    assert set(re.findall(r"\b(test_\w+\.py)\b", text)) - files == set()


def test_no_row_is_empty_or_missing() -> None:
    rows = {
        int(cells[1]): cells
        for line in TABLE.splitlines()
        if (cells := line.split("|"))[1:2] != [] and cells[1].strip().isdigit()
    }
    assert sorted(rows) == list(range(1, 56))
    assert not [number for number, cells in rows.items() if not all(cell.strip() for cell in cells[1:5])]
    without = [number for number, cells in rows.items() if cells[4].strip() == "–" and "ot yet" not in cells[3]]
    assert without == []
