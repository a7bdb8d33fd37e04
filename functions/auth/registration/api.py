"""The routes of registration and activation."""

from fastapi import APIRouter, Response

from functions.auth.guards.client_context import Context
from functions.auth.guards.session_opening import hand_over
from functions.auth.registration import activation, registration, terms
from functions.auth.registration.models import Activated, Activation, Registration, RegistrationAccepted, Terms
from shared.client_address import ClientAddress
from shared.locale import Locale
from shared.openapi import refusals

router = APIRouter()


@router.get("/terms")
async def terms_get(locale: Locale = "pl") -> Terms:
    return await terms.current_terms(locale)


@router.post("/registrations", status_code=202)
async def registrations_post(body: Registration, address: ClientAddress) -> RegistrationAccepted:
    return await registration.register(body, address)


@router.post("/activations", status_code=201, responses=refusals("link_expired"))
async def activations_post(body: Activation, context: Context, response: Response) -> Activated:
    """Make the account and sign in; `session` is null where signing in is not possible at once."""
    login_taken, opened = await activation.activate(body, context)
    return Activated(login_taken=login_taken, session=hand_over(response, opened) if opened else None)
