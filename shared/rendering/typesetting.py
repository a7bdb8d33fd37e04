"""PDFs set by typst: tagged (PDF/UA-1) and archival (PDF/A-2a).

One at a time is set, in a thread of its own, so that memory cannot add up. Text reaches a template as JSON strings in
`sys.inputs.data`, never as markup, with the letterhead as `brand` in it; it has to be `showable`
(shared/rendering/glyphs.py). The template's root is its own folder.
"""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shared.brand import brand
from shared.monitoring.logs import log
from shared.problems import Problem
from shared.rendering.glyphs import fonts_folder

if TYPE_CHECKING:
    from typst import Fonts


async def set_pdf(template: Path, data: dict[str, Any], moment: datetime, *, seconds: float = 30) -> bytes:
    """The PDF of that moment. Raises Problem `pdf_unavailable` where it takes too long."""
    try:
        async with asyncio.timeout(seconds):
            return await asyncio.get_running_loop().run_in_executor(_one_at_a_time(), typeset, template, data, moment)
    except TimeoutError:
        log.warning("typesetting takes too long", extra={"template": template.stem})
        raise Problem("pdf_unavailable", headers={"Retry-After": "60"}) from None


def typeset(template: Path, data: dict[str, Any], moment: datetime) -> bytes:
    """The same with the caller waiting. The same input gives the same bytes."""
    from typst import Compiler

    compiler = Compiler(template, root=template.parent, font_paths=fonts())
    content = compiler.compile(
        format="pdf",
        sys_inputs=inputs(data),
        pdf_standards=["a-2a", "ua-1"],
        timestamp=moment.replace(microsecond=0),
    )
    if not isinstance(content, bytes):
        raise TypeError("typst gave no single PDF")
    return content


def inputs(data: dict[str, Any]) -> dict[str, str]:
    """What a template is given."""
    return {"data": json.dumps(data | {"brand": letterhead()}, ensure_ascii=False)}


def letterhead() -> dict[str, str]:
    """What every template finds as `brand`: the company's name, sign and colour."""
    own = brand()
    colours = own.colours.light
    return {"name": own.name, "bar": colours.bar, "soft": colours.action_soft, "sign": own.text(own.logo.square)}


@cache
def _one_at_a_time() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "typesetting")


@cache
def fonts() -> "Fonts":
    from typst import Fonts

    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts_folder()])
