"""Przelewy24's REST API v1. What of it was verified where stands in `local/payment_gateway/README.md`.

`sign` is SHA-384 of compact JSON with the fields in the documented order and the CRC key last.
"""

import hashlib
import hmac
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from shared import clock
from shared.brand import brand
from shared.payments.intent import LIFETIME, Intent
from shared.payments.protocol import Device, Money, ProviderRefused, ProviderUnavailable, SignatureInvalid, Transaction
from shared.payments.titles import LABEL_LENGTH, short_title
from shared.settings import settings

if TYPE_CHECKING:
    import httpx

# Seconds to connect, read, write, and to wait for a connection.
_TIMEOUT = (3.0, 10.0, 10.0, 10.0)
_NOTIFICATION: dict[str, type] = {
    "merchantId": int,
    "posId": int,
    "sessionId": str,
    "amount": int,
    "originAmount": int,
    "currency": str,
    "orderId": int,
    "methodId": int,
    "statement": str,
}
_STATES: dict[int, Literal["unpaid", "held", "settled", "returned"]] = {
    0: "unpaid",
    1: "held",
    2: "settled",
    3: "returned",
}
# The languages of the payment page; Ukrainian is not one of them.
_LANGUAGE = {"pl": "pl", "en": "en", "uk": "pl"}
_NOT_IN_LABEL = re.compile(r"[^a-zA-Z0-9ęółśążźćńĘÓŁŚĄŻŹĆŃ ./\\:-]")
_EMAIL_LENGTH, _TITLE_LENGTH, _USER_AGENT_LENGTH = 50, 1024, 255
_REFUND_REJECTED = 4

_client: "httpx.AsyncClient | None" = None


class Przelewy24:
    """The one real PaymentProvider."""

    name = "przelewy24"

    async def register(self, intent: Intent, device: Device) -> str:
        chosen = settings()
        signed = {
            "sessionId": intent.reference,
            "merchantId": chosen.payment_merchant_id,
            "amount": intent.amount,
            "currency": intent.currency,
        }
        office = brand().email(intent.payer.kind)
        body = signed | {
            "posId": chosen.payment_pos_id,
            "description": intent.title[:_TITLE_LENGTH],
            "email": intent.payer.email if len(intent.payer.email) <= _EMAIL_LENGTH else office,
            "country": "PL",
            "language": _LANGUAGE[intent.payer.locale],
            "urlReturn": f"{chosen.portal_origin}/platnosc/{intent.id}",
            "urlStatus": f"{chosen.portal_origin}/api/billing/online-payments/notifications",
            "timeLimit": int(LIFETIME.total_seconds()) // 60,
            "waitForResult": True,
            "regulationAccept": intent.method == "blik",
            "transferLabel": short_title(_NOT_IN_LABEL.sub(" ", intent.title), intent.subject, LABEL_LENGTH),
            "additional": {"PSU": {"IP": device.ip, "userAgent": device.user_agent[:_USER_AGENT_LENGTH]}},
            "sign": _sign(signed),
        }
        return str((await _call("POST", "transaction/register", body))["token"])

    def page(self, token: str) -> str:
        return f"{_base()}/trnRequest/{token}"

    async def charge_blik(self, token: str, code: str) -> int:
        return int(
            (await _call("POST", "paymentMethod/blik/chargeByCode", {"token": token, "blikCode": code}))["orderId"]
        )

    async def verify(self, money: Money) -> None:
        chosen = settings()
        signed = {
            "sessionId": money.reference,
            "orderId": money.order_id,
            "amount": money.amount,
            "currency": money.currency,
        }
        body = signed | {
            "merchantId": chosen.payment_merchant_id,
            "posId": chosen.payment_pos_id,
            "sign": _sign(signed),
        }
        await _call("PUT", "transaction/verify", body)

    async def transaction(self, reference: str) -> Transaction | None:
        try:
            found = await _call("GET", f"transaction/by/sessionId/{reference}")
        except _NotFound:
            return None
        try:
            money = Money(str(found["sessionId"]), int(found["orderId"]), int(found["amount"]), str(found["currency"]))
            return Transaction(_STATES[found["status"]], money, _moment(found.get("dateOfTransaction")))
        except (KeyError, TypeError, ValueError):
            raise ProviderUnavailable("transaction/by/sessionId answered something else") from None

    async def refunded(self, order_id: int) -> int:
        try:
            found = await _call("GET", f"refund/by/orderId/{order_id}")
        except _NotFound:
            return 0
        try:
            return sum(int(refund["amount"]) for refund in found["refunds"] if refund["status"] != _REFUND_REJECTED)
        except (KeyError, TypeError, ValueError):
            raise ProviderUnavailable("refund/by/orderId answered something else") from None

    def read_notification(self, body: bytes) -> Money:
        fields = _json_object(body)
        sent = fields.get("sign")
        # `type` and not isinstance: True is an int, and would be signed as `true`.
        shaped = all(type(fields.get(name)) is kind for name, kind in _NOTIFICATION.items())
        if not shaped or not isinstance(sent, str):
            raise SignatureInvalid
        expected = _sign({name: fields[name] for name in _NOTIFICATION})
        if not hmac.compare_digest(sent.encode(errors="replace"), expected.encode()):
            raise SignatureInvalid
        chosen = settings()
        if (fields["merchantId"], fields["posId"]) != (chosen.payment_merchant_id, chosen.payment_pos_id):
            raise SignatureInvalid
        return Money(fields["sessionId"], fields["orderId"], fields["amount"], fields["currency"])


def _moment(text: object) -> datetime | None:
    """`202611202345` in Warsaw as an instant, to the minute; None for what is no such text."""
    try:
        return datetime.strptime(str(text), "%Y%m%d%H%M").replace(tzinfo=clock.WARSAW).astimezone(UTC)
    except ValueError:
        return None


class _NotFound(ProviderRefused):
    """The API's 404 for what is asked about; a command it answers so has gone to a wrong place."""


async def close() -> None:
    """Close the connections; the next call opens new ones."""
    global _client
    client, _client = _client, None
    if client is not None:
        await client.aclose()


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body)
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(content, dict):
        raise ValueError("not an object")  # noqa: TRY004  wrong JSON is a wrong value
    return content


def _sign(fields: dict[str, Any]) -> str:
    signed = fields | {"crc": settings().payment_crc.get_secret_value()}
    text = json.dumps(signed, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha384(text.encode(errors="surrogatepass")).hexdigest()


def _base() -> str:
    return str(settings().payment_url).rstrip("/")


async def _call(method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """The `data` of an answer. Raises ProviderRefused for a no, ProviderUnavailable for anything else."""
    import httpx

    global _client
    if _client is None:
        chosen = settings()
        _client = httpx.AsyncClient(
            base_url=f"{_base()}/api/v1/",
            auth=(str(chosen.payment_pos_id), chosen.payment_report_key.get_secret_value()),
            timeout=_TIMEOUT,
            follow_redirects=False,
        )
    try:
        response = await _client.request(method, path, json=body)
        content = response.json()
    except (httpx.HTTPError, ValueError) as error:
        raise ProviderUnavailable(f"{path.partition('/by/')[0]}: {type(error).__name__}") from None
    if response.status_code == 404 and method == "GET":
        raise _NotFound("not found")
    if response.status_code in {400, 409}:
        raise ProviderRefused(str(content.get("error"))[:200] if isinstance(content, dict) else "")
    data = content.get("data") if isinstance(content, dict) else None
    if not response.is_success or not isinstance(data, dict):
        raise ProviderUnavailable(f"{path.partition('/by/')[0]} answered {response.status_code}")
    return data
