"""How the portal stands, for a lead: the sync as it is, the rest as it was last counted."""

from typing import Literal

import functions.sync_timer.office as counted
from functions.staff.leads.models import MailState, PaymentState, PortalState, SyncState
from shared.http.status import is_late

type Outcome = Literal["complete", "billing", "storage", "doubt", "unfinished"]

_OUTCOMES: dict[str, Outcome] = {
    "complete": "complete",
    "billing unavailable": "billing",
    "storage unavailable": "storage",
    "too much is in quarantine": "doubt",
}


async def state() -> PortalState:
    """Three point reads with the session's."""
    sync, standing = await counted.sync(), await counted.standing()
    return PortalState(
        sync=SyncState(
            complete_at=sync.complete_at,
            late=is_late(sync.complete_at),
            ran_at=sync.ran_at,
            outcome=_outcome(sync.outcome),
            doubted=sync.doubted,
        ),
        counted_at=standing.at if standing else None,
        quarantined=standing.quarantined if standing else None,
        mails=_as(MailState, standing.mails.model_dump()) if standing else None,
        payments=_as(PaymentState, standing.payments.model_dump()) if standing else None,
    )


def _outcome(said: str) -> Outcome | None:
    """How the last run ended, by the beginning of what it said in the log."""
    return _OUTCOMES.get(said.partition(":")[0], "unfinished") if said else None


def _as[Shown: (MailState, PaymentState)](shown: type[Shown], facts: dict[str, object]) -> Shown:
    """What of the stored facts is shown; a newer release may have stored more."""
    names = {name for field, one in shown.model_fields.items() for name in (field, one.alias)}
    return shown.model_validate({name: value for name, value in facts.items() if name in names})
