"""Every sign in, a PDF out: an archival PDF may hold no sign its font has not."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from functions.billing.exports.statement_pdf import _set
from shared.rendering.glyphs import showable
from shared.rendering.plain_text import printable

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
anything = st.text(st.characters(), max_size=60)


def a_page(text: str) -> dict[str, Any]:
    return {
        "lang": "pl",
        "title": "Zestawienie",
        "period": "1 – 2",
        "customer": {"name": text, "number": text},
        "made": "made",
        "page": "strona",
        "empty": "",
        "headings": ["a", "b", "c", "d", "e"],
        "opening": ["a", "b", "", "", "0,00"],
        "rows": [["a", "b", text, "", "", "0,00"]],
        "closing": ["a", "b", "0", "0", "0,00"],
        "proof": {"good": None, "says": "says"},
    }


@settings(max_examples=25, deadline=None)
@given(text=anything)
@example(text="✓ 😀 \ufffd გამარჯობა مرحبا שלום 中文 ą")
@example(text="\ud800 \udfff \ue000 \ufffe \x00 \x07 \u200d \u0301 e\u0301 \U000e0001")
def test_any_text_is_set(text: str) -> None:
    page = a_page(showable(text))
    json.dumps(page, ensure_ascii=False).encode()
    assert _set(page, NOW).startswith(b"%PDF-")


def test_what_the_font_has_stays_and_the_rest_is_seen() -> None:
    assert showable("Zażółć gęślą jaźń – 1 234,56 zł") == "Zażółć gęślą jaźń – 1 234,56 zł"
    assert showable("e\u0301") == "é"
    assert showable("中") == "?"
    assert showable("①Ⅳ") in {"1IV", "1Ⅳ"}


@given(text=anything)
def test_spreadsheets_carry_any_text(text: str) -> None:
    from xml.etree import ElementTree as ET

    shown = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    ET.fromstring(f"<t>{shown}</t>")  # noqa: S314
    shown.encode()


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_blank_stays_blank(text: str) -> None:
    assert showable(text).strip() == ""
