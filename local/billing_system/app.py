"""The HTTP service: the calls of the contract, guarded by tokens; the simulation's calls are for this machine only."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, Header, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from local.billing_system.auth import Gate, Role, open_gate
from local.billing_system.faults import Faults, faulty_page, faulty_pdf
from local.billing_system.simulate import simulation
from local.billing_system.system import BillingSystem, KeyReusedError, UnknownCustomerError
from shared.billing_contract import CustomerRequest, PaymentReport

DEFAULT_LIMIT, LONGEST_LIMIT = 500, 2_000
IdempotencyKey = Annotated[str, Header(alias="Idempotency-Key", pattern=r"^[A-Za-z0-9_-]{8,128}$")]


class ProblemError(Exception):
    """An answer that is a problem document (RFC 9457)."""

    def __init__(self, status: int, code: str, title: str, detail: Any = None) -> None:
        super().__init__(code)
        self.status = status
        self.body = {"type": "about:blank", "status": status, "code": code, "title": title}
        if detail is not None:
            self.body["detail"] = detail


def problem(status: int, code: str, title: str, detail: Any = None, **headers: str) -> JSONResponse:
    """Return a problem document."""
    body = ProblemError(status, code, title, detail).body
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def application(system: BillingSystem, gate: Gate = open_gate) -> FastAPI:
    """Return the service over a billing system."""
    faults = Faults()
    asked = {"after": 0}
    app = FastAPI(title="mojBOK: billing system", version="1")

    def may(role: Role) -> Any:
        def check(authorization: Annotated[str | None, Header()] = None) -> None:
            if not gate(authorization, role):
                raise ProblemError(401, "unauthorized", "A valid bearer token with the right role is needed")

        return Depends(check)

    @app.middleware("http")
    async def service_faults(request: Request, forward: Callable[[Request], Awaitable[Response]]) -> Response:
        if request.url.path.startswith(("/simulate", "/health")):
            return await forward(request)
        slow = faults.take("slow")
        if slow is not None:
            await asyncio.sleep(slow.ms / 1000)
        down = faults.take("down")
        if down is not None:
            headers = {"Retry-After": "1"} if down.status in {429, 503} else {}
            return problem(down.status, "down", "The billing system is not available", **headers)
        return await forward(request)

    @app.exception_handler(ProblemError)
    async def told(request: Request, error: ProblemError) -> JSONResponse:
        headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None
        return JSONResponse(error.body, error.status, headers, media_type="application/problem+json")

    @app.exception_handler(UnknownCustomerError)
    async def unknown(request: Request, error: UnknownCustomerError) -> JSONResponse:
        return problem(404, "unknown_customer", "There is no such customer")

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        where = [{"at": ".".join(str(part) for part in fault["loc"]), "why": fault["msg"]} for fault in error.errors()]
        return problem(422, "invalid", "The call does not fit the contract", where)

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/changes", dependencies=[may("Billing.Read")])
    def changes(
        after: Annotated[int, Query(ge=0, le=2**53 - 1)] = 0,
        limit: Annotated[int, Query(ge=1, le=LONGEST_LIMIT)] = DEFAULT_LIMIT,
    ) -> Response:
        fault = faults.take("repeated_page", "reordered_page", "empty_page", "short_page", "html", "cut_json")
        last_asked, asked["after"] = asked["after"], after
        if fault is None:
            return Response(system.changes(after, limit).json(), media_type="application/json")
        body = faulty_page(fault, system, after, limit, last_asked)
        return Response(body, media_type="text/html" if fault.kind == "html" else "application/json")

    @app.get("/documents/{document_id}/pdf", dependencies=[may("Billing.Read")])
    def pdf(document_id: str) -> Response:
        content = system.pdf(document_id)
        if content is None:
            raise ProblemError(404, "unknown_document", "There is no PDF of such a document")
        fault = faults.take("wrong_pdf_hash", "broken_pdf")
        return Response(faulty_pdf(fault, content) if fault else content, media_type="application/pdf")

    @app.post("/payments", dependencies=[may("Billing.Write")], status_code=202)
    async def payments(report: PaymentReport, key: IdempotencyKey) -> Response:
        return await once(f"payments {key}", lambda: system.once(f"payments {key}", report, system.pay))

    @app.post("/requests", dependencies=[may("Billing.Write")], status_code=202)
    async def requests(request: CustomerRequest, key: IdempotencyKey) -> Response:
        return await once(f"requests {key}", lambda: system.once(f"requests {key}", request, system.request))

    async def once(key: str, act: Callable[[], str]) -> Response:
        try:
            return Response(await run_in_threadpool(act), 202, media_type="application/json")
        except KeyReusedError:
            raise ProblemError(409, "key_reused", "This idempotency key was used with another body") from None

    app.include_router(simulation(system, faults))
    return app


Pdfs = Literal["all", "none"]
