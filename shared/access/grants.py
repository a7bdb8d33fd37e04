"""Grants: who may act for a customer, in what role, for which contracts, until when.

A grant is a document in the customer's own partition of container `people`, and the only truth of it: it is read at
every request of somebody who acts for another, and kept nowhere else. The guest's account only remembers where to
look. See docs/adr/0036-acting-for-a-customer.md.
"""

from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

from pydantic import AwareDatetime

from shared import clock, cosmos
from shared.access.permissions import ROLES, Permission, Role
from shared.json_model import RecordModel
from shared.locale import Locale

CONTAINER = "people"
_TRIES = 5

EndedBy = Literal["owner", "guest", "account_closed", "customer_gone"]


class Grant(RecordModel):
    """An invitation, and what became of it. `until` is the last day; `contracts` None is all of them.

    `invited_by` and `epoch` are the owner's account and its tokens' epoch: an invitation of an earlier one is void.
    """

    id: str
    type: Literal["grant"] = "grant"
    customer_id: str
    state: Literal["invited", "active", "ended"] = "invited"
    role: Role
    contracts: list[str] | None = None
    until: date | None = None
    email: str
    locale: Locale
    token_digest: str
    invited_by: str
    epoch: int
    invited_at: AwareDatetime
    invite_expires_at: AwareDatetime
    account_id: str | None = None
    name: str = ""
    accepted_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None
    ended_by: EndedBy | None = None

    @property
    def over(self) -> bool:
        """Whether its last day has passed."""
        return self.until is not None and clock.today() > self.until

    def lets_in(self, account_id: str) -> bool:
        """Whether the account may act by it now."""
        return self.state == "active" and self.account_id == account_id and not self.over


class Snapshot(NamedTuple):
    """A grant and the version it was read as."""

    grant: Grant
    etag: str


async def find(customer_id: str, grant_id: str) -> Snapshot | None:
    """One point read; None for another customer's as for none."""
    item = await cosmos.read(CONTAINER, grant_id, customer_id)
    return None if item is None else Snapshot(Grant.model_validate(cosmos.plain(item)), str(item["_etag"]))


async def create(grant: Grant) -> None:
    """Raises Conflict where there is one of that id."""
    await cosmos.create(CONTAINER, grant.model_dump(mode="json"))


async def change(customer_id: str, grant_id: str, changed: Callable[[Grant], Grant]) -> Grant | None:
    """Change a grant as if nobody else did; None where there is none. What `changed` raises ends it."""
    for _ in range(_TRIES):
        seen = await find(customer_id, grant_id)
        if seen is None:
            return None
        after = changed(seen.grant)
        if after == seen.grant:
            return after
        try:
            await cosmos.replace(CONTAINER, after.model_dump(mode="json") | {"_etag": seen.etag})
        except cosmos.Conflict:
            continue
        return after
    raise cosmos.Conflict


async def end(customer_id: str, grant_id: str, by: EndedBy) -> Grant | None:
    """End a grant for good, from the next request on; None where there is none. One that is over stays as it is."""

    def ended(grant: Grant) -> Grant:
        if grant.state == "ended":
            return grant
        return grant.model_copy(update={"state": "ended", "ended_at": clock.now(), "ended_by": by})

    return await change(customer_id, grant_id, ended)


async def grants_of(customer_id: str) -> list[Grant]:
    """All grants a customer has given, the newest first; one query."""
    items = cosmos.query(CONTAINER, "SELECT * FROM c WHERE c.type = 'grant'", customer_id, page_size=-1)
    found = [Grant.model_validate(cosmos.plain(item)) async for item in items]
    return sorted(found, key=lambda one: one.invited_at, reverse=True)


async def end_all_of(customer_id: str, by: EndedBy) -> None:
    """End everything a customer has granted; may be repeated."""
    for grant in await grants_of(customer_id):
        await end(customer_id, grant.id, by)


async def may(customer_id: str, account_id: str, permission: Permission) -> bool:
    """Whether an account that is not the customer's own has a grant that holds and lets it do that; one query."""
    return any(one.lets_in(account_id) and permission in ROLES[one.role] for one in await grants_of(customer_id))
