"""Files as customers send them, made on the spot."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from PIL import Image

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 128 if mode in {"L", "I;16"} else "teal").save(out, kind, **options)
    return out.getvalue()


def a_pdf(change: Callable[[pikepdf.Pdf], None] | None = None, **options: Any) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    if change is not None:
        change(document)
    out = io.BytesIO()
    document.save(out, **options)
    return out.getvalue()
