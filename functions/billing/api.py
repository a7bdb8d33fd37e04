"""The routes of what a customer owes."""

from fastapi import APIRouter

from functions.billing.documents import api as documents
from functions.billing.exports import api as exports
from functions.billing.paying import api as paying

OPEN_PATHS = paying.OPEN_PATHS

router = APIRouter(prefix="/billing", tags=["billing"])
for wing in (paying, exports, documents):
    router.include_router(wing.router)
