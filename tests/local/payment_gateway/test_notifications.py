"""What the gateway tells the merchant: signed, again until verified, and wrong when asked to be."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from local.payment_gateway.ledger import RETRIES, DueNotification, Transaction
from local.payment_gateway.sending import post
from local.payment_gateway.signatures import NOTIFICATION, VERIFY, sign
from local.payment_gateway.testing import MERCHANT, RunningGateway, running_gateway
from local.server_thread import listening_socket, served
from shared import clock
from tests.local.payment_gateway.test_api import registration


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[RunningGateway]:
    clock.set_now(clock.now())
    with running_gateway(tmp_path) as running:
        yield running
    clock.set_now(None)


async def said(gateway: RunningGateway) -> list[dict[str, Any]]:
    """What the gateway says now."""
    bodies: list[dict[str, Any]] = []

    async def send(due: DueNotification) -> None:
        bodies.append(json.loads(due.body))

    await gateway.gateway.tick(send)
    return bodies


def verify(gateway: RunningGateway, transaction: Transaction) -> None:
    body = {
        "merchantId": MERCHANT.merchant_id,
        "posId": MERCHANT.pos_id,
        "sessionId": transaction.session_id,
        "orderId": transaction.order_id,
        "amount": 1234,
        "currency": "PLN",
    }
    gateway.gateway.verify(body | {"sign": sign(body, VERIFY, MERCHANT.crc)})


async def test_a_payment_is_told_signed_and_again_until_it_is_verified(gateway: RunningGateway) -> None:
    transaction = gateway.gateway.register(registration())
    assert await said(gateway) == []
    gateway.gateway.pay(transaction)
    [first] = await said(gateway)
    assert first["sign"] == sign(first, NOTIFICATION, MERCHANT.crc)
    assert (first["amount"], first["originAmount"], first["sessionId"]) == (1234, 1234, transaction.session_id)
    assert await said(gateway) == []
    for pause in RETRIES[:3]:
        clock.set_now(clock.now() + pause - timedelta(seconds=1))
        assert await said(gateway) == []
        clock.set_now(clock.now() + timedelta(seconds=1))
        assert await said(gateway) == [first]
    verify(gateway, transaction)
    clock.set_now(clock.now() + timedelta(days=1))
    assert await said(gateway) == []


async def test_a_merchant_who_never_verifies_is_told_eight_times(gateway: RunningGateway) -> None:
    gateway.gateway.pay(gateway.gateway.register(registration()))
    told = 0
    for _ in range(20):
        told += len(await said(gateway))
        clock.set_now(clock.now() + timedelta(hours=8))
    assert told == 1 + len(RETRIES)


@pytest.mark.parametrize(
    ("how", "count", "amount", "honest"),
    [
        ("once", 1, 1234, True),
        ("twice", 3, 1234, True),
        ("lost", 0, None, None),
        ("wrong_amount", 1, 1134, True),
        ("bad_signature", 1, 1234, False),
    ],
)
async def test_what_can_go_wrong(
    gateway: RunningGateway, how: str, count: int, amount: int | None, honest: bool | None
) -> None:
    gateway.gateway.pay(gateway.gateway.register(registration()), how=how)
    bodies = await said(gateway)
    assert len(bodies) == count
    for body in bodies:
        assert (body["amount"], body["originAmount"]) == (amount, 1234)
        assert (body["sign"] == sign(body, NOTIFICATION, MERCHANT.crc)) is honest


async def test_late_money_comes_when_its_time_has_come(gateway: RunningGateway) -> None:
    transaction = gateway.gateway.register(registration())
    gateway.gateway.pay_later(transaction, timedelta(days=3))
    clock.set_now(clock.now() + timedelta(days=2))
    assert await said(gateway) == []
    clock.set_now(clock.now() + timedelta(days=1))
    assert len(await said(gateway)) == 1


async def test_it_goes_out_over_http_and_survives_a_merchant_who_is_away(gateway: RunningGateway) -> None:
    taken: list[bytes] = []

    async def take(request: Request) -> Response:
        taken.append(await request.body())
        return Response(status_code=200)

    away = DueNotification(1, "http://127.0.0.1:9/", b"{}", 1)
    await post(away)
    with listening_socket() as listener, served(Starlette(routes=[Route("/n", take, methods=["POST"])]), listener):
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/n"
        gateway.gateway.pay(gateway.gateway.register(registration(urlStatus=url)))
        assert await gateway.gateway.tick(post) == 1
    assert json.loads(taken[0])["sessionId"] == "customer.intent-1"


@pytest.mark.parametrize(
    ("action", "paid"),
    [
        ("transfer", 1234),
        ("twice", 1234),
        ("lost", 1234),
        ("bad_signature", 1234),
        ("wrong_amount", 1134),
        ("refuse", 0),
        ("late", 0),
        ("days_late", 0),
    ],
)
def test_the_page_does_what_its_buttons_say(gateway: RunningGateway, action: str, paid: int) -> None:
    transaction = gateway.gateway.register(registration())
    page = f"{gateway.url}/trnRequest/{transaction.token}"
    answer = httpx.post(page, data={"action": action})
    assert (answer.status_code, answer.headers["location"]) == (303, "https://mojbok.example/platnosc/1")
    after = gateway.gateway.ledger.by_token(transaction.token)
    assert after is not None
    assert after.paid == paid
    if paid:
        assert "już przyjęta" in httpx.get(page).text


def test_the_page_takes_a_blik_code_and_refuses_a_wrong_one(gateway: RunningGateway) -> None:
    page = f"{gateway.url}/trnRequest/{gateway.gateway.register(registration()).token}"
    wrong = httpx.post(page, data={"action": "blik", "blik": "777 000"})
    assert wrong.status_code == 400
    assert "kod BLIK" in wrong.text
    assert httpx.post(page, data={"action": "blik", "blik": "777 123"}).status_code == 303


def test_the_page_of_nothing(gateway: RunningGateway) -> None:
    assert httpx.get(f"{gateway.url}/trnRequest/none").status_code == 404
    assert httpx.post(f"{gateway.url}/trnRequest/none", data={"action": "transfer"}).status_code == 404
    page = f"{gateway.url}/trnRequest/{gateway.gateway.register(registration()).token}"
    assert httpx.post(page, data={"action": "steal"}).status_code == 400
    assert httpx.post(page, content=b"\xff\x00").status_code == 400
