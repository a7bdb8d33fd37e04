"""The routes of registration and activation."""

from fastapi import APIRouter

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
async def activations_post(body: Activation, address: ClientAddress) -> Activated:
    return await activation.activate(body, address)
