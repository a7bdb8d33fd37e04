"""Whose portal this is: everything that makes it one company's, from the folder `brand/` (ADR 40)."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from shared.settings import brand_folder

if TYPE_CHECKING:
    from shared.brand.model import Brand

ROOT = Path(__file__).parents[2]


@cache
def brand() -> "Brand":
    """The brand of this process, read at the first call. Raises BrandError, which names every fault of the file."""
    from shared.brand.reading import read

    return read(folder())


def folder() -> Path:
    """Where the brand's files are; a path that is not absolute begins at the application."""
    return ROOT / brand_folder()
