"""The gateway itself: what happens when somebody pays, and how the merchant is told."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from local.faults import Faults
from local.payment_gateway.faults import Fault
from local.payment_gateway.ledger import DueNotification, Ledger, Status, Transaction
from local.payment_gateway.signatures import NOTIFICATION, REGISTER, VERIFY, sign
from shared import clock

TRANSFER, BLIK = 20, 181
Send = Callable[[DueNotification], Awaitable[None]]


@dataclass(frozen=True)
class Merchant:
    """The one merchant the gateway serves; `crc` signs, `report_key` is the password of the API."""

    merchant_id: int
    pos_id: int
    crc: str
    report_key: str


class InvalidInputError(Exception):
    """The API's 400: the message says which rule was broken."""


@dataclass
class Gateway:
    """Rules over the ledger, without HTTP."""

    merchant: Merchant
    ledger: Ledger
    faults: Faults[Fault] = field(default_factory=Faults)

    def register(self, body: dict[str, Any]) -> Transaction:
        """Register a transaction. Raises InvalidInputError."""
        self._check_merchant(body)
        if body["sign"] != sign(body, REGISTER, self.merchant.crc):
            raise InvalidInputError("Incorrect sign")
        if (known := self.ledger.by_session(body["sessionId"])) and known.status != Status.NO_PAYMENT:
            raise InvalidInputError("Session has been paid")
        return self.ledger.register(body)

    def verify(self, body: dict[str, Any]) -> None:
        """Settle a paid transaction; the same again is no mistake. Raises InvalidInputError."""
        self._check_merchant(body)
        if body["sign"] != sign(body, VERIFY, self.merchant.crc):
            raise InvalidInputError("Incorrect sign")
        transaction = self.ledger.by_order(body["orderId"])
        if transaction is None or transaction.session_id != body["sessionId"]:
            raise InvalidInputError("Incorrect order")
        if transaction.status not in {Status.ADVANCE, Status.MADE}:
            raise InvalidInputError("Transaction is not paid")
        if (body["amount"], body["currency"]) != (transaction.paid, transaction.body["currency"]):
            raise InvalidInputError("Incorrect amount or currency")
        self.ledger.verify(transaction.order_id)

    def charge_blik(self, token: str, code: str) -> Transaction:
        """Charge by a BLIK code; the code's last three digits say what the payer does (see README)."""
        transaction = self.ledger.by_token(token)
        if transaction is None or transaction.status != Status.NO_PAYMENT:
            raise InvalidInputError("Incorrect token")
        if not transaction.body.get("additional", {}).get("PSU"):
            raise InvalidInputError("PSU is required")
        if not (len(code) == 6 and code.isdecimal()) or code.endswith("000"):
            raise InvalidInputError("Incorrect BLIK code")
        if code.endswith("222"):
            self.pay_later(transaction, timedelta(minutes=1), method=BLIK)
        elif not code.endswith("111"):
            self.pay_later(transaction, timedelta(seconds=0), method=BLIK)
        return transaction

    def refund(self, order_id: int, session_id: str, amount: int) -> None:
        """Return money to the payer. Raises InvalidInputError."""
        transaction = self.ledger.by_order(order_id)
        if transaction is None or transaction.session_id != session_id or not self.ledger.refund(order_id, amount):
            raise InvalidInputError("Invalid input parameters")

    def pay(self, transaction: Transaction, *, method: int = TRANSFER, how: str = "once") -> bool:
        """Pay now. `how` is once, twice, lost, wrong_amount or bad_signature; False where it was paid before."""
        for fault in ("lost", "duplicate", "wrong_amount", "bad_signature"):
            if self.faults.take(fault):
                how = "twice" if fault == "duplicate" else fault
        amount = max(1, transaction.amount - 100) if how == "wrong_amount" else transaction.amount
        now = clock.now()
        if not self.ledger.pay(transaction.order_id, amount, method, now):
            return False
        if how != "lost" and transaction.body.get("urlStatus"):
            body = self.notification(transaction, amount, method)
            if how == "bad_signature":
                body["sign"] = body["sign"][::-1]
            self.ledger.add_notification(transaction.order_id, body, now, copies=3 if how == "twice" else 1)
        return True

    def pay_later(self, transaction: Transaction, after: timedelta, *, method: int = TRANSFER) -> None:
        """Let the money arrive later; `tick` brings it in."""
        self.ledger.pay_later(transaction.order_id, clock.now() + after, {"method": method})

    def notification(self, transaction: Transaction, amount: int, method: int) -> dict[str, Any]:
        """The signed notification of a payment."""
        fields = {
            "merchantId": self.merchant.merchant_id,
            "posId": self.merchant.pos_id,
            "sessionId": transaction.session_id,
            "amount": amount,
            "originAmount": transaction.amount,
            "currency": transaction.body["currency"],
            "orderId": transaction.order_id,
            "methodId": method,
            "statement": transaction.statement,
        }
        return fields | {"sign": sign(fields, NOTIFICATION, self.merchant.crc)}

    async def tick(self, send: Send, *, all_waiting: bool = False) -> int:
        """Bring in late money and send what is due; returns how many notifications were sent."""
        for transaction, later in self.ledger.late_payments(clock.now()):
            self.pay(transaction, method=later["method"])
        sent = 0
        for due in self.ledger.take_due(clock.now(), all_waiting=all_waiting):
            for _ in range(due.copies):
                await send(due)
                sent += 1
        return sent

    def _check_merchant(self, body: dict[str, Any]) -> None:
        if (body["merchantId"], body["posId"]) != (self.merchant.merchant_id, self.merchant.pos_id):
            raise InvalidInputError("Incorrect merchantId or posId")
