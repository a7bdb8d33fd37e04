"""The command line of the billing system."""

from datetime import date
from pathlib import Path

import pytest

from local.billing_system.__main__ import main
from local.billing_system.testing import running_billing


def test_no_world_is_made_before_its_data_begins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "--data", str(tmp_path), "--today", "2024-08-31"])
    assert "2024-09-01" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_world_of_a_few_months_has_a_short_history(tmp_path: Path) -> None:
    with running_billing(tmp_path, customers=100, demo=False, pdfs="none", today=date(2024, 11, 30)) as running:
        pages = [running.system.changes(0, 2000)]
        while not pages[-1].complete:
            pages.append(running.system.changes(pages[-1].next, 2000))
    assert 600 < sum(len(page.changes) for page in pages) < 1500
