"""Accounts made directly, for tests about what they get and not about how they come to be."""

from datetime import datetime, timedelta
from typing import Any

from functions.auth.accounts import Account, create_account
from shared import clock, cosmos
from shared.lookup import lookup_id
from shared.mail.preferences import ALL_ON


class Crash(Exception):
    """The process dies here."""


async def an_account_of(customer_id: str, *, activated_at: datetime | None = None, **fields: Any) -> Account:
    """An active account of a customer, for a month unless told otherwise; its address is `<customer>@example.com`."""
    at = activated_at or clock.now() - timedelta(days=30)
    values: dict[str, Any] = {
        "id": f"account-{customer_id}",
        "state": "active",
        "customer_id": customer_id,
        "kind": "individual",
        "identifier_lookup": lookup_id("login", customer_id),
        "email": f"{customer_id.lower()}@example.com",
        "chosen_login": None,
        "locale": "pl",
        "password_hash": "none",
        "terms_version": "2026-11-01",
        "terms_accepted_at": at,
        "consents": [],
        "created_at": at,
    }
    account = Account(**values | fields)
    await create_account(account)
    return account


async def switched_off(account: Account, *notices: str) -> None:
    request = ALL_ON.model_copy(update=dict.fromkeys(notices, False))
    stored = await cosmos.read("accounts", account.id, account.id)
    assert stored is not None
    await cosmos.replace("accounts", stored | {"mailPreferences": request.model_dump(mode="json")})


async def outbox_mails() -> list[cosmos.Item]:
    return [item async for item in cosmos.query("outbox", "SELECT * FROM c", None)]
