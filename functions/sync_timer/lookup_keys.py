"""After a new lookup key: what stands under a former one is moved, and what still waits is counted.

docs/adr/0032-lookup-keys-in-a-ring.md
"""

from typing import Any

from functions.auth.accounts import bring_mailboxes_over, logins_under_former_keys, note_present_key
from functions.sync_timer.newest import keep_newest
from shared import cosmos
from shared.billing.payment_accounts import TYPE as ACCOUNT
from shared.billing.payment_accounts import remember, remembered_as
from shared.lookup import customer_number_lookups
from shared.mirror import CONTAINER
from shared.monitoring.logs import log
from shared.settings import settings


async def move_lookups() -> None:
    """Move mailboxes, chosen logins, customer numbers and payment accounts; say how many PESELs and NIPs still wait.

    The former keys may go where the line says that none does. Without a former key there is nothing to do.
    """
    if not settings().former_lookup_keys:
        return
    await bring_mailboxes_over()
    await _move_customer_numbers()
    await _move_payment_accounts()
    waiting = await logins_under_former_keys()
    unknown = await _count(
        "c.type = 'customer' AND c.deleted = false AND (NOT IS_DEFINED(c.keyId) OR c.keyId != @present)"
    )
    log.info("lookup keys", extra={"loginsUnderFormer": waiting, "customersUnderFormer": unknown})


async def _move_customer_numbers() -> None:
    sql = "SELECT * FROM c WHERE c.type = 'lookup' AND (NOT IS_DEFINED(c.keyId) OR c.keyId != @present)"
    present = settings().lookup_key_id
    async for pointer in cosmos.query(CONTAINER, sql, None, present=present):
        customer = await cosmos.read(CONTAINER, "customer", pointer["target"])
        ids = customer_number_lookups(customer["data"]["customerNumber"]) if customer and customer["data"] else []
        if pointer["id"] in ids[:1]:
            await note_present_key(CONTAINER, pointer["id"])
            continue
        if pointer["id"] in ids:
            moved = {"id": ids[0], "customerId": ids[0], "keyId": present}
            await keep_newest(CONTAINER, cosmos.plain(pointer) | moved)
        await cosmos.delete(CONTAINER, pointer["id"], pointer["id"])


async def _move_payment_accounts() -> None:
    """By way of the customer who was shown the account, for the document of it does not say its number."""
    sql = "SELECT c.id, c.target FROM c WHERE c.type = @type AND c.keyId != @present"
    shown = "SELECT DISTINCT VALUE c.data.account FROM c WHERE c.type IN ('contract', 'document')"
    async for known in cosmos.query(CONTAINER, sql, None, type=ACCOUNT, present=settings().lookup_key_id):
        present = set[str]()
        async for account in cosmos.query(CONTAINER, shown, known["target"]):
            nrb = str(account)
            await remember(nrb, known["target"])
            present.add(remembered_as(nrb))
        if known["id"] in present:
            await note_present_key(CONTAINER, known["id"])
        else:
            await cosmos.delete(CONTAINER, known["id"], known["id"])


async def _count(condition: str) -> int:
    sql = f"SELECT VALUE COUNT(1) FROM c WHERE {condition}"  # noqa: S608
    counts: list[Any] = [one async for one in cosmos.query(CONTAINER, sql, None, present=settings().lookup_key_id)]
    return sum(counts)
