"""The check of a brand: colours by their contrast, pictures by what is in them, and what the law still asks for."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from local.brand.checking import check
from local.brand.contrast import contrast, nearest, pairs
from local.brand.pictures import ICONS, write_icons
from shared.brand.model import FILE, Brand

ROOT = Path(__file__).parents[3]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{}</svg>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the brand, to be spoiled."""
    return Path(shutil.copytree(ROOT / "brand", tmp_path / "brand"))


def wrong(folder: Path) -> dict[str, str]:
    """All reasons by their keys."""
    told: dict[str, str] = {}
    for one in check(folder).wrong:
        told[one.key] = f"{told[one.key]}; {one.reason}" if one.key in told else one.reason
    return told


def good() -> Brand:
    brand = check(ROOT / "brand").brand
    assert brand is not None
    return brand


def test_the_brand_of_this_repository_is_good_and_says_what_it_lacks() -> None:
    found = check(ROOT / "brand")
    assert found.wrong == []
    assert {"company.krs", "legal.privacy", "mail.sender"} <= {one.key for one in found.lacking}


def test_a_colour_too_pale_is_told_with_the_figures_and_one_that_does(folder: Path) -> None:
    told = json.loads((folder / FILE).read_text())
    told["colours"]["light"] |= {"action": "#7FB2E5", "onBar": "#123456"}
    (folder / FILE).write_text(json.dumps(told))
    said = wrong(folder)["colours.light.action"]
    assert said.startswith(
        "action #7FB2E5 on ground of what is due #FDECEA has a contrast of 2.0, and text needs 4.5; #"
    )
    told["colours"]["light"]["action"] = said.split("; ")[1].removesuffix(" does")
    (folder / FILE).write_text(json.dumps(told))
    assert "colours.light.action" not in wrong(folder)
    assert wrong(folder).keys() == {"colours.light.onBar"}
    assert "onBar #123456 on bar #0E3147 has a contrast of 1.1" in wrong(folder)["colours.light.onBar"]


def test_contrast_is_that_of_the_recommendation() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast(nearest("#FFDD00", [("#FFFFFF", 4.5)]), "#FFFFFF") >= 4.5


def test_every_colour_of_the_brand_is_compared() -> None:
    compared = {name for pair in pairs(good()) for name in (pair.front, pair.back)}
    told = json.loads((ROOT / "brand" / FILE).read_text())["colours"]["light"]
    assert {name.replace("_", "").lower() for name in compared} >= {name.lower() for name in told}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("\x89PNG\r\n", "is a PNG that is only called .svg"),
        (SVG.format("<script>1</script>"), "holds <script>"),
        (SVG.format('<path onclick="x()"/>'), "holds onclick, which is a script"),
        (SVG.format('<path style="fill:red"/>'), 'holds style="…", which the page\'s security policy drops'),
        (SVG.format('<image href="https://example.com/x.png"/>'), "holds <image>"),
        (SVG.format('<use href="https://example.com/x.svg#a"/>'), "links to something outside the drawing"),
        (SVG.format('<path fill="url(https://example.com/#a)"/>'), "links to something outside the drawing"),
        ("<!DOCTYPE svg>" + SVG.format(""), "has a DOCTYPE"),
        (SVG.format("<path>"), "is no SVG that can be read"),
        ("<html/>", "is no SVG: its outermost element"),
        (SVG.format("").replace(' viewBox="0 0 32 32"', ""), "has no viewBox"),
        (SVG.format("").replace("0 0 32 32", "0 0 64 32"), "is not square: its viewBox is 64 by 32"),
        (SVG.format(f"<desc>{'x' * 20_000}</desc>"), "at most 16,000 do"),
    ],
)
def test_a_picture_that_cannot_stand_in_the_page_is_told(folder: Path, content: str, says: str) -> None:
    (folder / "square.svg").write_bytes(content.encode("latin-1" if content.startswith("\x89") else "utf-8"))
    assert says in wrong(folder)["logo.square"]


def test_missing_files_are_told_by_key(folder: Path) -> None:
    (folder / "logo-dark.svg").unlink()
    (folder / "terms" / "2026-11-01.json").unlink()
    assert wrong(folder) == {
        "logo.dark": "logo-dark.svg is not there: put it beside brand.json",
        "legal.terms": "terms/2026-11-01.json is not there: put it beside brand.json",
    }


