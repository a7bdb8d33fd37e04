"""The gateway as a merchant's system meets it: basic authentication, signatures, verification, refunds, faults."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.payment_gateway.signatures import REGISTER, VERIFY, sign
from local.payment_gateway.testing import MERCHANT, RunningGateway, running_gateway

VERIFYING = b'{"merchantId":12345,"posId":12345,"sessionId":"s","amount":1,"currency":%s,"orderId":%s,"sign":"x"}'
REFUNDING = b'{"requestId":"1","refundsUuid":"2","refunds":[{"orderId":%s,"sessionId":%s,"amount":1}]}'


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[RunningGateway]:
    with running_gateway(tmp_path) as running:
        yield running


@pytest.fixture
def client(gateway: RunningGateway) -> Iterator[httpx.Client]:
    auth = (str(MERCHANT.pos_id), MERCHANT.report_key)
    with httpx.Client(base_url=gateway.url, auth=auth, trust_env=False) as client:
        yield client


def registration(**fields: Any) -> dict[str, Any]:
    body: dict[str, Any] = {
        "merchantId": MERCHANT.merchant_id,
        "posId": MERCHANT.pos_id,
        "sessionId": "customer.intent-1",
        "amount": 1234,
        "currency": "PLN",
        "description": "Faktura ąę/1",
        "email": "anna@example.com",
        "country": "PL",
        "language": "pl",
        "urlReturn": "https://mojbok.example/platnosc/1",
        "urlStatus": "http://127.0.0.1:9/none",
    }
    body |= fields
    return {"sign": sign(body, REGISTER, MERCHANT.crc)} | body


def register(client: httpx.Client, **fields: Any) -> httpx.Response:
    return client.post("/api/v1/transaction/register", json=registration(**fields))


def verification(order_id: int, **fields: Any) -> dict[str, Any]:
    body: dict[str, Any] = {"sessionId": "customer.intent-1", "orderId": order_id, "amount": 1234, "currency": "PLN"}
    body |= fields
    signed = {"sign": sign(body, VERIFY, MERCHANT.crc)}
    return signed | {"merchantId": MERCHANT.merchant_id, "posId": MERCHANT.pos_id} | body


def looked_up(client: httpx.Client) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/api/v1/transaction/by/sessionId/customer.intent-1").json()["data"]
    return answer


def test_a_signature_is_sha384_of_compact_json_with_letters_and_slashes_as_they_are() -> None:
    text = '{"sessionId":"ą/1","merchantId":1,"amount":2,"currency":"PLN","crc":"k/ż"}'
    fields = {"currency": "PLN", "amount": 2, "merchantId": 1, "sessionId": "ą/1", "other": True}
    assert sign(fields, REGISTER, "k/ż") == hashlib.sha384(text.encode()).hexdigest()


@pytest.mark.parametrize("auth", [None, ("1", "wrong"), (str(MERCHANT.pos_id), "wrong")])
def test_strangers_are_not_let_in(gateway: RunningGateway, auth: Any) -> None:
    with httpx.Client(base_url=gateway.url, auth=auth, trust_env=False) as client:
        answer = client.get("/api/v1/testAccess")
    assert (answer.status_code, answer.json()) == (401, {"error": "Incorrect authentication", "code": 401})


def test_access_can_be_tried(client: httpx.Client) -> None:
    assert client.get("/api/v1/testAccess").json() == {"data": True, "error": ""}


def test_a_registration_gives_a_token_to_a_page(client: httpx.Client) -> None:
    answer = register(client).json()
    assert answer["responseCode"] == 0
    page = client.get(f"/trnRequest/{answer['data']['token']}")
    assert page.status_code == 200
    assert "Faktura ąę/1" in page.text
    assert "12,34 zł" in page.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"sign": "0" * 96},
        {"merchantId": 1},
        {"amount": 0},
        {"amount": "1234"},
        {"amount": 12.5},
        {"currency": "EUR"},
        {"email": "x" * 60 + "@example.com"},
        {"urlReturn": "javascript:alert(1)"},
        {"transferLabel": "zł|"},
        {"timeLimit": 100},
        {"language": "uk"},
    ],
)
def test_a_wrong_registration_is_refused(client: httpx.Client, wrong: dict[str, Any]) -> None:
    answer = client.post("/api/v1/transaction/register", json=registration() | wrong)
    assert answer.status_code == 400
    assert answer.json()["code"] == 400


def test_money_is_the_payers_until_it_is_verified(gateway: RunningGateway, client: httpx.Client) -> None:
    register(client)
    assert looked_up(client)["status"] == 0
    transaction = gateway.gateway.ledger.all()[0]
    assert client.put("/api/v1/transaction/verify", json=verification(transaction.order_id)).status_code == 400
    assert gateway.gateway.pay(transaction)
    assert not gateway.gateway.pay(transaction)
    assert looked_up(client)["status"] == 1
    for wrong in ({"amount": 1}, {"currency": "EUR"}, {"orderId": 99}, {"sessionId": "other"}):
        refused = client.put("/api/v1/transaction/verify", json=verification(transaction.order_id, **wrong))
        assert refused.status_code == 400, wrong
    for _ in range(2):
        answer = client.put("/api/v1/transaction/verify", json=verification(transaction.order_id))
        assert answer.json() == {"data": {"status": "success"}, "responseCode": 0}
    assert looked_up(client)["status"] == 2
    assert register(client).status_code == 400


def test_an_unknown_session_is_a_404(client: httpx.Client) -> None:
    assert client.get("/api/v1/transaction/by/sessionId/none").status_code == 404


def test_a_refund_in_parts_ends_as_returned(gateway: RunningGateway, client: httpx.Client) -> None:
    register(client)
    transaction = gateway.gateway.ledger.all()[0]
    gateway.gateway.pay(transaction)

    def refund(amount: int) -> int:
        one = {"orderId": transaction.order_id, "sessionId": transaction.session_id, "amount": amount}
        body = {"requestId": "r-1", "refundsUuid": "u-1", "refunds": [one]}
        return client.post("/api/v1/transaction/refund", json=body).status_code

    assert [refund(1000), refund(235), refund(234), refund(1)] == [201, 400, 201, 400]
    assert looked_up(client)["status"] == 3


def test_blik_needs_the_payers_device_and_a_good_code(gateway: RunningGateway, client: httpx.Client) -> None:
    def charge(token: str, code: str) -> httpx.Response:
        return client.post("/api/v1/paymentMethod/blik/chargeByCode", json={"token": token, "blikCode": code})

    without = register(client, sessionId="a").json()["data"]["token"]
    assert charge(without, "777123").status_code == 400
    device = {"PSU": {"IP": "127.0.0.1", "userAgent": "x"}}
    token = register(client, sessionId="b", additional=device).json()["data"]["token"]
    for wrong in ("777000", "12345", "abcdef", ""):
        assert charge(token, wrong).status_code == 400
    answer = charge(token, "777123")
    assert answer.status_code == 201
    assert answer.json()["data"]["orderId"] == gateway.gateway.ledger.by_token(token).order_id  # type: ignore[union-attr]


def test_the_switches(client: httpx.Client) -> None:
    assert client.post("/simulate/faults", json={"kind": "down", "count": 1}).status_code == 201
    assert client.get("/api/v1/testAccess").status_code == 503
    assert client.get("/api/v1/testAccess").status_code == 200
    assert client.post("/simulate/faults", json={"kind": "nonsense"}).status_code == 400
    client.post("/simulate/faults", json={"kind": "lost"})
    [fault] = client.get("/simulate/faults").json()
    assert (fault["kind"], fault["left"]) == ("lost", None)
    register(client)
    assert client.post("/simulate/payments", json={"sessionId": "customer.intent-1"}).json() == {"paid": True}
    assert client.get("/simulate/notifications").json() == []
    assert client.delete("/simulate/faults").status_code == 204
    [shown] = client.get("/simulate/transactions").json()
    assert (shown["status"], shown["paid"]) == ("advance", 1234)
    assert client.post("/simulate/refunds", json={"sessionId": "customer.intent-1"}).json() == {"refunded": True}
    assert client.post("/simulate/refunds", json={"sessionId": "none"}).status_code == 400


def test_a_restart_forgets_nothing(tmp_path: Path) -> None:
    with running_gateway(tmp_path) as first:
        transaction = first.gateway.register(registration())
        first.gateway.pay(transaction)
    with running_gateway(tmp_path) as second:
        [kept] = second.gateway.ledger.all()
        assert (kept.token, kept.paid) == (transaction.token, 1234)
        assert len(second.gateway.ledger.waiting_notifications()) == 1


@pytest.mark.parametrize("value", [b"1000000000000000000000000000000", b'"\\ud800"'])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "transaction/verify", VERIFYING),
        ("POST", "transaction/refund", REFUNDING),
        ("POST", "paymentMethod/blik/chargeByCode", b'{"token":%s,"blikCode":%s}'),
    ],
)
def test_values_nobody_can_keep_are_refused(
    client: httpx.Client, method: str, path: str, body: bytes, value: bytes
) -> None:
    for number, text in ((value, b'"x"'), (b"1", value), (value, value)):
        for order in ((number, text), (text, number)):
            answer = client.request(
                method, f"/api/v1/{path}", content=body % order, headers={"Content-Type": "application/json"}
            )
            assert (answer.status_code // 100, "error" in answer.json()) == (4, True)
