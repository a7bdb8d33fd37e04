"""The page of `make brand-check`, made by the command as a stranger runs it."""

import html
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from local.brand.contrast import GROUNDS
from local.brand.page import sheet
from shared.brand.model import FILE
from shared.brand.reading import read
from tests.unit.brand.test_sources import told_of_the_company

ROOT = Path(__file__).parents[3]
RETAILER = ROOT / "tests" / "retailer"


def checked(folder: Path, page: Path) -> tuple[int, str]:
    command = [sys.executable, "-m", "local.brand", "check", str(folder), "--page", str(page)]
    said = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert said.stderr == ""
    return said.returncode, said.stdout


def test_a_good_brand_is_shown_whole_and_nothing_of_the_first(tmp_path: Path) -> None:
    page = tmp_path / "made" / "index.html"
    status, said = checked(RETAILER, page)
    assert (status, "nothing is wrong with the brand of Prądownia" in said) == (0, True)
    shown = html.unescape(page.read_text("utf-8"))
    own = json.loads((RETAILER / FILE).read_text("utf-8"))
    for one in (
        own["contact"]["phone"],
        "7:30–15:30",
        own["company"]["krs"],
        own["payee"]["bank"],
        "Aktywuj konto w Prąd",
    ):
        assert one in shown
    assert len(re.findall(r"<iframe", shown)) == 4
    assert len(re.findall(r'src="data:image/png', shown)) == 7
    bare = re.sub(r"data:image/png;base64,[A-Za-z0-9+/=]+", "", shown)
    assert [what for what, pattern in told_of_the_company().items() if pattern.search(bare)] == []


def test_what_is_wrong_ends_the_command_and_stands_on_the_page(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(RETAILER, tmp_path / "brand"))
    told = json.loads((folder / FILE).read_text("utf-8"))
    told["colours"]["light"]["action"] = "#E0B0FF"
    (folder / FILE).write_text(json.dumps(told))
    (folder / "icon.svg").write_bytes(b"\x89PNG")
    status, said = checked(folder, tmp_path / "index.html")
    assert status == 1
    assert "wrong  colours.light.action: action #E0B0FF on" in said
    assert "wrong  logo.square: icon.svg is a PNG that is only called .svg" in said
    assert "Icon and statement are shown once the pictures are mended." in (tmp_path / "index.html").read_text("utf-8")


def test_a_file_that_cannot_be_read_has_no_page(tmp_path: Path) -> None:
    status, said = checked(tmp_path, tmp_path / "index.html")
    assert (status, "there is no such file" in said) == (1, True)
    assert not (tmp_path / "index.html").exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_grounds_of_the_check_are_those_of_the_web_app(scheme: str) -> None:
    css = sheet(read(ROOT / "brand"), scheme)
    assert not re.search(r"brand\(\w", css)
    assert "prefers-color-scheme" not in css
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-fA-F]{6});", css))
    names = {"ground of what is due": "due-ground", "ground of what is paid": "over-ground"}
    for name, colour in GROUNDS[scheme].items():
        assert tokens[names.get(name, name)].upper() == colour
