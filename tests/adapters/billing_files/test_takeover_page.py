"""What `docs/takeover.md` tells a retailer to type, typed in its order in a folder of its own."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.adapters.billing_files.files import MAPPING, write_export

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs/takeover.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines()]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_export(tmp_path / "export")
    (tmp_path / "export/mapping.toml").unlink()
    shutil.copytree(ROOT / "brand", tmp_path / "brand")
    return tmp_path


def test_every_command_of_the_page_works_in_its_order(place: Path) -> None:
    python, environ = f'"{sys.executable}"', {**os.environ, "PYTHONPATH": str(ROOT)}
    said = []
    for command in COMMANDS:
        ours = re.sub(r"^python ", f"{python} ", command).replace("make ", f'make -C "{ROOT}" ')
        ours = ours.replace("BRAND=ours", f"BRAND={place / 'ours'}")
        done = subprocess.run(["bash", "-c", ours], cwd=place, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        said.append(done.stdout)
        if " draft " in command:
            drafted = (place / "mapping.toml").read_text("utf-8")
            assert "[files.customers]" in drafted
            (place / "mapping.toml").write_text(MAPPING, "utf-8")
    assert any("Wszystko w porządku." in one for one in said)
    assert any("przyjęto: 9 zmian, 0 wycofanych" in one for one in said)
    assert said[-1].startswith("przyjęto: 0 zmian")
    assert (place / "report.html").exists()


def test_each_refusal_in_the_table_is_one_the_adapter_makes() -> None:
    sources = "".join(file.read_text("utf-8") for file in (ROOT / "adapters/billing_files").rglob("*.py"))
    table = PAGE.split("The usual ones:")[1].split("##")[0]
    refusals = re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)[1:]
    assert len(refusals) == 7
    for said in refusals:
        for part in said.split("„…”"):
            assert part.strip().removeprefix("klienta ") in sources, said
