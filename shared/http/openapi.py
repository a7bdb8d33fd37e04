"""The portal's OpenAPI document: what FastAPI derives from the routes, and the refusals all of them share.

FastAPI would announce a 422 nobody sends. What is sent instead is told here once: the problem document, and the
statuses that follow from an operation's shape (input, session, path, method). A route names the rest with `refusals`.
"""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

from shared.problems import CATALOGUE, MEDIA_TYPE

_RETRY_AFTER = {"Retry-After": {"required": True, "schema": {"type": "integer", "minimum": 1}}}
_HEADERS: dict[int, dict[str, Any]] = {429: _RETRY_AFTER, 503: _RETRY_AFTER}
_METHODS = frozenset({"get", "post", "put", "patch", "delete"})

FILE_AS_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
"""For a route's `openapi_extra`: its body is a file as it is, which FastAPI does not see."""


class PortalApi(FastAPI):
    """FastAPI with the portal's refusals in its OpenAPI document."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            _complete(super().openapi())
        assert self.openapi_schema is not None  # noqa: S101
        return self.openapi_schema


def refusals(*codes: str) -> dict[int | str, dict[str, Any]]:
    """For a route's `responses`: what it refuses beyond its shape, by codes of the catalogue."""
    return {status: _answer(status) for status in sorted({CATALOGUE[code].status for code in codes})}


def _complete(document: dict[str, Any]) -> None:
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    schemas["Problem"] = _problem()
    components["responses"] = {
        f"Refusal{status}": _answer(status) for status in sorted({kind.status for kind in CATALOGUE.values()})
    }
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in _METHODS:
                answers = operation["responses"]
                answers.pop("422", None)
                for status in _statuses(path, method, operation):
                    answers.setdefault(str(status), {"$ref": f"#/components/responses/Refusal{status}"})


def _statuses(path: str, method: str, operation: dict[str, Any]) -> Iterator[int]:
    """The refusals an operation shares with all of its shape."""
    if operation.get("parameters") or "requestBody" in operation:
        yield 400
    if "requestBody" in operation:
        yield 411
    if operation.get("security"):
        yield from (401, 403)
    if method != "get":
        yield from (403, 413)
        if method != "delete":
            yield 415
    if "{" in path:
        yield 404
    yield from (429, 500, 503)


def _answer(status: int) -> dict[str, Any]:
    codes = [f"`{code}`" for code, kind in CATALOGUE.items() if kind.status == status]
    answer: dict[str, Any] = {
        "description": ", ".join(codes),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    return answer | ({"headers": _HEADERS[status]} if status in _HEADERS else {})


def _problem() -> dict[str, Any]:
    text = {"type": "string"}
    fault = {
        "type": "object",
        "description": "What is wrong with one field, by its name in the JSON body and a stable code.",
        "properties": {"field": text, "code": text},
        "required": ["field", "code"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "description": "A refusal (RFC 9457). It never repeats what was sent.",
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "title": text,
            "status": {"type": "integer"},
            "code": {"type": "string", "enum": list(CATALOGUE)},
            "requestId": text,
            "detail": text | {"description": "What the operator tells customers, in their language."},
            "errors": {"type": "array", "items": fault},
        },
        "required": ["type", "title", "status", "code", "requestId"],
        "additionalProperties": False,
    }
