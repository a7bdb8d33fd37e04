"""The one FastAPI application, built from the areas' routers, and the faults every route shares."""

import json
from collections.abc import Iterable
from typing import Any

from azure.core.exceptions import AzureError
from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from shared.cosmos import Conflict
from shared.http.gate import Gate, Uploads
from shared.http.openapi import PortalApi
from shared.monitoring import logs
from shared.problems import MEDIA_TYPE, FieldFault, Problem, unavailable
from shared.settings import settings

_MOST_FAULTS = 50
_STATUS_CODES = {404: "not_found"}
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_OWN_CODES = frozenset({"pesel_invalid", "nip_invalid", "number_invalid", "login_like_number"})


def build_web(
    routers: Iterable[APIRouter], open_paths: frozenset[str] = frozenset(), uploads: Uploads | None = None
) -> Gate:
    """Everything under `/api`, behind the gate that guards and dresses each answer.

    `open_paths` are called by machines that sign what they send, and not by the portal's pages.
    """
    return Gate(build_api(routers), settings().portal_origin, open_paths, uploads)


def build_api(routers: Iterable[APIRouter]) -> PortalApi:
    """Everything under `/api`, without the gate."""
    public_schema = settings().environment != "production"
    web = PortalApi(
        title="Customer portal",
        version="1",
        openapi_url="/api/openapi.json" if public_schema else None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    for router in routers:
        web.include_router(router, prefix="/api")
    web.add_exception_handler(Problem, _answer_problem)
    web.add_exception_handler(RequestValidationError, _answer_invalid)
    web.add_exception_handler(HTTPException, _answer_http)
    for fault in (AzureError, Conflict):
        web.add_exception_handler(fault, _answer_unavailable)
    web.add_exception_handler(Exception, _answer_internal)
    return web


def problem_response(problem: Problem) -> JSONResponse:
    return JSONResponse(
        problem.document(logs.request_id.get()),
        status_code=problem.kind.status,
        media_type=MEDIA_TYPE,
        headers=problem.headers,
    )


async def _answer_problem(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)  # noqa: S101
    return problem_response(error)


async def _answer_invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    if any(fault["type"] == "json_invalid" for fault in error.errors()):
        return problem_response(Problem("malformed_json"))
    faults = [_field_fault(fault) for fault in error.errors()[:_MOST_FAULTS]]
    return problem_response(Problem("validation_failed", errors=faults))


def _field_fault(fault: dict[str, Any]) -> FieldFault:
    """The stable code of a fault pydantic found: our own where a validator of ours gave one."""
    path = [str(part) for part in fault["loc"][1:]]
    own = str(fault.get("ctx", {}).get("error", ""))
    if own in _OWN_CODES:
        code = own
    elif fault["type"] == "missing":
        code = "missing"
    elif path and path[-1] == "email":
        code = "email_invalid"
    else:
        code = "value_invalid"
    return FieldFault(".".join(path) or "body", code)


async def _answer_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101
    if isinstance(error.__cause__, Problem):
        # FastAPI wraps what was raised while it read the body.
        return problem_response(error.__cause__)
    if error.status_code == 405:
        return problem_response(Problem("method_not_allowed", headers={"Allow": _allowed(request)}))
    code = _STATUS_CODES.get(error.status_code, "malformed_json")
    return problem_response(Problem(code, headers=dict(error.headers or {})))


def _allowed(request: Request) -> str:
    """All methods of the path; a single route, of which Starlette asks, knows only its own (RFC 9110, 10.2.1)."""
    routes = request.app.routes
    return ", ".join(
        method
        for method in _METHODS
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    )


async def _answer_unavailable(_: Request, error: Exception) -> JSONResponse:
    logs.log.warning("dependency failed", extra={"fault": type(error).__name__})
    return problem_response(unavailable())


async def _answer_internal(_: Request, _error: Exception) -> JSONResponse:
    return problem_response(Problem("internal_error"))


def openapi_json(web: Gate) -> str:
    """The schema of a built application, as the web app's types are generated from it."""
    return json.dumps(web.application.openapi(), ensure_ascii=False, indent=1) + "\n"
