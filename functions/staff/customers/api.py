"""The routes of customers at the desk. What identifies somebody travels in bodies, never in an address."""

from typing import Annotated

from fastapi import APIRouter, Cookie, Response

from functions.staff.customers import customer, finding, view
from functions.staff.customers.models import (
    CallersWords,
    FoundCustomers,
    OfficeCustomer,
    PortalView,
    RefusedRegistrations,
    WhyAsked,
)
from functions.staff.models import EntityId
from functions.staff.sessions import Clerk
from shared.access.sessions import COOKIE, end_session, set_cookie
from shared.http.openapi import refusals
from shared.lookup import token_id

router = APIRouter()
at_customer = "/customers/{customer_id}"


@router.post("/customers/searches")
async def customer_searches_post(_session: Clerk, body: CallersWords) -> FoundCustomers:
    """Find a customer by number, document, contract, metering point, PESEL or NIP, or by the name's beginning."""
    return await finding.customers(body.text)


@router.post("/registrations/searches")
async def registration_searches_post(session: Clerk, body: CallersWords) -> RefusedRegistrations:
    """Why a registration was refused, by what the caller typed there."""
    return await finding.refused(session, body.text)


@router.get(at_customer)
async def customer_get(session: Clerk, customer_id: EntityId) -> OfficeCustomer:
    """The customer's card and how their account stands; they can read that it was opened."""
    return await customer.look(session, customer_id)


@router.post(f"{at_customer}/views", status_code=201)
async def views_post(
    session: Clerk,
    customer_id: EntityId,
    body: WhyAsked,
    response: Response,
    before: Annotated[str | None, Cookie(alias=COOKIE, include_in_schema=False)] = None,
) -> PortalView:
    """Look at the portal as the customer sees it, in this browser and reading only; what it was signed in to ends."""
    opened, token = await view.begin(session, customer_id, body.reason)
    if before:
        await end_session(token_id(before))
    set_cookie(response, token)
    return PortalView(id=opened.shown_id, ends_at=opened.ends_at)


@router.post(f"{at_customer}/recoveries", status_code=204, responses=refusals("not_found"))
async def recoveries_post(session: Clerk, customer_id: EntityId, body: WhyAsked) -> None:
    """Mail the customer a one-time password, to their own mailbox."""
    await customer.recover(session, customer_id, body.reason)


@router.post(f"{at_customer}/unlocks", status_code=204, responses=refusals("not_found"))
async def unlocks_post(session: Clerk, customer_id: EntityId, body: WhyAsked) -> None:
    """Forget failed sign-ins, so that the customer need not wait."""
    await customer.unlock(session, customer_id, body.reason)


@router.post(f"{at_customer}/session-endings", status_code=204, responses=refusals("not_found"))
async def session_endings_post(session: Clerk, customer_id: EntityId, body: WhyAsked) -> None:
    """Sign the customer out everywhere."""
    await customer.end_sessions(session, customer_id, body.reason)
