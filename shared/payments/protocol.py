"""What the portal needs of a payment provider."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from shared.payments.intent import Intent


class ProviderUnavailable(Exception):
    """The provider does not answer, or not in the way agreed; what was asked may or may not have happened."""


class ProviderRefused(Exception):
    """The provider understood and said no; the message is its own."""


class SignatureInvalid(Exception):
    """A notification that was not signed with our key; nothing in it can be believed."""


@dataclass(frozen=True)
class Device:
    """The payer's device, which a BLIK payment has to name."""

    ip: str
    user_agent: str


@dataclass(frozen=True)
class Money:
    """What the provider says somebody paid: under our reference and its own number, in grosze."""

    reference: str
    order_id: int
    amount: int
    currency: str


@dataclass(frozen=True)
class Transaction:
    """How a payment stands at the provider, and when it was paid, where the provider says so.

    `held` money is the payer's until verified, `settled` money is ours.
    """

    state: Literal["unpaid", "held", "settled", "returned"]
    money: Money
    paid_at: datetime | None = None


class PaymentProvider(Protocol):
    """A payment provider. Every call raises ProviderUnavailable where the outcome is not known."""

    name: str

    async def register(self, intent: Intent, device: Device) -> str:
        """Announce a payment; the token that leads to its page. Raises ProviderRefused."""
        ...

    def page(self, token: str) -> str:
        """The address at which the payer pays."""
        ...

    async def charge_blik(self, token: str, code: str) -> int:
        """Ask the payer's bank by a BLIK code; the provider's order number. Raises ProviderRefused."""
        ...

    async def verify(self, money: Money) -> None:
        """Confirm a payment, so that its money becomes ours. Raises ProviderRefused."""
        ...

    async def refunded(self, order_id: int) -> int:
        """How much of a payment has been given back, in grosze."""
        ...

    async def transaction(self, reference: str) -> Transaction | None:
        """How a payment stands; None where the provider has never heard of it."""
        ...

    def read_notification(self, body: bytes) -> Money:
        """The content of a notification. Raises SignatureInvalid, or ValueError for what is no notification."""
        ...
