"""The routes of services: the list, one with its form, what an order comes to, and ordering."""

from typing import Any

from fastapi import APIRouter, Response

from functions.tickets.models import OfferedService, TicketDetails
from functions.tickets.services import ordering
from functions.tickets.services.catalogue import services
from functions.tickets.services.models import NewOrder, OrderContent, OrderSummary, ServiceDetails, Services
from functions.tickets.thread.reading import details
from shared.access.signed_in import SignedIn
from shared.http.openapi import refusals
from shared.locale import Locale

router = APIRouter()


def names_of_services(locale: Locale) -> list[OfferedService]:
    """For lists of what was ordered."""
    return [OfferedService(key=one.key, name=one.name.of(locale)) for one in services().values()]


_REPEATED: dict[int | str, dict[str, Any]] = {
    200: {"description": "Ordered before, under the same id.", "model": TicketDetails}
}


@router.get("/services")
async def services_get(session: SignedIn, locale: Locale = "pl") -> Services:
    """What this customer may order, in one language."""
    return await ordering.offered(session, locale)


@router.get("/services/{kind}")
async def service_get(session: SignedIn, kind: str, locale: Locale = "pl") -> ServiceDetails:
    """One service with its form and what is the customer's own to choose from."""
    return await ordering.form(session, kind, locale)


@router.post("/orders/summaries", responses=refusals("not_found"))
async def summaries_post(session: SignedIn, body: OrderContent, locale: Locale = "pl") -> OrderSummary:
    """What an order comes to, before it is sent; nothing is written."""
    return await ordering.summary(session, body, locale)


@router.post(
    "/orders",
    status_code=201,
    responses=refusals("not_found", "order_summary_changed", "order_exists", "idempotency_key_reused") | _REPEATED,
)
async def orders_post(session: SignedIn, body: NewOrder, response: Response, locale: Locale = "pl") -> TicketDetails:
    """Order a service; `locale` is that of the summary that was shown."""
    ticket, thread, new = await ordering.order(session, body, locale)
    response.status_code = 201 if new else 200
    return await details(ticket, thread)
