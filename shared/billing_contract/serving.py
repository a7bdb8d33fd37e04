"""What every service that answers the contract has in common: its limits, and refusals as problem documents."""

from typing import Annotated, Any

from fastapi import FastAPI, Header, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response

LONGEST_BODY = 256 * 2**10
LONGEST_PHOTO = 20 * 2**20
PHOTOS = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
"""The kinds of photos a reading may have, and how their files begin."""
IdempotencyKey = Annotated[str, Header(alias="Idempotency-Key", pattern=r"^[A-Za-z0-9_-]{8,128}$")]


def problem(status: int, title: str, headers: Any = None, errors: list[dict[str, str]] | None = None) -> JSONResponse:
    """Return a problem document (RFC 9457)."""
    body: dict[str, Any] = {"type": "about:blank", "status": status, "title": title}
    if errors is not None:
        body["errors"] = errors
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def too_long(request: Request) -> Response | None:
    """The refusal of a body that is longer than the contract allows, or does not say its length, None for any other."""
    if "transfer-encoding" in request.headers:
        return problem(411, "a body must say its length")
    longest = LONGEST_PHOTO if request.method == "PUT" else LONGEST_BODY
    if int(request.headers.get("content-length") or 0) > longest:
        return problem(413, f"a body may have {longest} bytes")
    return None


def refuse_with_problems(app: FastAPI) -> None:
    """Let the service refuse with problem documents, which never repeat what was sent."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class only
    return problem(error.status_code, str(error.detail), error.headers)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class only
    errors = [{"at": ".".join(str(part) for part in fault["loc"]), "why": fault["msg"]} for fault in error.errors()]
    return problem(422, "the call does not fit the contract", errors=errors)
