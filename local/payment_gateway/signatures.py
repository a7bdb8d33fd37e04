"""Przelewy24's `sign`: SHA-384 of compact JSON, its fields in the documented order, the CRC key last."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

REGISTER = ("sessionId", "merchantId", "amount", "currency")
VERIFY = ("sessionId", "orderId", "amount", "currency")
NOTIFICATION = (
    "merchantId",
    "posId",
    "sessionId",
    "amount",
    "originAmount",
    "currency",
    "orderId",
    "methodId",
    "statement",
)


def sign(fields: Mapping[str, Any], order: tuple[str, ...], crc: str) -> str:
    """The signature of the named fields."""
    signed = {name: fields[name] for name in order} | {"crc": crc}
    return hashlib.sha384(json.dumps(signed, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
