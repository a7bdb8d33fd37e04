"""The routes of authorised people: whom a customer has authorised, and whom somebody acts for."""

from typing import Annotated

from fastapi import APIRouter, Header, Query

from functions.profile.people import customers, people
from functions.profile.people.models import (
    AccessPage,
    ChosenCustomer,
    Customers,
    InvitationLook,
    LinkToken,
    NewPerson,
    People,
    Person,
    PersonScope,
)
from shared.access import invitations
from shared.access.signed_in import Reauthenticated, SignedIn
from shared.http.openapi import refusals

router = APIRouter()

Key = Annotated[str, Header(alias="Idempotency-Key", pattern=r"^[A-Za-z0-9_-]{8,64}$")]


@router.get("/people")
async def people_get(session: SignedIn) -> People:
    return await people.people_of(session.customer_id)


@router.post("/people", status_code=201, responses=refusals("not_found", "too_many_people", "idempotency_key_reused"))
async def people_post(session: Reauthenticated, body: NewPerson, key: Key) -> Person:
    """Invite somebody by mail; the link in it works for a week and once."""
    return await people.invite(session, body, key)


@router.put("/people/{person_id}", responses=refusals("not_found"))
async def person_put(session: Reauthenticated, person_id: str, body: PersonScope) -> Person:
    """Change what somebody may do, for which contracts and until when, from their next request on."""
    return await people.change(session, person_id, body)


@router.delete("/people/{person_id}", status_code=204)
async def person_delete(session: SignedIn, person_id: str) -> None:
    """End an invitation or an access, from the next request of that person on."""
    await people.end(session, person_id)


@router.get("/access-log")
async def access_log_get(
    session: SignedIn,
    after: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> AccessPage:
    """Who of the office and of those authorised looked at or did what, the latest first."""
    return await people.accesses_of(session.customer_id, after, limit)


@router.post("/invitations/looks", status_code=200, responses=refusals("link_expired", "link_used"))
async def invitation_looks_post(body: LinkToken) -> InvitationLook:
    """What the link of an invitation is for; works without a session."""
    return await people.look(body.token)


@router.post(
    "/invitations/acceptances", status_code=204, responses=refusals("link_expired", "link_used", "own_invitation")
)
async def invitation_acceptances_post(session: SignedIn, body: LinkToken) -> None:
    """Accept an invitation with the account that is signed in."""
    await invitations.accept(body.token, session.account_id, await customers.name_of(session))


@router.get("/customers")
async def customers_get(session: SignedIn) -> Customers:
    """Whom the account may act for."""
    return await customers.customers_of(session)


@router.put("/customers/current", status_code=204, responses=refusals("not_found"))
async def customers_current_put(session: SignedIn, body: ChosenCustomer) -> None:
    """Act for another customer from now on; `GET auth/sessions/current` says for whom, under another `id`."""
    await customers.choose(session, body.id)


@router.delete("/customers/{customer_id}", status_code=204, responses=refusals("not_found"))
async def customer_delete(session: SignedIn, customer_id: str) -> None:
    """Act for a customer no longer, by the id of the grant; the customer is told."""
    await customers.leave(session, customer_id)
