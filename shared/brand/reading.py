"""Reading `brand.json`: every fault named by key and reason, with what to write instead."""

import json
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from shared.brand.model import FILE, Brand

_COMMENT = re.compile(r"^\s*(//|/\*|#)")


class BrandError(Exception):
    """The brand does not fit; `faults` are pairs of key and reason, the message tells all of them."""

    def __init__(self, file: Path, faults: list[tuple[str, str]]) -> None:
        self.file, self.faults = file, faults
        lines = [f"  {key}: {reason}" if key else f"  {reason}" for key, reason in faults]
        super().__init__(f"{file} does not fit:\n" + "\n".join(lines))


def read(folder: Path) -> Brand:
    """The brand of a folder. Raises BrandError."""
    file = folder / FILE
    given = _object(file)
    try:
        return Brand.model_validate(given).found_in(folder)
    except ValidationError as error:
        raise BrandError(file, list(_faults(error))) from None


def _object(file: Path) -> dict[str, Any]:
    """The file as JSON; a byte order mark and Windows' line ends do no harm."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise BrandError(file, [("", f"there is no such file: a brand is a folder with {FILE} in it")]) from None
    except NotADirectoryError:
        raise BrandError(file, [("", f"name the folder that holds {FILE}, not a file")]) from None
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise BrandError(file, [("", f"line {line}: is not UTF-8: save the file with the encoding UTF-8")]) from None
    try:
        given = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise BrandError(file, [("", _syntax(text, error))]) from None
    except RecursionError:
        raise BrandError(file, [("", "has brackets in brackets without end: this is no brand")]) from None
    except _Twice as error:
        raise BrandError(file, [(str(error), "stands there twice: delete one")]) from None
    if not isinstance(given, dict):
        raise BrandError(file, [("", "must be one object: { at the beginning, } at the end")])
    return given


class _Twice(Exception):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise _Twice(key)
    return dict(pairs)


def _syntax(text: str, error: json.JSONDecodeError) -> str:
    """Where the file is no JSON, and what it likely is."""
    lines = text.split("\n") or [""]
    line = lines[min(error.lineno, len(lines)) - 1]
    before = text[: error.pos].rstrip()
    where = f"line {error.lineno}, column {error.colno}: "
    if _COMMENT.match(line) or _COMMENT.match(text[error.pos :].lstrip(",")):
        return where + "JSON has no comments: delete it"
    if re.search("[\u201e\u201c\u201d\u2018\u2019\u201a]", line[max(0, error.colno - 2) : error.colno + 1]):
        return where + 'write straight quotation marks, " and not \u201e or \u201d'
    if "trailing comma" in error.msg or before.endswith(","):
        return where + "a comma with nothing behind it: delete it, or write what was to follow"
    if "',' delimiter" in error.msg:
        return where + "a comma is missing in front of it"
    if error.msg.startswith("Invalid control character"):
        return where + 'a text ends in its own line: close it with ", and write \\n for a new line'
    if not text.strip():
        return "is empty"
    if re.match("(True|False|None)", text[error.pos :]):
        return where + "write true, false or null, in small letters"
    return where + f"this is no JSON ({error.msg})"


_DAY = 'is no day: write year, month and day, as "2023-04-01"'
_REASONS = {
    "string_too_long": "is longer than {max_length} characters",
    "string_too_short": "is too short: write at least {min_length} characters",
    "string_pattern_mismatch": "holds a sign that cannot stand here: {{ }} < >",
    "string_type": "must be a text in quotation marks",
    "bool_type": "must be true or false, without quotation marks",
    "bool_parsing": "must be true or false, without quotation marks",
    "model_type": "must be an object with keys of its own, in {{ }}",
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
}


def _faults(error: ValidationError) -> Iterator[tuple[str, str]]:
    for fault in error.errors():
        path = [str(part) for part in fault["loc"] if not str(part).startswith("function-")]
        context = fault.get("ctx", {})
        if fault["type"] == "missing":
            reason = f"is missing{_means(path)}"
        elif fault["type"] == "extra_forbidden":
            reason = f"is no key here{_meant(path)}"
        elif fault["type"] == "value_error":
            reason = str(context["error"])
        else:
            reason = _REASONS.get(fault["type"], "{said}").format(**context, said=fault["msg"])
        yield ".".join(path), _DAY if reason.startswith("a day is written") else reason


def _means(path: list[str]) -> str:
    """What a missing key is for, by its description."""
    holder = _holder(path[:-1])
    field = next((one for one in _fields(holder) if one[0] == path[-1]), None)
    return f"; it says: {field[1]}" if field and field[1] else ""


def _meant(path: list[str]) -> str:
    known = [name for name, _ in _fields(_holder(path[:-1]))]
    near = get_close_matches(path[-1], known, 1)
    return f": is {near[0]} meant?" if near else f": there are {', '.join(known)}"


def _holder(path: list[str]) -> type[BaseModel]:
    """The class that describes what stands under a path."""
    holder: type[BaseModel] = Brand
    for part in path:
        for field in holder.model_fields.values():
            if (field.alias or "") == part:
                kinds = [field.annotation, *getattr(field.annotation, "__args__", ())]
                holder = next((one for one in kinds if isinstance(one, type) and issubclass(one, BaseModel)), holder)
    return holder


def _fields(holder: type[BaseModel]) -> list[tuple[str, str]]:
    return [(field.alias or name, field.description or "") for name, field in holder.model_fields.items()]
