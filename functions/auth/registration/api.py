"""The routes of registration and activation."""

from typing import Any

from fastapi import APIRouter, Response

from functions.auth.guards.client_context import Context
from functions.auth.guards.session_opening import hand_over
from functions.auth.models import LinkToken
from functions.auth.registration import activation, invited_account, registration, terms
from functions.auth.registration.models import (
    Activated,
    Activation,
    InvitedAccount,
    Registration,
    RegistrationAccepted,
    Terms,
)
from functions.auth.registration.terms_pdf import terms_pdf
from shared.brand import brand
from shared.http.client_address import ClientAddress
from shared.http.openapi import refusals
from shared.locale import Locale
from shared.terms.version import VersionName

router = APIRouter()

_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {"schema": {"type": "string"}}}}}
_FILE_NAMES: dict[Locale, str] = {"pl": "regulamin", "en": "terms", "uk": "pravyla"}


@router.get("/terms", responses=refusals("not_found"))
async def terms_get(
    locale: Locale = "pl", version: VersionName | None = None, since: VersionName | None = None
) -> Terms:
    """The terms in force, or a version by its name; with `since`, what has changed after that version."""
    return await terms.terms_of(locale, version, since)


@router.get("/terms.pdf", response_class=Response, responses=refusals("not_found", "pdf_unavailable") | _PDF)
async def terms_pdf_get(locale: Locale = "pl", version: VersionName | None = None) -> Response:
    """The same to be kept."""
    shown = await terms.version_of(version)
    content = await terms_pdf(shown, locale)
    name = f"{brand().file_prefix}-{_FILE_NAMES[locale]}-{shown.version}.pdf"
    return Response(
        content,
        media_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@router.post("/registrations", status_code=202)
async def registrations_post(body: Registration, address: ClientAddress) -> RegistrationAccepted:
    return await registration.register(body, address)


@router.post("/activation-checks", status_code=204, responses=refusals("link_expired", "link_used"))
async def activation_checks_post(body: LinkToken, context: Context) -> None:
    """Whether the mailed link works, before a password is thought up for nothing."""
    await activation.live_registration(body.token, context)


@router.post("/activations", status_code=201, responses=refusals("link_expired", "link_used"))
async def activations_post(body: Activation, context: Context, response: Response) -> Activated:
    """Make the account and sign in; `session` is null where signing in is not possible at once."""
    login_taken, opened = await activation.activate(body, context)
    return Activated(login_taken=login_taken, session=hand_over(response, opened) if opened else None)


@router.post("/invited-accounts", status_code=201, responses=refusals("link_expired", "link_used", "login_taken"))
async def invited_accounts_post(body: InvitedAccount, context: Context, response: Response) -> Activated:
    """Accept an invitation with a new account of a person who is no customer, and sign in."""
    opened = await invited_account.open_account(body, context)
    return Activated(login_taken=False, session=hand_over(response, opened) if opened else None)
