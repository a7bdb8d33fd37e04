"""Tidying up after the door: links that are over, activations that broke off half way."""

from functions.auth.store import remove_expired_registrations, settle_claims
from shared.logs import log


async def expire() -> None:
    """Remove registrations 24 hours after they were made, and accounts that nobody's login leads to."""
    registrations = await remove_expired_registrations()
    accounts = await settle_claims()
    if registrations or accounts:
        log.info("expired", extra={"registrations": registrations, "accounts": accounts})
