"""The base of every JSON shape: camelCase outside, snake_case inside, nothing unknown let in by a route."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel


class JsonModel(BaseModel):
    """A strict JSON object; errors never repeat the input, which may hold personal data."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )


class RecordModel(JsonModel):
    """What we store or exchange and no route shows: its validator is built at first use, which no start pays.

    What it does not know, it keeps: a newer release's document survives being read and written by an older one.
    """

    model_config = ConfigDict(defer_build=True, extra="allow")


def in_words(error: Exception) -> str:
    """What is wrong with an operator's input, for the operator."""
    if isinstance(error, ValidationError):
        return "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
    return str(error)


def _written_out(value: Any) -> Any:
    if isinstance(value, str) and len(value) != len("2026-11-22"):
        raise ValueError("a day is written YYYY-MM-DD")
    return value


Day = Annotated[date, BeforeValidator(_written_out)]
"""A day as YYYY-MM-DD in a request; pydantic alone would also take seconds since 1970."""
