"""The HTTP service: the API, the payment page, the switches for developers; and the loop that notifies."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response

from local.payment_gateway.api import UnauthorizedError, api_routes
from local.payment_gateway.gateway import Gateway, InvalidInputError
from local.payment_gateway.page import page_routes
from local.payment_gateway.sending import keep_sending
from local.payment_gateway.simulate import simulation


def application(gateway: Gateway, *, sending: bool = True) -> FastAPI:
    """The service; with `sending` it also sends the notifications that fall due."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        loop = asyncio.create_task(keep_sending(gateway)) if sending else None
        yield
        if loop is not None:
            loop.cancel()

    async def service_faults(request: Request, forward: Callable[[Request], Awaitable[Response]]) -> Response:
        if not request.url.path.startswith("/api/"):
            return await forward(request)
        if slow := gateway.faults.take("slow"):
            await asyncio.sleep(slow.ms / 1000)
        if gateway.faults.take("down"):
            return _error(503, "Service unavailable")
        if gateway.faults.take("refused"):
            return _error(400, "Invalid input data")
        answer = await forward(request)
        return _error(503, "Service unavailable") if gateway.faults.take("down_after") else answer

    app = FastAPI(title="Przelewy24, local stand-in", lifespan=lifespan)
    app.middleware("http")(service_faults)
    app.add_exception_handler(UnauthorizedError, _unauthorized)
    app.add_exception_handler(InvalidInputError, _invalid)
    app.add_exception_handler(RequestValidationError, _misshapen)
    # Numbers beyond what the ledger holds, and halves of letters.
    for kind in (OverflowError, UnicodeEncodeError):
        app.add_exception_handler(kind, _misshapen)
    app.add_api_route("/health", _health)
    for router in (api_routes(gateway), page_routes(gateway), simulation(gateway)):
        app.include_router(router)
    return app


async def _health() -> dict[str, str]:
    return {"status": "ok"}


async def _unauthorized(_request: Request, _error_raised: Exception) -> Response:
    return _error(401, "Incorrect authentication")


async def _invalid(_request: Request, error: Exception) -> Response:
    return _error(400, str(error))


async def _misshapen(_request: Request, error: Exception) -> Response:
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    return _error(400, "Invalid input data: " + ", ".join(str(fault["loc"][-1]) for fault in faults))


def _error(status: int, message: str) -> JSONResponse:
    return JSONResponse({"error": message, "code": status}, status)
