"""The payment provider the portal has."""

from functools import cache

from shared.payments.protocol import PaymentProvider
from shared.payments.przelewy24 import Przelewy24


@cache
def provider() -> PaymentProvider:
    return Przelewy24()
