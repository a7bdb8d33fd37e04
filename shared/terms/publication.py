"""Publishing a version of the terms: once, for good, from a day on."""

from shared import clock, cosmos
from shared.cosmos import Conflict
from shared.logs import log
from shared.terms.in_force import LIST, Listed, Listing, document_id, from_document
from shared.terms.version import TermsVersion, first


class PublicationRefused(Exception):
    """The version cannot be published; the message says why."""


async def publish(version: TermsVersion) -> None:
    """Make it known to every worker within a minute; from its day on everybody is asked to accept it.

    The same version again, word for word, is fine. Raises PublicationRefused for another text under a published
    name, a name or a day not later than those before, a day that is over.
    """
    listing = _listing(await cosmos.read("operations", LIST, LIST))
    if not _is_listed(version, listing):
        _check(version, listing)
    document = {"id": document_id(version.version), "publishedAt": clock.iso(clock.now())}
    try:
        await cosmos.create("operations", document | version.model_dump(mode="json"))
    except Conflict:
        stored = await cosmos.read("operations", document["id"], document["id"])
        if stored is None or from_document(stored) != version:
            raise PublicationRefused(f"{version.version} is published already, with another text or day") from None

    def listed(stored: cosmos.Item | None) -> cosmos.Item | None:
        now = _listing(stored)
        if _is_listed(version, now):
            return None
        _check(version, now)
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


def _check(version: TermsVersion, listing: Listing) -> None:
    last = [_beginning(), *listing.versions][-1]
    if version.version <= last.version:
        raise PublicationRefused(f"the version must be later than {last.version}")
    if version.effective_from < last.effective_from:
        raise PublicationRefused(f"the day must not be before {last.effective_from}, that of {last.version}")
    if version.effective_from < clock.today():
        raise PublicationRefused("the day is over; terms are never asked for backwards")
