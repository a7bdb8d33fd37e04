"""Every text a person reads, by language, gathered from the catalogues of the web app and of the server."""

import ast
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, get_args

from shared.locale import Locale

ROOT = Path(__file__).resolve().parents[2]
LOCALES: tuple[Locale, ...] = get_args(Locale)
_SERVER = ("shared", "functions", "brand")
_OFFICE = ("static_web/src/screens/office/words.ts", "static_web/src/screens/office/order-words.ts")


class Text(NamedTuple):
    locale: Locale
    file: str
    said: str


def texts() -> Iterator[Text]:
    """Yield the texts of all catalogues."""
    yield from _web_texts()
    for folder in _SERVER:
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield from _python_texts(file)
        for file in sorted((ROOT / folder).rglob("*.json")):
            yield from _json_texts(json.loads(file.read_text("utf-8")), str(file.relative_to(ROOT)))


def _web_texts() -> Iterator[Text]:
    by_file: dict[str, Locale] = dict.fromkeys(_OFFICE, "pl")
    for locale in LOCALES:
        for file in sorted((ROOT / "static_web/src").rglob(f"{locale}.ts")):
            by_file[str(file.relative_to(ROOT))] = locale
    found = subprocess.run(
        ["node", "tests/spelling/web_texts.mjs", *by_file], cwd=ROOT, capture_output=True, check=True, text=True
    )
    for file, said in json.loads(found.stdout).items():
        for one in said:
            yield Text(by_file[file], file, one)


def _python_texts(file: Path) -> Iterator[Text]:
    """The strings beneath the keys of a dictionary by language."""
    source = file.read_text("utf-8")
    if '"pl":' not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Dict):
            continue
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value in LOCALES:
                names: set[ast.expr | None] = set()
                for inner in ast.walk(value):
                    if isinstance(inner, ast.Dict):
                        names |= {*inner.keys}
                    if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and inner not in names:
                        yield Text(key.value, str(file.relative_to(ROOT)), inner.value)


def _json_texts(node: Any, file: str, locale: Locale | None = None) -> Iterator[Text]:
    if isinstance(node, str):
        if locale:
            yield Text(locale, file, node)
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _json_texts(value, file, key if key in LOCALES else locale)
    elif isinstance(node, list):
        for value in node:
            yield from _json_texts(value, file, locale)
