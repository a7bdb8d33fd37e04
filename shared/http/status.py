"""What anyone may ask: is the portal alive, is there a notice, from when is the data."""

from datetime import date, datetime, timedelta

from fastapi import APIRouter
from pydantic import AwareDatetime

from shared import clock, cosmos
from shared.brand import brand
from shared.json_model import JsonModel
from shared.maintenance.notice import Notice, notice_now
from shared.terms.in_force import ahead
from shared.version import VERSION
from shared.working_days import whole_working_days_since

SYNC_STATE = "sync-state"
LATE_AFTER = timedelta(hours=24)
PROMISED_DAYS = 5
"""Working days: the data is never older, the FAQ promises."""

router = APIRouter(tags=["status"])


class Health(JsonModel):
    """`version` is the release that answers: after a deployment, the one that was sent."""

    healthy: bool
    version: str


class TermsAhead(JsonModel):
    """A version of the terms that will be asked for from a day to come."""

    version: str
    effective_from: date


class Status(JsonModel):
    """`data_as_of` is the last moment at which everything billing had to say was here.

    `data_too_old`: longer ago than we promise, which is five working days. `closed`: by the notice nobody can use the
    portal now, and all but the office answers 503 `portal_closed`.
    """

    data_as_of: AwareDatetime | None
    data_late: bool
    data_too_old: bool
    notice: Notice | None
    closed: bool
    terms_ahead: TermsAhead | None
    old_portal_url: str | None
    operator_name: str
    operator_registers: str
    privacy_url: str | None
    accessibility_reviewed: str
    contact_phone: str
    contact_hours: str
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
    notice = await notice_now()
    terms = await ahead()
    as_of = clock.from_iso(state["completeAt"]) if state and state.get("completeAt") else None
    own = brand()
    return Status(
        data_as_of=as_of,
        data_late=is_late(as_of),
        data_too_old=is_too_old(as_of),
        notice=notice,
        closed=notice is not None and notice.closes_at(clock.now()),
        terms_ahead=TermsAhead(version=terms.version, effective_from=terms.effective_from) if terms else None,
        old_portal_url=own.old_portal.url if own.old_portal else None,
        operator_name=own.company.name,
        operator_registers=own.company.registers,
        privacy_url=own.legal.privacy,
        accessibility_reviewed=str(own.legal.accessibility_reviewed or ""),
        contact_phone=own.contact.phone,
        contact_hours=str(own.contact.hours),
        contact_email_individual=own.contact.email_individual,
        contact_email_business=own.contact.email_business,
    )


def is_late(as_of: datetime | None) -> bool:
    """Whether customers are told that data of that moment is old; data that never came is late too."""
    return as_of is None or clock.now() - as_of > LATE_AFTER


def is_too_old(as_of: datetime | None) -> bool:
    """Whether data of that moment breaks our promise; data that never came is waited for."""
    return (
        as_of is not None
        and whole_working_days_since(as_of.astimezone(clock.WARSAW).date(), clock.today()) >= PROMISED_DAYS
    )
