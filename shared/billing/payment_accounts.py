"""The bank accounts customers pay to, by keyed hashes: whether one is ours can be asked, whose it is is not told.

The sync writes them down before it mirrors the document or contract that shows them, so that no account customers are
shown is ever called foreign. `target` is for the change of lookup keys alone.
"""

from shared import cosmos
from shared.lookup import lookup_id, lookup_ids
from shared.mirror import CONTAINER
from shared.settings import settings

TYPE = "payment_account"
_PURPOSE = "payment-account"


async def is_payment_account(nrb: str) -> bool:
    """Whether any customer is or was shown this account (26 digits); one point read for each lookup key."""
    for key in lookup_ids(_PURPOSE, nrb):
        if await cosmos.read(CONTAINER, key, key) is not None:
            return True
    return False


async def remember(nrb: str, customer_id: str) -> None:
    """Know an account from now on; one point read where it is known."""
    key = lookup_id(_PURPOSE, nrb)
    if await cosmos.read(CONTAINER, key, key) is not None:
        return
    item = {"id": key, "customerId": key, "type": TYPE, "target": customer_id, "keyId": settings().lookup_key_id}
    try:
        await cosmos.create(CONTAINER, item)
    except cosmos.Conflict:
        return  # another customer of the same account, or another run, was first


def remembered_as(nrb: str) -> str:
    """The id under the present key."""
    return lookup_id(_PURPOSE, nrb)
