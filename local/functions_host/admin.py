"""The host's own endpoints under /admin, in the shapes Core Tools answers with."""

import json
import time
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.functions_host.loading import HTTP_TRIGGER, LoadedFunction
from local.functions_host.timers.timers import Timers


class Admin:
    """Lists the functions, tells that the host runs, and runs a timer now."""

    def __init__(self, functions: Iterable[LoadedFunction], timers: Timers, route_prefix: str) -> None:
        self._functions = {function.name.lower(): function for function in functions}
        self._timers = timers
        self._route_prefix = route_prefix
        self._started = time.monotonic()
        self._drained = False

    @property
    def routes(self) -> list[Route]:
        return [
            Route("/admin/host/status", self.status, methods=["GET"]),
            Route("/admin/host/ping", self.ping, methods=["GET", "POST"]),
            Route("/admin/warmup", self.ping, methods=["GET", "POST"]),
            Route("/admin/host/drain", self.drain, methods=["POST"]),
            Route("/admin/host/drain/status", self.drain_status, methods=["GET"]),
            Route("/admin/functions", self.list_functions, methods=["GET"]),
            Route("/admin/functions/{name}", self.show_function, methods=["GET"]),
            Route("/admin/functions/{name}", self.run_function, methods=["POST"]),
        ]

    async def status(self, _request: Request) -> Response:
        uptime = int((time.monotonic() - self._started) * 1000)
        return JSONResponse({"id": "mojbok-local", "state": "Running", "version": "4", "processUptime": uptime})

    async def ping(self, _request: Request) -> Response:
        return Response(status_code=HTTPStatus.OK)

    async def drain(self, _request: Request) -> Response:
        """What the platform asks for before it stops a host: timers end, HTTP goes on."""
        self._timers.drain()
        self._drained = True
        return Response(status_code=HTTPStatus.ACCEPTED)

    async def drain_status(self, _request: Request) -> Response:
        return JSONResponse({"state": "Completed" if self._drained else "Disabled", "outstandingInvocations": 0})

    async def list_functions(self, request: Request) -> Response:
        return JSONResponse([self._describe(function, request) for function in self._functions.values()])

    async def show_function(self, request: Request) -> Response:
        function = self._find(request)
        return JSONResponse(self._describe(function, request)) if function else Response(status_code=404)

    async def run_function(self, request: Request) -> Response:
        """Start a timer function in the background: 202 at once, its progress is in the host's output.

        An HTTP function is accepted too, as in Azure, and is not run.
        """
        function = self._find(request)
        if function is None:
            return Response(status_code=HTTPStatus.NOT_FOUND)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return Response(status_code=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        if not _is_input(await request.body()):
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        if function.name in self._timers.by_name:
            self._timers.run_now(function.name)
        return Response(status_code=HTTPStatus.ACCEPTED)

    def _find(self, request: Request) -> LoadedFunction | None:
        return self._functions.get(request.path_params["name"].lower())

    def _describe(self, function: LoadedFunction, request: Request) -> dict[str, Any]:
        base = str(request.base_url).rstrip("/")
        is_http = function.trigger["type"] == HTTP_TRIGGER
        route = function.trigger.get("route")
        template = f"{self._route_prefix}/{route or function.name}".strip("/")
        return {
            "name": function.name,
            "script_href": f"{base}/admin/vfs/{function.script_file}",
            "href": f"{base}/admin/functions/{function.name}",
            "invoke_url_template": f"{base}/{template}" if is_http else None,
            "language": "python",
            "config": {
                "name": function.name,
                "entryPoint": function.name,
                "scriptFile": function.script_file,
                "language": "python",
                "functionDirectory": function.directory,
                "bindings": list(function.bindings),
            },
            "files": None,
            "test_data": None,
            "isDisabled": function.disabled,
            "isDirect": True,
            "isProxy": False,
        }


def _is_input(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False
