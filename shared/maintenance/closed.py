"""Whether the portal is closed now, as each worker knows it for half a minute.

The announced break is one document of container `operations`; a request reads it only where that time is over, so that
the budgets stand. While it cannot be read, what was known stays.
"""

from datetime import datetime, timedelta
from math import ceil

from azure.core.exceptions import AzureError

from shared import clock
from shared.locale import locale_in
from shared.maintenance.notice import Notice, notice_now
from shared.monitoring.logs import log
from shared.problems import Problem

AGE = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)
_OPEN = ("/api/staff/", "/api/status", "/api/health", "/api/openapi.json")
"""What answers in a break too: the office, which may end it, and what tells of it."""
_SIGNING_OUT = ("DELETE", "/api/auth/sessions/current")


class _Known:
    def __init__(self, notice: Notice | None = None, looked_at: datetime | None = None) -> None:
        self.notice = notice
        self.looked_at = looked_at


_known = _Known()


def forget(looked_at: datetime | None = None) -> None:
    """Know nothing, as a worker that has just started; or, as one that looked then, that nothing is announced."""
    global _known
    _known = _Known(looked_at=looked_at)


async def refusal(path: str, method: str = "GET", accepted: str = "") -> Problem | None:
    """The Problem `portal_closed` for a path that does not answer now, with when to come back.

    It says what the operator tells customers, in the language that is `accepted` (Accept-Language). Whoever is in may
    sign out.
    """
    if path.startswith(_OPEN) or (method, path) == _SIGNING_OUT:
        return None
    notice, now = await _notice(), clock.now()
    if notice is None or not notice.closes_at(now):
        return None
    # It may end sooner than was announced.
    wait = min(notice.ends_at - now, _LONGEST_WAIT)
    language = locale_in(accepted)
    headers = {"Retry-After": str(max(1, ceil(wait.total_seconds()))), "Content-Language": language}
    return Problem("portal_closed", headers=headers, detail=notice.texts[language])


async def _notice() -> Notice | None:
    known = _known
    if known.looked_at is None or not timedelta(0) <= clock.now() - known.looked_at < AGE:
        # Noted before the answer is there: meanwhile other requests go on with what is known.
        known.looked_at = clock.now()
        try:
            known.notice = await notice_now()
        except AzureError as error:
            log.warning("notice not read", extra={"fault": type(error).__name__})
    return known.notice
