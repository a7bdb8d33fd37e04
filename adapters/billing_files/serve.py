"""The billing contract over HTTP, from the journal, for callers with a token of the client credentials flow."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Query, Request
from fastapi.responses import Response

from adapters.billing_files.asks import Asks, KeyReused
from adapters.billing_files.journal import Journal
from shared.billing_contract import CustomerRequest, PaymentReport
from shared.billing_contract.serving import PHOTOS, IdempotencyKey, refuse_with_problems, too_long
from shared.billing_contract.tokens import Role

type Gate = Callable[[str | None, Role], bool]
"""Tells whether an Authorization header may do what the role allows."""

_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png"}


def application(
    journal: Journal, asks: Asks, gate: Gate, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> FastAPI:
    """Return the service; every call but `/health` needs a token with the role."""
    app = FastAPI(title="mojBOK: billing from files", openapi_url=None)
    app.middleware("http")(_not_too_long)
    app.include_router(_reading(journal, gate))
    app.include_router(_writing(journal, asks, gate, now))
    refuse_with_problems(app)

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    return app


def _may(gate: Gate, role: Role) -> Any:
    def check(authorization: Annotated[str | None, Header()] = None) -> None:
        if not gate(authorization, role):
            raise HTTPException(
                401, "a valid bearer token with the right role is needed", {"WWW-Authenticate": "Bearer"}
            )

    return Depends(check)


def _reading(journal: Journal, gate: Gate) -> APIRouter:
    routes = APIRouter(dependencies=[_may(gate, "Billing.Read")])

    @routes.get("/changes")
    def changes(
        after: Annotated[int, Query(ge=0, le=2**53 - 1)] = 0, limit: Annotated[int, Query(ge=1, le=2_000)] = 500
    ) -> dict[str, Any]:
        told = list(journal.changes(after, limit + 1))
        page = told[:limit]
        return {"changes": page, "next": page[-1]["cursor"] if page else after, "complete": len(told) <= limit}

    @routes.get("/documents/{document_id}/pdf")
    def pdf(document_id: str) -> Response:
        content = journal.pdf(document_id)
        if content is None:
            raise HTTPException(404, "there is no PDF of such a document")
        return Response(content, media_type="application/pdf")

    @routes.get("/contracts/{_}/pdf")
    @routes.get("/documents/{_}/ksef-xml")
    def nothing(_: str) -> Response:
        raise HTTPException(404, "the export holds no such files")

    return routes


def _writing(journal: Journal, asks: Asks, gate: Gate, now: Callable[[], datetime]) -> APIRouter:
    routes = APIRouter(dependencies=[_may(gate, "Billing.Write")])

    def once(answer: Callable[[], str]) -> Response:
        try:
            return Response(answer(), 202, media_type="application/json")
        except KeyReused:
            raise HTTPException(409, "this idempotency key was used with another body") from None

    @routes.post("/payments")
    def payments(report: PaymentReport, key: IdempotencyKey) -> Response:
        _known(journal, report.customer_id)
        return once(lambda: asks.pay(key, report, now()))

    @routes.post("/requests")
    def requests(request: CustomerRequest, key: IdempotencyKey) -> Response:
        _known(journal, request.customer_id)
        return once(lambda: asks.request(key, request, now()))

    @routes.put("/requests/{reference}/photo")
    async def photo(reference: str, request: Request) -> Response:
        media_type, content = request.headers.get("content-type", ""), await request.body()
        if media_type not in PHOTOS or not content.startswith(PHOTOS[media_type]):
            raise HTTPException(415, "a photo is JPEG or PNG")
        if not asks.knows_request(reference):
            raise HTTPException(404, "there is no such request")
        asks.keep_photo(reference, content, _SUFFIXES[media_type])
        return Response(status_code=204)

    return routes


def _known(journal: Journal, customer_id: str) -> None:
    if not journal.knows_customer(customer_id):
        raise HTTPException(404, "there is no such customer")


async def _not_too_long(request: Request, forward: Callable[[Request], Awaitable[Response]]) -> Response:
    return too_long(request) or await forward(request)
