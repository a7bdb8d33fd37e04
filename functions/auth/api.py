"""The routes of who you are, gathered from the wings."""

from fastapi import APIRouter

from functions.auth.account.api import router as account
from functions.auth.origin.api import router as origin
from functions.auth.registration.api import router as registration
from functions.auth.sign_in.api import router as sign_in

router = APIRouter(prefix="/auth", tags=["auth"])

router.include_router(registration)
# Before the account's: `sessions/current` comes before `sessions/{session_id}`.
router.include_router(sign_in)
router.include_router(account)
router.include_router(origin)
