"""Which signs the font of our PDFs can show; an archival PDF may hold no other."""

import unicodedata
from functools import cache
from importlib import resources
from pathlib import Path

REPLACEMENT = "?"


def showable(text: str) -> str:
    """The text with every sign the font has, others by their plain form where it has one, else as `?`."""
    return "".join(_showable(sign) for sign in unicodedata.normalize("NFC", text))


def fonts_folder() -> Path:
    return Path(str(resources.files("font_manrope"))) / "files"


def _showable(sign: str) -> str:
    if ord(sign) in _signs():
        return sign
    if sign.isspace():
        return " "
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        # A mark or a joiner without its base shows nothing by itself.
        return ""
    plain = "".join(one for one in unicodedata.normalize("NFKD", sign) if ord(one) in _signs())
    return plain or REPLACEMENT


@cache
def _signs() -> frozenset[int]:
    """What all weights of the font have, without controls, private and format signs."""
    from fontTools.ttLib import TTFont

    signs: set[int] | None = None
    for file in sorted(fonts_folder().rglob("*.[ot]tf")):
        with TTFont(file, lazy=True) as font:
            cmap = set(font.getBestCmap())
        signs = cmap if signs is None else signs & cmap
    return frozenset(one for one in signs or () if unicodedata.category(chr(one)) not in {"Cc", "Cf", "Co", "Cs", "Cn"})
