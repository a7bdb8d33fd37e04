"""The routes of the door."""

from fastapi import APIRouter, Request, Response

from functions.auth import activation, registration, sign_in, terms
from functions.auth.models import (
    Activated,
    Activation,
    Credentials,
    CurrentSession,
    Locale,
    Registration,
    RegistrationAccepted,
    Terms,
)
from shared.sessions import COOKIE, SignedIn, clear_cookie, find_session, set_cookie

router = APIRouter(prefix="/auth", tags=["auth"])


@router.get("/terms")
async def terms_get(locale: Locale = "pl") -> Terms:
    return terms.current_terms(locale)


@router.post("/registrations", status_code=202)
async def registrations_post(body: Registration) -> RegistrationAccepted:
    return await registration.register(body)


@router.post("/activations", status_code=201)
async def activations_post(body: Activation) -> Activated:
    return await activation.activate(body)


@router.post("/sessions", status_code=201)
async def sessions_post(body: Credentials, response: Response) -> CurrentSession:
    session, token = await sign_in.sign_in(body)
    set_cookie(response, token)
    return session


@router.get("/sessions/current")
async def sessions_current_get(session: SignedIn) -> CurrentSession:
    return sign_in.current(session)


@router.delete("/sessions/current", status_code=204)
async def sessions_current_delete(request: Request, response: Response) -> None:
    """Signing out twice is fine: the answer is the same with a session that is over, or none."""
    token = request.cookies.get(COOKIE)
    session = await find_session(token) if token else None
    if session is not None:
        await sign_in.sign_out(session)
    clear_cookie(response)
    response.headers["Clear-Site-Data"] = '"cache"'
