"""The HTTP server: an ASGI application over uvicorn, with operations beside it for health, faults and the record."""

import asyncio
import contextlib
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from local.cosmos_emulator.errors import CosmosError
from local.cosmos_emulator.faults import Fault
from local.cosmos_emulator.http import Request, Response, error_response, json_response
from local.cosmos_emulator.service import Service

CONTROL_PREFIX = b"/_emulator/"


class Protocol(HttpToolsProtocol):
    """uvicorn's HTTP protocol, which also hands the connection to the application so that a fault can cut it."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class Server(uvicorn.Server):
    """A server that leaves signals to whoever runs it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Application:
    """The ASGI application."""

    def __init__(self, service: Service) -> None:
        self.service = service

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body = b""
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
        headers = dict(scope["headers"])
        path = scope["raw_path"]
        if path.startswith(CONTROL_PREFIX):
            await _send(send, self._control(scope, path[len(CONTROL_PREFIX) :], body), headers)
            return
        request = Request(scope["method"], path, headers, body)
        endpoint = f"{scope['scheme']}://{headers.get(b'host', b'localhost').decode('latin-1')}/"
        answer, fault = self.service.prepare(request, endpoint)
        if fault is None:
            await _send(send, answer(), headers)
        else:
            await self._fail(fault, request, answer, scope, receive, send)

    async def _fail(self, fault: Fault, request: Request, answer: Any, scope: Any, receive: Any, send: Any) -> None:
        error = fault.error()
        if error:
            self.service.record(request, error.status)
            await _send(send, error_response(error), request.headers)
        elif fault.kind == "delay":
            await asyncio.sleep(fault.delay_ms / 1000)
            await _send(send, answer(), request.headers)
        else:
            if fault.kind == "drop-after":
                answer()
            else:
                self.service.record(request, 0)
            scope["state"]["transport"].abort()
            while (await receive())["type"] != "http.disconnect":
                pass

    def _control(self, scope: Any, path: bytes, body: bytes) -> Response:
        """Health for everyone; faults and the record for this machine only."""
        service = self.service
        client = scope.get("client") or ("",)
        match scope["method"], path:
            case "GET", b"health":
                return json_response(200, {"status": "ok"})
            case _ if client[0] not in {"127.0.0.1", "::1"}:
                return error_response(CosmosError(403, "The control endpoint answers this machine only."))
            case "POST", b"faults":
                return self._add_faults(body)
            case "DELETE", b"faults":
                service.faults.clear()
                return Response(204)
            case "POST", b"copies":
                return self._copy_database(body)
            case "GET", b"requests":
                return json_response(200, {"requests": [record._asdict() for record in service.requests]})
            case "DELETE", b"requests":
                service.requests.clear()
                return Response(204)
        return error_response(CosmosError(404, "There is no such control."))

    def _add_faults(self, body: bytes) -> Response:
        try:
            rules = orjson.loads(body)
            for rule in rules if isinstance(rules, list) else [rules]:
                self.service.faults.add_json(rule)
        except orjson.JSONDecodeError:
            return error_response(CosmosError(400, "The body is not valid JSON."))
        except CosmosError as error:
            return error_response(error)
        return Response(204)

    def _copy_database(self, body: bytes) -> Response:
        """`{"from": "a", "to": "b"}` makes a database with the containers of another, all empty."""
        catalogue = self.service.catalogue
        try:
            names = orjson.loads(body)
            catalogue.copy_database(catalogue.database(names["from"]), names["to"])
        except (orjson.JSONDecodeError, TypeError, KeyError):
            return error_response(CosmosError(400, "The body must name two databases, from and to."))
        except CosmosError as error:
            return error_response(error)
        return Response(204)


async def _send(send: Any, response: Response, request_headers: dict[bytes, bytes]) -> None:
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", b"%d" % len(response.body)),
        (b"x-ms-activity-id", request_headers.get(b"x-ms-activity-id", b"")),
    ]
    headers += [(name.encode(), value.encode("latin-1")) for name, value in response.headers.items()]
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": response.body})


def make_server(service: Service, *, tls: tuple[Path, Path] | None = None) -> Server:
    """A server of the service, with TLS if given the paths of a certificate and its key."""
    config = uvicorn.Config(
        Application(service),
        http=Protocol,
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=2,
        timeout_keep_alive=600,
    )
    if tls:
        config.load()
        config.ssl = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        config.ssl.load_cert_chain(*tls)
    return Server(config)
