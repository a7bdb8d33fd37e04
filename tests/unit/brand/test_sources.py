"""Nothing of the first company stands in the code: its brand is the only place that knows it."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from shared.brand.model import FILE

ROOT = Path(__file__).parents[3]
OWN = json.loads((ROOT / "brand" / FILE).read_text("utf-8"))
LOOKED_AT = ("functions", "shared", "static_web/src", "static_web/build", "static_web/index.html")
TEXTS = {".py", ".ts", ".tsx", ".css", ".html", ".txt", ".json", ".typ", ".svg"}
# The product's own spelling in what nobody reads; a portal's name is never written so.
PRODUCT = re.compile(r"MOJBOK_\w*|\bmojbok-office[\w-]*|__Host-mojbok[\w-]*|mojbok(_key)?\b(?!-)")


def told_of_the_company() -> dict[str, re.Pattern[str]]:
    """What only the first company's customers may meet, each as it may be spelt."""
    colours = {OWN["colours"][scheme][key] for scheme in ("light", "dark") for key in ("bar", "accent", "action")}
    words = {
        "name": OWN["name"],
        "company": OWN["payee"]["name"].split()[0],
        "link": OWN["oldPortal"]["url"].split("/")[2],
        **{f"colour {one}": one for one in sorted(colours)},
        **{f"mailbox {one}": one for one in (OWN["contact"]["emailIndividual"], OWN["contact"]["emailBusiness"])},
    }
    patterns = {key: re.compile(re.escape(word), re.IGNORECASE) for key, word in words.items()}
    digits = re.sub(r"\D", "", OWN["contact"]["phone"])[2:]
    patterns["telephone"] = re.compile(r"[\s\u00a0-]?".join(digits))
    year, month, day = OWN["firstDay"].split("-")
    patterns["first day"] = re.compile(
        rf"{year}-{month}-{day}|0?{int(day)}\.{month}\.{year}|\b1 (września|September|вересня) {year}"
    )
    return patterns


def sources() -> Iterator[Path]:
    for place in LOOKED_AT:
        found = ROOT / place
        for file in [found] if found.is_file() else sorted(found.rglob("*")):
            if file.suffix in TEXTS and not re.search(r"\.test\.tsx?$|schema\.d\.ts$|__pycache__|/testing/", str(file)):
                yield file


@cache
def texts() -> dict[str, str]:
    """What each source says, but for the product's own spelling."""
    return {str(file.relative_to(ROOT)): PRODUCT.sub("", file.read_text("utf-8")) for file in sources()}


@pytest.mark.parametrize("what", told_of_the_company())
def test_no_source_knows_the_first_company(what: str) -> None:
    pattern = told_of_the_company()[what]
    found = [f"{file}: {match[0]}" for file, text in texts().items() for match in pattern.finditer(text)]
    assert found == []


def test_the_scan_finds_what_it_looks_for() -> None:
    text = (ROOT / "brand" / FILE).read_text("utf-8")
    for pattern in told_of_the_company().values():
        assert pattern.search(text)
    assert len(list(sources())) > 500
