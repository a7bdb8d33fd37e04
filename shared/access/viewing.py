"""A clerk who looks at a customer's portal as the customer sees it: reading only, for minutes, and written down first.

The view is a session of a kind of its own (`Session.viewer`), made at the desk for a reason the customer can read. It
has no account, so nothing of an account is behind it; every request asks whether the clerk is still signed in at the
office, and puts what it shows into the customer's access log before it is shown. See docs/adr/0039.
"""

from datetime import timedelta
from typing import Literal

from fastapi import Request

from shared import clock, cosmos
from shared.access import access_log
from shared.access.access_log import Actor, Deed, Thing
from shared.access.permissions import Operation, Permission
from shared.access.sessions import NOBODY, Session, Viewer, require_shown
from shared.lookup import new_token, random_id, token_id
from shared.problems import Problem

SEEN: dict[Permission, Deed] = {
    "billing:read": "billing_seen",
    "supply:read": "supply_seen",
    "tickets:read": "tickets_seen",
    "data:read": "data_seen",
    "owner": "data_seen",
}
"""What a view reads, by what an operation needs. All else is refused: what writes, and what is the account's own."""

_OWN_SESSION = "/api/auth/sessions/current"


VIEW = timedelta(minutes=15)
"""So long a clerk looks at a customer's portal for one reason."""


async def open_view(
    viewer: Viewer,
    *,
    customer_id: str,
    kind: Literal["individual", "business"],
    display_name: str,
    customer_number: str,
) -> tuple[Session, str]:
    """Store a session in which a clerk reads a customer's portal; it has no account, and use does not prolong it."""
    token, now = new_token(), clock.now()
    session = Session(
        id=token_id(token),
        public_id=random_id(),
        account_id=NOBODY,
        customer_id=customer_id,
        kind=kind,
        display_name=display_name,
        customer_number=customer_number,
        terms_version="",
        created_at=now,
        seen_at=now,
        expires_at=now + VIEW,
        ends_at=now + VIEW,
        viewer=viewer,
    )
    await cosmos.create("sessions", session.model_dump(mode="json") | {"ttl": cosmos.ttl_until(session.ends_at)})
    return session, token


def actor_of(viewer: Viewer) -> Actor:
    return Actor("lead" if viewer.lead else "clerk", viewer.name, viewer.clerk_id)


async def look(request: Request, session: Session, viewer: Viewer, operation: Operation | None) -> None:
    """Let a request of a view pass, and note it. Raises Problem `session_missing` where the clerk has left the office,
    `session_changed` for a page that shows another session, `view_only` for what a view does not see."""
    stored = await cosmos.read("sessions", viewer.office_session, viewer.office_session)
    ends = [clock.from_iso(stored[name]) for name in ("expiresAt", "endsAt")] if stored else []
    if not ends or clock.now() >= min(ends):
        raise Problem("session_missing")
    require_shown(request, session)
    if request.method not in {"GET", "HEAD"}:
        raise Problem("view_only")
    if request.scope["path"] == _OWN_SESSION:
        return
    if operation is None or operation.permission not in SEEN:
        raise Problem("view_only")
    thing = Thing(id=access_log.thing_in(request.path_params), name="")
    deed = SEEN[operation.permission]
    await access_log.note(session.customer_id, actor_of(viewer), deed, thing, reason=viewer.reason)
