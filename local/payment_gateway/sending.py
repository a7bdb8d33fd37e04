"""Sending notifications to the merchant's urlStatus, and the loop that does it while the gateway runs."""

import asyncio
import logging

import httpx

from local.payment_gateway.gateway import Gateway
from local.payment_gateway.ledger import DueNotification

logger = logging.getLogger("payment_gateway")
TICK_SECONDS = 0.5


async def post(due: DueNotification) -> None:
    """One POST; a merchant that does not answer gets the next attempt."""
    try:
        async with httpx.AsyncClient(timeout=15, trust_env=False, follow_redirects=False) as client:
            answer = await client.post(due.url, content=due.body, headers={"Content-Type": "application/json"})
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        logger.warning("notification %s: %s", due.seq, type(error).__name__)
    else:
        logger.info("notification %s: answered %s", due.seq, answer.status_code)


async def keep_sending(gateway: Gateway) -> None:
    """Send what is due until cancelled."""
    while True:
        await gateway.tick(post)
        await asyncio.sleep(TICK_SECONDS)
