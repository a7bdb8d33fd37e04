"""JSON as the client writes it: orjson, and the standard library for what orjson refuses (lone surrogates)."""

import json
import math
from typing import Any

import orjson

from local.cosmos_emulator.errors import bad_request


def loads(text: bytes) -> Any:
    """Parse; raises CosmosError 400 if the text is no JSON."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        try:
            return json.loads(text, parse_constant=_refuse, parse_float=_finite)
        except (ValueError, RecursionError) as error:
            raise bad_request("The request body is not valid JSON.") from error


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(text)
    return number


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def dumps(value: Any) -> bytes:
    """Write compactly; numbers beyond 64 bits and lone surrogates are written as the standard library does."""
    try:
        return orjson.dumps(value)
    except TypeError:
        text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
        return text.encode("utf-8", "backslashreplace")
