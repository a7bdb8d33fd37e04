"""What anyone may ask: is the portal alive, is there a notice, from when is the data."""

from datetime import timedelta

from fastapi import APIRouter
from pydantic import AwareDatetime

from shared import clock, cosmos
from shared.json_model import JsonModel
from shared.settings import settings
from shared.version import VERSION

SYNC_STATE = "sync-state"
NOTICE = "maintenance-notice"
LATE_AFTER = timedelta(hours=24)

router = APIRouter(tags=["status"])


class Health(JsonModel):
    """`version` is the release that answers: after a deployment, the one that was sent."""

    healthy: bool
    version: str


class Notice(JsonModel):
    """An announced break; the texts by language."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime
    texts: dict[str, str]


class Status(JsonModel):
    """`data_as_of` is the last moment at which everything billing had to say was here."""

    data_as_of: AwareDatetime | None
    data_late: bool
    notice: Notice | None
    old_portal_url: str
    contact_phone: str
    contact_email_individual: str
    contact_email_business: str


@router.get("/health")
async def health_get() -> Health:
    """Healthy when the database answers; otherwise the answer is 503."""
    await cosmos.read("operations", SYNC_STATE, SYNC_STATE)
    return Health(healthy=True, version=VERSION)


@router.get("/status")
async def status_get() -> Status:
    state = await cosmos.read("operations", SYNC_STATE, SYNC_STATE)
    stored_notice = await cosmos.read("operations", NOTICE, NOTICE)
    notice = Notice.model_validate(stored_notice["notice"]) if stored_notice else None
    now = clock.now()
    as_of = clock.from_iso(state["completeAt"]) if state and state.get("completeAt") else None
    chosen = settings()
    return Status(
        data_as_of=as_of,
        data_late=as_of is None or now - as_of > LATE_AFTER,
        notice=notice if notice and notice.ends_at > now else None,
        old_portal_url=str(chosen.old_portal_url),
        contact_phone=chosen.contact_phone,
        contact_email_individual=chosen.contact_email_individual,
        contact_email_business=chosen.contact_email_business,
    )
