"""Reads codes back as a phone does, with ZXing, from what has been drawn."""

import io
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
import zxingcpp
from PIL import Image


def in_picture(png: bytes) -> list[str]:
    """The texts of the QR codes in a picture; among their modules a scanner of all kinds sees bars of other codes."""
    with Image.open(io.BytesIO(png)) as picture:
        codes = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
        return [code.text for code in codes]


def in_drawing(svg: bytes) -> str:
    """The text of the one QR code in an SVG, rendered first."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "code.svg").write_bytes(svg)
        page = Path(folder) / "page.typ"
        page.write_text('#set page(width: auto, height: auto, margin: 0pt)\n#image("code.svg", width: 200pt)')
        png = typst.compile(page, format="png", ppi=144)
    assert isinstance(png, bytes)
    [text] = in_picture(png)
    return text
