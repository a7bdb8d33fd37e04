"""The table of settings says what the code reads."""

from pathlib import Path

from local.settings_table import table

ROOT = Path(__file__).parents[2]


def test_the_table_is_that_of_the_code() -> None:
    assert (ROOT / "docs" / "settings.md").read_text("utf-8") == table(), "run `make settings`"


def test_no_value_of_a_secret_is_in_it() -> None:
    rows = [line for line in table().splitlines() if "| secret |" in line]
    assert len(rows) >= 8
    assert all(row.endswith(("| must be given |", "| none |")) for row in rows)
