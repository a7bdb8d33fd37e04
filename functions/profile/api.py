"""The routes of what we know of you."""

from fastapi import APIRouter

from functions.profile import api_keys_api, store
from shared.mail.preferences import MailPreferences
from shared.sessions import SignedIn

router = APIRouter(prefix="/profile", tags=["profile"])
router.include_router(api_keys_api.router)


@router.get("/mail-preferences")
async def mail_preferences_get(session: SignedIn) -> MailPreferences:
    """Which of the mails that can be switched off the account gets; all of them at first."""
    return await store.mail_preferences(session.account_id)


@router.put("/mail-preferences")
async def mail_preferences_put(session: SignedIn, body: MailPreferences) -> MailPreferences:
    return await store.change_mail_preferences(session.account_id, body)
