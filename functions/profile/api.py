"""The routes of what we know of you."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse

from functions.profile import api_keys_api, store
from functions.profile.my_data import api as my_data
from functions.profile.my_data.models import Profile
from functions.profile.my_data.my_data import profile_of
from functions.profile.people import api as people
from functions.profile.unsubscribing import Unsubscribed, unsubscribe
from shared.access.signed_in import SignedIn
from shared.http.openapi import refusals
from shared.mail.preferences import MailPreferences
from shared.mail.unsubscribing import LONGEST_TOKEN, UNSUBSCRIBE_PAGE, UNSUBSCRIBE_PATH
from shared.settings import settings

OPEN_PATHS = frozenset({UNSUBSCRIBE_PATH})
"""Mail programs post here, from no page of ours; the link's token is the proof."""

LinkToken = Annotated[str, Query(min_length=1, max_length=LONGEST_TOKEN, pattern=r"^[A-Za-z0-9_-]+$")]

router = APIRouter(prefix="/profile", tags=["profile"])
router.include_router(api_keys_api.router)
router.include_router(my_data.router)
router.include_router(people.router)


@router.get("", responses=refusals("not_found"))
async def profile_get(session: SignedIn, response: Response) -> Profile:
    """What billing knows of the customer, and the changes under way."""
    return my_data.tagged(response, await profile_of(session.customer_id))


@router.get("/mail-preferences")
async def mail_preferences_get(session: SignedIn) -> MailPreferences:
    """Which of the mails that can be switched off the account gets; all of them at first."""
    return await store.mail_preferences(session.account_id)


@router.put("/mail-preferences")
async def mail_preferences_put(session: SignedIn, body: MailPreferences) -> MailPreferences:
    return await store.change_mail_preferences(session.account_id, body)


@router.post("/unsubscriptions", responses=refusals("not_found"))
async def unsubscriptions_post(token: LinkToken) -> Unsubscribed:
    """Switch off the one kind of mail the link is for; mail programs do it with one click (RFC 8058)."""
    return await unsubscribe(token)


@router.get("/unsubscriptions", status_code=303, response_class=RedirectResponse)
async def unsubscriptions_get(token: LinkToken) -> RedirectResponse:
    """A mail program that only opens the link: on to the page that asks. Looking at a link switches nothing off."""
    return RedirectResponse(f"{settings().portal_origin}{UNSUBSCRIBE_PAGE}#{token}", 303)
