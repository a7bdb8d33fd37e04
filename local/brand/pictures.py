"""The SVG files of a brand: fit to stand inside the page, and icons made from the square one."""

import io
import re
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from xml.etree import ElementTree as ET

from PIL import Image

from shared.brand.model import Brand

MOST_BYTES = 16_000
"""The sign comes with the first load, which has a limit."""

ICONS = (180, 192, 512)
"""Pixels: Apple's home screen, and the two that an installed app wants."""

WIDEST = 200
"""Pixels of the sign on a telephone's bar, beside what else stands there."""

LEAST_GROUND = 0.6
"""So much of the square form is filled: an icon stands on grounds that nobody knows."""

_DRAWN = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_FIT = _DRAWN | {
    "svg", "g", "defs", "use", "symbol", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern",
    "title", "desc", "filter", "feGaussianBlur", "feOffset", "feBlend", "feColorMatrix", "feComposite", "feFlood",
    "feMerge", "feMergeNode", "feDropShadow",
}  # fmt: skip

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_FOREIGN = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)
_KNOWN = {b"\x89PNG": "a PNG", b"\xff\xd8\xff": "a JPEG", b"GIF8": "a GIF", b"%PDF": "a PDF", b"RIFF": "a WebP"}


def faults(brand: Brand) -> Iterator[tuple[str, str]]:
    """Key and reason of each picture that cannot be shown."""
    for key in ("light", "dark", "square"):
        name = getattr(brand.logo, key)
        found = list(_faults_of(brand.folder / name, square=key == "square"))
        if key == "square" and not found:
            found = list(_faults_of_ground(brand))
        yield from ((f"logo.{key}", f"{name} {reason}") for reason in found)


def _faults_of_ground(brand: Brand) -> Iterator[str]:
    """What cannot be drawn, or leaves most of the square to whatever lies below."""
    try:
        with Image.open(io.BytesIO(icon(brand, 48))) as drawn:
            alpha = drawn.convert("RGBA").getchannel("A").histogram()
    except RuntimeError as error:
        yield f"cannot be drawn: {error}"
        return
    if sum(value * count for value, count in enumerate(alpha)) < LEAST_GROUND * 255 * 48 * 48:
        yield "has no ground of its own: draw a square of your colour behind the sign, or it cannot be seen everywhere"


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
    yield from _faults_inline(content)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        yield "has a DOCTYPE, which a drawing inside a page cannot have: save it as plain SVG"
        return
    try:
        root = ET.fromstring(content.decode("utf-8-sig"))  # noqa: S314 - no entities, checked above
    except (ET.ParseError, UnicodeDecodeError) as error:
        yield f"is no SVG that can be read: {error}"
        return
    yield from _faults_inside(root, square=square)


def _faults_inline(content: bytes) -> Iterator[str]:
    """What HTML reads otherwise than XML: the drawing stands inside the page."""
    if re.search(rb"<\?(?!xml\s)", content):
        yield "holds <?…?>, which a drawing inside a page cannot have: save it as plain SVG"
    if (times := len(re.findall(rb"<svg[\s/>]", content))) > 1:
        yield f"holds <svg {times} times, be it in a comment: save it as plain SVG"
    elif not times and b":svg" in content:
        yield "writes a prefix before each element, which a page does not know: save it as plain SVG"


def _faults_inside(root: ET.Element, *, square: bool) -> Iterator[str]:
    box = _numbers(root.get("viewBox", ""))
    if root.tag != f"{_SVG}svg":
        yield 'is no SVG: its outermost element must be <svg xmlns="http://www.w3.org/2000/svg">'
    elif len(box) != 4 or box[2] <= 0 or box[3] <= 0:
        yield 'has no viewBox: write one, as viewBox="0 0 32 32"'
    elif square and box[2] != box[3]:
        yield f"is not square: its viewBox is {box[2]:g} by {box[3]:g}"
    elif (wide := 32 * box[2] / box[3]) > WIDEST:
        yield f"is {wide:.0f} px wide where it is 32 px high; at most {WIDEST} px fit on a telephone"
    if any(">" in value for value in root.attrib.values()):
        yield "has a > in an attribute of <svg>: delete it"
    told: set[str] = set()
    for element in root.iter():
        told |= {*_unfit(element)}
    yield from sorted(told)
    if not any(_name(element) in _DRAWN for element in root.iter()):
        yield "draws nothing: it has no path and no other shape"


def _numbers(text: str) -> list[float]:
    try:
        numbers = [float(part) for part in re.split(r"[\s,]+", text.strip())]
    except ValueError:
        return []
    return numbers if all(map(isfinite, numbers)) else []


def _name(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _unfit(element: ET.Element) -> Iterator[str]:
    name = _name(element)
    if name in {"text", "tspan"}:
        yield "holds <text>, whose font a page does not have: turn it into paths"
    elif name not in _FIT:
        yield f"holds <{name}>: use plain shapes with attributes such as fill, and save it as plain SVG"
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
