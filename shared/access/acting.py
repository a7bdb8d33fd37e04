"""For whom a request acts: the account's own customer, or another one by a grant that is asked for every time.

The session says for whom, the grant whether and how far. Whoever has lost a grant gets `session_changed`: the page
then asks who is signed in, and that answer puts the session back to the account's own customer.
"""

from typing import Any

from fastapi import Request

from shared import cosmos
from shared.access import access_log, grants
from shared.access.access_log import Actor, Deed, Thing
from shared.access.grants import Grant
from shared.access.permissions import ROLES, Operation, Permission, operation_of
from shared.access.sessions import NOBODY, Acting, Guest, Session, change_acting, require_shown
from shared.access.viewing import look
from shared.lookup import random_id
from shared.mirror import CONTAINER as MIRROR
from shared.mirror import mirror_id
from shared.problems import Problem

_DEEDS: dict[Permission, Deed] = {
    "billing:read": "billing_seen",
    "billing:pay": "payment_begun",
    "supply:read": "supply_seen",
    "supply:write": "supply_changed",
    "tickets:read": "tickets_seen",
    "tickets:write": "ticket_written",
    "orders:write": "service_ordered",
    "data:read": "data_seen",
    "data:write": "data_changed",
}
_TICKETS = "tickets"


async def as_whom(request: Request, session: Session) -> Session:
    """The session with the customer it acts for, and what it may do; noted in the customer's access log. For what is
    the account's own it stays the account's.

    Raises Problem `session_changed` where the grant is over or the page shows another customer, `permission_missing`,
    and `not_found` for what is not of the contracts granted.
    """
    operation = operation_of(request.method, request.scope["path"])
    if session.viewer is not None:
        await look(request, session, session.viewer, operation)
        return session
    own = operation is not None and operation.permission == "account"
    acting = session.acting
    if acting is None:
        require_shown(request, session)
        if session.customer_id == NOBODY and not own:
            raise Problem("permission_missing")
        return session
    seen = await grants.find(acting.customer_id, acting.grant_id)
    if seen is None or not seen.grant.lets_in(session.account_id):
        if not own:
            raise Problem("session_changed")
        session = await change_acting(session, acting, None)
        require_shown(request, session)
        return session
    require_shown(request, session)
    grant = seen.grant
    session = await _following(session, acting, grant)
    if own:
        return session
    if operation is None or operation.permission not in ROLES[grant.role]:
        raise Problem("permission_missing")
    if grant.contracts is not None:
        await _require_within(operation, request.path_params, grant)
    await _note(operation, request, grant)
    guest = Guest(grant.id, grant.name, None if grant.contracts is None else tuple(grant.contracts))
    return session.as_acting().model_copy(update={"guest": guest})


def counted_as(session: Session) -> str:
    """Under what the limits of a customer count: whoever acts for them by themselves, so that nobody uses up what the
    customer may do."""
    return f"{session.customer_id}:{session.account_id}" if session.guest else session.customer_id


async def _following(session: Session, acting: Acting, grant: Grant) -> Session:
    """The session as the owner has changed the grant: what it shows follows, what may be done does from here on.

    Raises Problem `session_changed` where another tab has gone on to another customer meanwhile.
    """
    if (acting.role, acting.limited) == (grant.role, grant.contracts is not None):
        return session
    now = acting.model_copy(update={"role": grant.role, "limited": grant.contracts is not None})
    session = await change_acting(session, acting, now)
    if session.acting is None or session.acting.grant_id != grant.id:
        raise Problem("session_changed")
    return session


async def _require_within(operation: Operation, parameters: dict[str, Any], grant: Grant) -> None:
    contracts = grant.contracts or []
    if operation.reach == "whole":
        raise Problem("permission_missing")
    if operation.reach == "contract" and parameters["contract_id"] not in contracts:
        raise Problem("not_found")
    if operation.reach in {"document", "point"}:
        thing = mirror_id(operation.reach, parameters[f"{operation.reach}_id"])
        stored = await cosmos.read(MIRROR, thing, grant.customer_id)
        if stored is None or stored["deleted"] or stored["data"]["contractId"] not in contracts:
            raise Problem("not_found")
    if operation.reach == "ticket":
        stored = await cosmos.read(_TICKETS, f"ticket:{parameters['ticket_id']}", grant.customer_id)
        # One that is not written yet is its writer's, under an id nobody else knows.
        if stored and stored["accountId"] != grant.account_id and stored["about"].get("contractId") not in contracts:
            raise Problem("not_found")


async def _note(operation: Operation, request: Request, grant: Grant) -> None:
    """Write down what is about to be shown or done; each deed by itself, looks once a stretch."""
    named = access_log.thing_in(request.path_params)
    looks = operation.permission.endswith(":read")
    thing = Thing(id=named or ("" if looks else random_id()), name="")
    actor = Actor("authorised", grant.name, grant.account_id or "")
    await access_log.note(grant.customer_id, actor, _DEEDS[operation.permission], thing, reason="")
