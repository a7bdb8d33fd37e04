"""Replies to begin with: the catalogue `data/reply_templates.json`, in Polish. The page fills the variables."""

import re
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from functions.staff.models import ReplyTemplate

VARIABLES = frozenset({"klient", "numer", "temat", "termin", "konsultant"})
"""The customer's name, the ticket's number and subject, the last day of the answer, the clerk's first name."""


@cache
def templates() -> list[ReplyTemplate]:
    """All templates; raises ValueError for one that uses a variable nobody fills."""
    content = Path(__file__).with_name("data").joinpath("reply_templates.json").read_bytes()
    found = TypeAdapter(list[ReplyTemplate]).validate_json(content)
    for template in found:
        unknown = {*re.findall(r"\{(\w+)\}", template.text)} - VARIABLES
        if unknown:
            raise ValueError(f"{template.key} uses {sorted(unknown)}")
    return found
