"""The SVG files of a brand: fit to stand inside the page, and icons made from the square one."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from shared.brand.model import Brand

MOST_BYTES = 16_000
"""The sign comes with the first load, which has a limit."""

ICONS = (180, 192, 512)
"""Pixels: Apple's home screen, and the two that an installed app wants."""

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_FOREIGN = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)
_KNOWN = {b"\x89PNG": "a PNG", b"\xff\xd8\xff": "a JPEG", b"GIF8": "a GIF", b"%PDF": "a PDF", b"RIFF": "a WebP"}


def faults(brand: Brand) -> Iterator[tuple[str, str]]:
    """Key and reason of each picture that cannot be shown."""
    for key in ("light", "dark", "square"):
        name = getattr(brand.logo, key)
        for reason in _faults_of(brand.folder / name, square=key == "square"):
            yield f"logo.{key}", f"{name} {reason}"


def _faults_of(file: Path, *, square: bool) -> Iterator[str]:
    try:
        content = file.read_bytes()
    except OSError:
        yield "is not there: put it beside brand.json"
        return
    if kind := next((kind for begin, kind in _KNOWN.items() if content.startswith(begin)), None):
        yield f"is {kind} that is only called .svg: export the drawing itself as SVG"
        return
    if len(content) > MOST_BYTES:
        yield f"has {len(content):,} bytes; at most {MOST_BYTES:,} do: save it as plain or optimised SVG"
        return
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        yield "has a DOCTYPE, which a drawing inside a page cannot have: save it as plain SVG"
        return
    try:
        root = ET.fromstring(content.decode("utf-8-sig"))  # noqa: S314 - no entities, checked above
    except (ET.ParseError, UnicodeDecodeError) as error:
        yield f"is no SVG that can be read: {error}"
        return
    yield from _faults_inside(root, square=square)


def _faults_inside(root: ET.Element, *, square: bool) -> Iterator[str]:
    box = [float(part) for part in re.findall(r"-?[0-9.]+", root.get("viewBox", ""))]
    if root.tag != f"{_SVG}svg":
        yield 'is no SVG: its outermost element must be <svg xmlns="http://www.w3.org/2000/svg">'
    elif len(box) != 4 or box[2] <= 0 or box[3] <= 0:
        yield 'has no viewBox: write one, as viewBox="0 0 32 32"'
    elif square and box[2] != box[3]:
        yield f"is not square: its viewBox is {box[2]:g} by {box[3]:g}"
    told: set[str] = set()
    for element in root.iter():
        told |= {*_unfit(element)}
    yield from sorted(told)


def _unfit(element: ET.Element) -> Iterator[str]:
    name = str(element.tag).removeprefix(_SVG)
    if name in {"script", "foreignObject", "style", "image", "iframe", "animate", "set"}:
        yield f"holds <{name}>: use plain shapes with attributes such as fill"
    for attribute, value in element.attrib.items():
        if attribute == "style":
            yield 'holds style="…", which the page\'s security policy drops: use attributes such as fill'
        elif attribute.lower().startswith("on"):
            yield f"holds {attribute}, which is a script"
        elif (attribute in {"href", _HREF} and not value.startswith("#")) or _FOREIGN.search(value):
            yield "links to something outside the drawing"


def icon(brand: Brand, pixels: int) -> bytes:
    """The square form as a PNG of that width."""
    from typst import Compiler

    source = (
        "#set page(width: 72pt, height: 72pt, margin: 0pt, fill: none)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 72pt, height: 72pt)'
    )
    made = Compiler(source.encode()).compile(
        format="png", ppi=float(pixels), sys_inputs={"svg": brand.text(brand.logo.square)}
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single picture")
    return made


def write_icons(brand: Brand, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for pixels in ICONS:
        (target / f"icon-{pixels}.png").write_bytes(icon(brand, pixels))
