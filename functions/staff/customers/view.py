"""A clerk's view of a customer's portal begins here, with a reason; what it may see: shared/access/viewing.py."""

from typing import Any

from functions.staff.customers import store
from functions.staff.sessions import StaffSession
from shared.access import access_log
from shared.access.access_log import Thing
from shared.access.sessions import Session, Viewer
from shared.access.viewing import open_view
from shared.lookup import random_id
from shared.problems import Problem


async def begin(session: StaffSession, customer_id: str, reason: str) -> tuple[Session, str]:
    """The session of the view with its cookie's token; the customer's log says so before it is there.

    Raises Problem `not_found`.
    """
    data = await require_customer(customer_id)
    await access_log.note(customer_id, session.actor, "portal_viewed", Thing(random_id(), ""), reason=reason)
    viewer = Viewer(
        clerk_id=session.clerk_id,
        name=session.first_name,
        lead=session.lead,
        reason=reason,
        office_session=session.id,
    )
    return await open_view(
        viewer,
        customer_id=customer_id,
        kind=data["kind"],
        display_name=data["displayName"],
        customer_number=data["customerNumber"],
    )


async def require_customer(customer_id: str) -> dict[str, Any]:
    data = await store.customer(customer_id)
    if data is None:
        raise Problem("not_found")
    return data
