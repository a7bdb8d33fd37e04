"""`/simulate`: what developers and tests switch, do and look at; nothing of it exists at the real provider."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from local.payment_gateway.faults import Fault
from local.payment_gateway.gateway import Gateway, InvalidInputError
from local.payment_gateway.ledger import Transaction
from local.payment_gateway.sending import post
from shared.json_model import JsonModel


class Pay(JsonModel):
    """Somebody pays the transaction of a session, now or after some seconds."""

    session_id: str
    how: Literal["once", "twice", "lost", "wrong_amount", "bad_signature"] = "once"
    after_seconds: Annotated[int, Field(ge=0, le=10**7)] = 0


class RefundOf(JsonModel):
    """The merchant's office returns all the money of a session in the provider's panel."""

    session_id: str


def simulation(gateway: Gateway) -> APIRouter:
    """The switches."""
    router = APIRouter(prefix="/simulate", tags=["simulation"])

    @router.get("/transactions")
    async def transactions() -> list[dict[str, Any]]:
        return [_shown(transaction) for transaction in gateway.ledger.all()]

    @router.get("/notifications")
    async def notifications() -> list[dict[str, Any]]:
        return gateway.ledger.waiting_notifications()

    @router.post("/notifications")
    async def send_all_now() -> dict[str, int]:
        """Send every notification that still waits for its next attempt."""
        return {"sent": await gateway.tick(post, all_waiting=True)}

    @router.get("/faults")
    async def faults() -> list[dict[str, object]]:
        return gateway.faults.state()

    @router.post("/faults", status_code=201)
    async def add_fault(fault: Fault) -> Response:
        gateway.faults.add(fault)
        return Response(status_code=201)

    @router.delete("/faults", status_code=204)
    async def clear_faults() -> Response:
        gateway.faults.clear()
        return Response(status_code=204)

    @router.post("/payments")
    async def pay(request: Pay) -> JSONResponse:
        transaction = _of_session(gateway, request.session_id)
        if request.after_seconds:
            gateway.pay_later(transaction, timedelta(seconds=request.after_seconds))
            return JSONResponse({"paid": False})
        return JSONResponse({"paid": gateway.pay(transaction, how=request.how)})

    @router.post("/refunds")
    async def refund(request: RefundOf) -> JSONResponse:
        transaction = _of_session(gateway, request.session_id)
        left = transaction.paid - transaction.refunded
        return JSONResponse({"refunded": left > 0 and gateway.ledger.refund(transaction.order_id, left)})

    return router


def _of_session(gateway: Gateway, session_id: str) -> Transaction:
    transaction = gateway.ledger.by_session(session_id)
    if transaction is None:
        raise InvalidInputError("There is no transaction of this session")
    return transaction


def _shown(transaction: Transaction) -> dict[str, Any]:
    return {
        "orderId": transaction.order_id,
        "sessionId": transaction.session_id,
        "token": transaction.token,
        "status": transaction.status.name.lower(),
        "amount": transaction.amount,
        "paid": transaction.paid,
        "refunded": transaction.refunded,
        "verifications": transaction.verifications,
        "description": transaction.body["description"],
    }
