"""The calls of the REST API v1, behind basic authentication."""

import base64
import hmac
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header
from fastapi.responses import JSONResponse, Response

from local.payment_gateway.bodies import BlikCharge, Refunds, Registration, Verification
from local.payment_gateway.gateway import Gateway
from local.payment_gateway.ledger import Transaction
from shared import clock


class UnauthorizedError(Exception):
    """Wrong or missing basic authentication."""


def api_routes(gateway: Gateway) -> APIRouter:
    """Everything under `/api/v1`."""

    def authorized(authorization: Annotated[str, Header()] = "") -> None:
        merchant = gateway.merchant
        expected = base64.b64encode(f"{merchant.pos_id}:{merchant.report_key}".encode()).decode()
        if not hmac.compare_digest(authorization.encode(), f"Basic {expected}".encode()):
            raise UnauthorizedError

    router = APIRouter(prefix="/api/v1", dependencies=[Depends(authorized)])

    router.add_api_route("/testAccess", _test_access)
    _add_refunds(router, gateway)

    @router.post("/transaction/register")
    async def register(body: Registration) -> dict[str, Any]:
        return _answer({"token": gateway.register(body.model_dump(exclude_unset=True)).token})

    @router.put("/transaction/verify")
    async def verify(body: Verification) -> dict[str, Any]:
        gateway.verify(body.model_dump())
        return _answer({"status": "success"})

    @router.get("/transaction/by/sessionId/{session_id}")
    async def by_session(session_id: str) -> Response:
        transaction = gateway.ledger.by_session(session_id)
        if transaction is None:
            return JSONResponse({"error": "Transaction not found", "code": 404}, 404)
        return JSONResponse(_answer(described(transaction)))

    @router.post("/paymentMethod/blik/chargeByCode", status_code=201)
    async def charge_by_code(body: BlikCharge) -> dict[str, Any]:
        transaction = gateway.charge_blik(body.token, body.blikCode)
        return _answer({"orderId": transaction.order_id, "message": "success"})

    return router


async def _test_access() -> dict[str, Any]:
    return {"data": True, "error": ""}


def described(transaction: Transaction) -> dict[str, Any]:
    """A transaction as `by/sessionId` tells it."""
    body = transaction.body
    return {
        "statement": transaction.statement,
        "orderId": transaction.order_id,
        "sessionId": transaction.session_id,
        "status": int(transaction.status),
        "amount": transaction.paid or transaction.amount,
        "currency": body["currency"],
        "date": "",
        "dateOfTransaction": _in_warsaw(transaction.paid_at) if transaction.paid_at else "",
        "clientEmail": body["email"],
        "accountMD5": "",
        "paymentMethod": transaction.method,
        "description": body["description"],
        "clientName": body.get("client", ""),
        "clientAddress": "",
        "clientCity": "",
        "clientPostcode": "",
        "batchId": 0,
        "fee": "0",
    }


def _add_refunds(router: APIRouter, gateway: Gateway) -> None:
    @router.get("/refund/by/orderId/{order_id}")
    async def refunds(order_id: int) -> Response:
        return _refunds(gateway.ledger.by_order(order_id))

    @router.post("/transaction/refund", status_code=201)
    async def refund(body: Refunds) -> dict[str, Any]:
        for one in body.refunds:
            gateway.refund(one.orderId, one.sessionId, one.amount)
        return _answer([one.model_dump() | {"status": True, "message": "success"} for one in body.refunds])


def _refunds(transaction: Transaction | None) -> Response:
    """What was given back of a transaction, as one refund."""
    if transaction is None or transaction.refunded == 0:
        return JSONResponse({"error": "Refund not found", "code": 404}, 404)
    one = {"date": "", "status": 1, "amount": transaction.refunded, "description": "", "requestId": "", "batchId": 0}
    body = {
        "orderId": transaction.order_id,
        "sessionId": transaction.session_id,
        "amount": transaction.paid,
        "currency": transaction.body["currency"],
        "refunds": [one],
    }
    return JSONResponse(_answer(body))


def _in_warsaw(instant: datetime) -> str:
    return instant.astimezone(clock.WARSAW).strftime("%Y%m%d%H%M")


def _answer(data: Any) -> dict[str, Any]:
    return {"data": data, "responseCode": 0}
