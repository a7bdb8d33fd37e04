"""The page of `make brand-check`: everything of a brand as customers will see it, by day and in the dark scheme."""

import base64
import json
import os
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from local.brand import contrast, pictures
from local.brand.checking import Check
from local.stack.environment import ROOT
from shared.brand.model import Brand

STYLES = ROOT / "static_web" / "src" / "styles"
SHEETS = ("tokens", "base", "frame", "controls", "notices", "surfaces")
_DARK = re.compile(r"@media (?:screen and )?\(prefers-color-scheme: dark\) \{")
_COLOUR = re.compile(r"brand\((\w+)\)")


def write_page(found: Check, page: Path) -> None:
    """Write it; the process must have that brand chosen (`MOJBOK_BRAND`)."""
    brand = found.brand
    if brand is None:
        raise ValueError("there is no brand to show")
    shown = not any(one.key.startswith("logo.") for one in found.wrong)
    for name, value in json.loads((ROOT / "local.settings.json").read_text("utf-8"))["Values"].items():
        os.environ.setdefault(name, value)
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
    )
    sign_in = templates.get_template("sign-in.html")
    schemes = [
        {
            "name": scheme,
            "sign_in": sign_in.render(
                brand=brand,
                style=Markup(sheet(brand, scheme)),  # noqa: S704 - our own sheets
                sign=_inline(brand, brand.logo.light if scheme == "light" else brand.logo.dark) if shown else "",
            ),
            "mail": _scheme(_mail(), scheme),
        }
        for scheme in ("light", "dark")
    ]
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(
        templates.get_template("page.html").render(
            brand=brand,
            wrong=found.wrong,
            lacking=found.lacking,
            schemes=schemes,
            statement=_data(_statement()) if shown else "",
            icon=_data(pictures.icon(brand, 512)) if shown else "",
            pairs=list(contrast.pairs(brand)),
        ),
        "utf-8",
    )


def sheet(brand: Brand, scheme: str) -> str:
    """The web app's own style sheets, as they are in one scheme."""
    css = "\n".join((STYLES / f"{name}.css").read_text("utf-8") for name in SHEETS)
    colours = (brand.colours.light if scheme == "light" else brand.colours.dark).model_dump(by_alias=True)
    return _COLOUR.sub(lambda match: str(colours[match[1]]), _scheme(css, scheme))


def _scheme(text: str, scheme: str) -> str:
    """What stands under the dark scheme's condition, always or never."""
    kept, at = "", 0
    for match in _DARK.finditer(text):
        end, depth = match.end(), 1
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        kept += text[at : match.start()] + (text[match.end() : end - 1] if scheme == "dark" else "")
        at = end
    return kept + text[at:]


def _inline(brand: Brand, file: str) -> Markup:
    svg = re.sub(r"^.*?(?=<svg)", "", brand.text(file), flags=re.DOTALL)
    head = re.sub(r'\s(width|height)="[^"]*"', "", svg[: svg.index(">")]).replace("<svg", '<svg height="32"')
    return Markup(head + svg[svg.index(">") :])  # noqa: S704 - looked through by pictures.faults


def _mail() -> str:
    from shared.mail.letter import write_letter

    link = "https://portal.example.com/aktywacja#przyklad"
    return write_letter("activation", "pl", link=link, until="22.11.2026, 6:00").html.replace(
        "[[mail-number]]", "7K4M-2Q9T-X3BD"
    )


def _statement() -> bytes:
    """A statement's only page as a picture."""
    from typst import Compiler

    from functions.billing.exports import statement_pdf
    from functions.billing.exports.models import Statement, StatementEntry
    from shared.rendering.typesetting import fonts, inputs

    entry: dict[str, Any] = {"method": None, "taken_back": None, "charge": 0, "payment": 0}
    number, other = "FE/1/10/2026", "FE/1/11/2026"
    lines = [
        {
            "on": date(2026, 10, 12),
            "id": "1",
            "kind": "invoice",
            "text": number,
            "charge": 20822,
            "balance": 20822,
        },
        {
            "on": date(2026, 10, 20),
            "id": "2",
            "kind": "payment",
            "text": number,
            "payment": 20822,
            "balance": 0,
        },
        {
            "on": date(2026, 11, 12),
            "id": "3",
            "kind": "invoice",
            "text": other,
            "charge": 7436,
            "balance": 7436,
        },
    ]
    moment = datetime(2026, 11, 22, 5, tzinfo=UTC)
    statement = Statement(
        display_name="Anna Przykładowa",
        customer_number="60418273",
        first_on=date(2026, 10, 1),
        last_on=date(2026, 11, 22),
        opening=0,
        entries=[StatementEntry.model_validate(entry | line) for line in lines],
        charged=28258,
        paid=20822,
        closing=7436,
        current=7436,
        billing_balance=7436,
        as_of=moment,
        proves_balance=True,
    )
    template = statement_pdf.TEMPLATE
    compiler = Compiler(template, root=template.parent, font_paths=fonts())
    given = inputs(statement_pdf.printed(statement, "pl", moment))
    made = compiler.compile(format="png", ppi=110, sys_inputs=given, timestamp=moment)
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single picture")
    return made


def _data(content: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"