def test_terms_that_lack_a_language_are_told(folder: Path) -> None:
    file = folder / "terms" / "2026-11-01.json"
    told = json.loads(file.read_text())
    del told["texts"]["uk"]
    file.write_text(json.dumps(told))
    assert "the texts must be pl, en and uk" in wrong(folder)["legal.terms"]


def test_icons_are_made_from_the_square_form(tmp_path: Path) -> None:
    write_icons(good(), tmp_path)
    for pixels in ICONS:
        content = (tmp_path / f"icon-{pixels}.png").read_bytes()
        assert content.startswith(b"\x89PNG")
        assert int.from_bytes(content[16:20]) == int.from_bytes(content[20:24]) == pixels


@pytest.mark.parametrize(
    ("drawing", "says"),
    [
        ("<text>Prąd</text>", "holds <text>, whose font a page does not have: turn it into paths"),
        ('<path d="M0 0h9v9z"/><a href="#x"/>', "holds <a>"),
        ('<path d="M0 0h9v9z"/><animateMotion/>', "holds <animateMotion>"),
        ('<path d="M0 0h9v9z"/><script xmlns="http://www.w3.org/1999/xhtml">x</script>', "holds <script>"),
        ('<path d="M0 0h9v9z"/><?x ><script>x</script>?>', "holds <?…?>"),
        ("<g/>", "draws nothing"),
    ],
)
def test_a_drawing_holds_shapes_only(folder: Path, drawing: str, says: str) -> None:
    (folder / "logo.svg").write_text(SVG.format(drawing))
    assert says in wrong(folder)["logo.light"]


@pytest.mark.parametrize(
    ("svg", "says"),
    [
        (SVG.replace("0 0 32 32", "0 0 . 5"), "has no viewBox"),
        (SVG.replace("0 0 32 32", "0 0 1.2.3 5"), "has no viewBox"),
        (SVG.replace("0 0 32 32", "0 0 inf 5"), "has no viewBox"),
        (SVG.replace("0 0 32 32", "0 0 640 32"), "is 640 px wide where it is 32 px high; at most 200 px fit"),
        (SVG.replace("<svg ", '<svg aria-label="a>b" '), "has a > in an attribute"),
        ("<!-- <svg > -->" + SVG, "holds <svg 2 times"),
        ('<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><s:path/>{}</s:svg>', "writes a prefix"),
    ],
)
def test_a_drawing_stands_in_html_as_it_is_drawn(folder: Path, svg: str, says: str) -> None:
    (folder / "logo.svg").write_text(svg.format('<path d="M0 0h9v9z"/>'))
    assert says in wrong(folder)["logo.light"]


def test_a_viewbox_may_be_written_with_exponents(folder: Path) -> None:
    (folder / "logo.svg").write_text(SVG.replace("0 0 32 32", "0,0 1e2 1e2").format('<path d="M0 0h9v9z"/>'))
    assert wrong(folder) == {}


def test_a_square_without_a_ground_is_told(folder: Path) -> None:
    (folder / "square.svg").write_text(SVG.format('<path d="M8 8h12v12z"/>'))
    assert "has no ground of its own" in wrong(folder)["logo.square"]


def test_a_day_still_to_come_is_told(folder: Path) -> None:
    told = json.loads((folder / FILE).read_text())
    told["firstDay"] = "2999-01-01"
    (folder / FILE).write_text(json.dumps(told))
    assert ("firstDay", "is 2999-01-01, which is still to come") in check(folder).lacking


def test_a_brand_may_lie_in_a_folder_with_spaces(tmp_path: Path) -> None:
    place = shutil.copytree(ROOT / "brand", tmp_path / "our own brand")
    ask = "asked:;$(info brand=$(MOJBOK_BRAND))$(info files=$(BRAND_FILES))"
    chosen = f"BRAND_CHOSEN={tmp_path / 'chosen'}"
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    made = subprocess.run(
        ["make", "--eval", ask, "-n", "asked", "brand-check", f"BRAND={place}", chosen],
        cwd=ROOT, env=environ, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert f"brand={place}\n" in made.stdout
    assert f"{place}/brand.json".replace(" ", "\\ ") in made.stdout
    assert f'check "{place}" --page' in made.stdout
