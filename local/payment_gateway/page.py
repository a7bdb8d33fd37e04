"""The page on which a payer pays: by transfer or BLIK; and, for developers, in all the ways that go wrong."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, select_autoescape
from pydantic import BaseModel, Field, ValidationError

from local.payment_gateway.gateway import BLIK, Gateway, InvalidInputError
from local.payment_gateway.ledger import Status, Transaction

LATE = {"late": timedelta(minutes=1), "very_late": timedelta(minutes=45), "days_late": timedelta(days=3)}
NOW = {
    "transfer": "once",
    "twice": "twice",
    "wrong_amount": "wrong_amount",
    "bad_signature": "bad_signature",
    "lost": "lost",
}


class Decision(BaseModel):
    """What the page's form sends."""

    action: Annotated[str, Field(max_length=20)] = ""
    blik: Annotated[str, Field(max_length=10)] = ""


def page_routes(gateway: Gateway) -> APIRouter:
    """`GET` and `POST /trnRequest/{token}`."""
    router = APIRouter()

    @router.get("/trnRequest/{token}")
    async def show(token: str) -> Response:
        return _page(gateway.ledger.by_token(token))

    @router.post("/trnRequest/{token}")
    async def act(token: str, request: Request) -> Response:
        form = parse_qs((await request.body())[:4096].decode(errors="replace"))
        transaction = gateway.ledger.by_token(token)
        if transaction is None or transaction.status != Status.NO_PAYMENT:
            return _page(transaction)
        try:
            decision = Decision.model_validate({name: values[-1] for name, values in form.items()})
            fault = _do(gateway, transaction, decision)
        except ValidationError:
            fault = "Nieznany sposób zapłaty."
        if fault is not None:
            return _page(transaction, fault)
        return RedirectResponse(str(transaction.body["urlReturn"]), 303)

    return router


def _do(gateway: Gateway, transaction: Transaction, decision: Decision) -> str | None:
    """Do what the payer chose; the sentence for the page where it cannot be done."""
    if decision.action in NOW:
        gateway.pay(transaction, how=NOW[decision.action])
    elif decision.action in LATE:
        gateway.pay_later(transaction, LATE[decision.action])
    elif decision.action == "blik":
        return _blik(gateway, transaction, decision.blik.replace(" ", ""))
    elif decision.action != "refuse":
        return "Nieznany sposób zapłaty."
    return None


def _blik(gateway: Gateway, transaction: Transaction, code: str) -> str | None:
    if not (len(code) == 6 and code.isdecimal()) or code.endswith("000"):
        return "Ten kod BLIK jest błędny albo wygasł. Wpisz nowy kod z aplikacji banku."
    try:
        gateway.pay(transaction, method=BLIK)
    except InvalidInputError as error:
        return str(error)
    return None


def _page(transaction: Transaction | None, fault: str | None = None) -> HTMLResponse:
    text = _templates.get_template("page.html").render(
        transaction=transaction,
        payable=transaction is not None and transaction.status == Status.NO_PAYMENT,
        amount=_zloty(transaction.amount) if transaction else "",
        fault=fault,
    )
    status = 404 if transaction is None else 400 if fault else 200
    return HTMLResponse(
        text,
        status,
        headers={
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
            "Cache-Control": "no-store",
        },
    )


def _zloty(grosze: int) -> str:
    return f"{grosze // 100:,}".replace(",", " ") + f",{grosze % 100:02d} zł"


_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape(["html"]), keep_trailing_newline=True
)
