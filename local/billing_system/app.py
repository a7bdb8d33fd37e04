"""The HTTP service: the calls of the contract, guarded by tokens, and the simulation's, for this machine only."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Query, Request
from fastapi.responses import Response

from local.billing_system.auth import Gate, open_gate
from local.billing_system.service import Here, Service, service_of
from local.billing_system.simulation.faults import PAGE_FAULTS, PDF_FAULTS, XML_FAULTS, faulty_file, faulty_page
from local.billing_system.simulation.simulate import simulation
from local.billing_system.system import BillingSystem, KeyReusedError, UnknownCustomerError
from shared.billing_contract import CustomerRequest, PaymentReport
from shared.billing_contract.serving import PHOTOS, IdempotencyKey, problem, refuse_with_problems, too_long
from shared.billing_contract.tokens import Role

DEFAULT_LIMIT, LONGEST_LIMIT = 500, 2_000


def may(role: Role) -> Any:
    """Return a dependency that refuses callers without the role."""

    def check(service: Here, authorization: Annotated[str | None, Header()] = None) -> None:
        if not service.gate(authorization, role):
            raise HTTPException(
                401, "a valid bearer token with the right role is needed", {"WWW-Authenticate": "Bearer"}
            )

    return Depends(check)


contract = APIRouter()


@contract.get("/health")
def health() -> dict[str, str]:
    """Tell that the service is up."""
    return {"status": "ok"}


@contract.get("/changes", dependencies=[may("Billing.Read")])
def changes(
    service: Here,
    after: Annotated[int, Query(ge=0, le=2**53 - 1)] = 0,
    limit: Annotated[int, Query(ge=1, le=LONGEST_LIMIT)] = DEFAULT_LIMIT,
) -> Response:
    """Return a page of changes after a cursor."""
    last_asked, service.last_asked = service.last_asked, after
    fault = service.faults.take(*PAGE_FAULTS)
    if fault is None:
        return Response(service.system.changes(after, limit).json(), media_type="application/json")
    body = faulty_page(fault, service.system, after, limit, last_asked)
    return Response(body, media_type="text/html" if fault.kind == "html" else "application/json")


@contract.get("/documents/{document_id}/pdf", dependencies=[may("Billing.Read")])
def pdf(service: Here, document_id: str) -> Response:
    """Return the announced PDF of a document."""
    content = service.system.pdf(document_id)
    if content is None:
        raise HTTPException(404, "there is no PDF of such a document")
    fault = service.faults.take(*PDF_FAULTS)
    return Response(faulty_file(fault, content) if fault else content, media_type="application/pdf")


@contract.get("/contracts/{contract_id}/pdf", dependencies=[may("Billing.Read")])
def contract_pdf(service: Here, contract_id: str) -> Response:
    """Return the announced PDF of a contract."""
    content = service.system.pdf(contract_id, "contract")
    if content is None:
        raise HTTPException(404, "there is no PDF of such a contract")
    fault = service.faults.take(*PDF_FAULTS)
    return Response(faulty_file(fault, content) if fault else content, media_type="application/pdf")


@contract.get("/documents/{document_id}/ksef-xml", dependencies=[may("Billing.Read")])
def ksef_xml(service: Here, document_id: str) -> Response:
    """Return the announced XML of a document."""
    content = service.system.ksef_xml(document_id)
    if content is None:
        raise HTTPException(404, "there is no XML of such a document")
    fault = service.faults.take(*XML_FAULTS)
    return Response(faulty_file(fault, content) if fault else content, media_type="application/xml")


@contract.post("/payments", dependencies=[may("Billing.Write")])
def payments(service: Here, report: PaymentReport, key: IdempotencyKey) -> Response:
    """Book an online payment."""
    return _once(lambda: service.system.once(f"payments {key}", report, service.system.pay))


@contract.post("/requests", dependencies=[may("Billing.Write")])
def requests(service: Here, request: CustomerRequest, key: IdempotencyKey) -> Response:
    """Take in what a customer asks for."""
    return _once(lambda: service.system.once(f"requests {key}", request, service.system.request))


@contract.put("/requests/{reference}/photo", dependencies=[may("Billing.Write")])
async def photo(service: Here, reference: str, request: Request) -> Response:
    """Take in the photo of a reading that came as a request."""
    media_type, content = request.headers.get("content-type", ""), await request.body()
    if media_type not in PHOTOS or not content.startswith(PHOTOS[media_type]):
        raise HTTPException(415, "a photo is JPEG or PNG")
    if not service.system.journal.knows_request(reference):
        raise HTTPException(404, "there is no such request")
    service.system.journal.set_photo(reference, media_type, content)
    return Response(status_code=204)


def _once(act: Callable[[], str]) -> Response:
    try:
        return Response(act(), 202, media_type="application/json")
    except KeyReusedError:
        raise HTTPException(409, "this idempotency key was used with another body") from None


def application(system: BillingSystem, gate: Gate = open_gate) -> FastAPI:
    """Return the service over a billing system."""
    app = FastAPI(title="mojBOK: billing system", version="1")
    app.state.service = Service(system, gate)
    app.middleware("http")(_service_faults)
    app.add_exception_handler(UnknownCustomerError, _unknown)
    refuse_with_problems(app)
    app.include_router(contract)
    app.include_router(simulation)
    return app


async def _service_faults(request: Request, forward: Callable[[Request], Awaitable[Response]]) -> Response:
    if request.url.path.startswith(("/simulate", "/health")):
        return await forward(request)
    refusal = too_long(request)
    if refusal is not None:
        return refusal
    faults = service_of(request).faults
    slow = faults.take("slow")
    if slow is not None:
        await asyncio.sleep(slow.ms / 1000)
    down = faults.take("down")
    if down is not None:
        return problem(down.status, "the billing system is not available", {"Retry-After": "1"})
    return await forward(request)


async def _unknown(request: Request, error: Exception) -> Response:
    return problem(404, "there is no such customer")
