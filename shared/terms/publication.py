"""Publishing a version of the terms: once, for good, from a day on."""

from datetime import date, timedelta
from typing import Literal

from shared import clock, cosmos
from shared.cosmos import Conflict
from shared.monitoring.logs import log
from shared.terms.in_force import LIST, Listed, Listing, document_id, from_document
from shared.terms.version import TermsVersion, first

AHEAD = timedelta(days=14)
"""For so long customers know of new terms before they are asked to accept them."""

Refusal = Literal["taken", "not_later", "day_before", "day_passed", "too_soon", "one_ahead"]


class PublicationRefused(Exception):
    """The version cannot be published; the message says why to an operator, the code to a page."""

    def __init__(self, message: str, code: Refusal) -> None:
        super().__init__(message)
        self.code = code


async def publish(version: TermsVersion, *, ahead: bool = False) -> None:
    """Make it known to every worker within a minute; from its day on everybody is asked to accept it.

    The same version again, word for word, is fine. Raises PublicationRefused for another text under a published
    name, a name or a day not later than those before, a day that is over; and, where it must be `ahead`, for a day that
    is not AHEAD or while another version waits for its day.
    """
    listing = _listing(await cosmos.read("operations", LIST, LIST))
    if not _is_listed(version, listing):
        _check(version, listing, ahead=ahead)
    document = {"id": document_id(version.version), "publishedAt": clock.iso(clock.now())}
    try:
        await cosmos.create("operations", document | version.model_dump(mode="json"))
    except Conflict:
        stored = await cosmos.read("operations", document["id"], document["id"])
        if stored is None or from_document(stored) != version:
            raise _taken(version) from None

    def listed(stored: cosmos.Item | None) -> cosmos.Item | None:
        now = _listing(stored)
        if _is_listed(version, now):
            return None
        _check(version, now, ahead=ahead)
        entry = Listed(version=version.version, effective_from=version.effective_from)
        return now.model_copy(update={"versions": [*now.versions, entry]}).model_dump(mode="json")

    await cosmos.update("operations", LIST, listed)
    log.info("terms published", extra={"version": version.version, "effectiveFrom": version.effective_from.isoformat()})


async def published() -> list[Listed]:
    """Every version there is, the earliest first, those of days to come included."""
    listing = _listing(await cosmos.read("operations", LIST, LIST))
    return [_beginning(), *listing.versions]


def _beginning() -> Listed:
    return Listed(version=first().version, effective_from=first().effective_from)


def _listing(stored: cosmos.Item | None) -> Listing:
    return Listing.model_validate(cosmos.plain(stored)) if stored else Listing()


def _is_listed(version: TermsVersion, listing: Listing) -> bool:
    return any(one.version == version.version for one in listing.versions)


async def free_name(day: date) -> str:
    """The name of a version for that day: the day, or the next of it where names are taken already."""
    names = [f"{day}", *(f"{day}.{number}" for number in range(2, 10))]
    for name in names:
        if await cosmos.read("operations", document_id(name), document_id(name)) is None and name != first().version:
            return name
    return names[-1]


async def require_publishable(version: TermsVersion, *, ahead: bool) -> None:
    """Raises PublicationRefused as `publish` would; nothing is written."""
    _check(version, _listing(await cosmos.read("operations", LIST, LIST)), ahead=ahead)
    stored = await cosmos.read("operations", document_id(version.version), document_id(version.version))
    if stored is not None and from_document(stored) != version:
        raise _taken(version)


def _taken(version: TermsVersion) -> PublicationRefused:
    return PublicationRefused(f"{version.version} is published already, with another text or day", "taken")


def _check(version: TermsVersion, listing: Listing, *, ahead: bool) -> None:
    last, today = [_beginning(), *listing.versions][-1], clock.today()
    if ahead and last.effective_from > today:
        raise PublicationRefused(f"{last.version} waits for its day, {last.effective_from}", "one_ahead")
    if version.version <= last.version:
        raise PublicationRefused(f"the version must be later than {last.version}", "not_later")
    if version.effective_from < last.effective_from:
        reason = f"the day must not be before {last.effective_from}, that of {last.version}"
        raise PublicationRefused(reason, "day_before")
    if version.effective_from < today:
        raise PublicationRefused("the day is over; terms are never asked for backwards", "day_passed")
    if ahead and version.effective_from < today + AHEAD:
        raise PublicationRefused(f"customers are told {AHEAD.days} days before", "too_soon")
