"""Which version of the terms is in force, read from container `operations` and remembered for a minute.

`terms-versions` lists the published versions; each stands in a document of its own, which never changes. A worker
reads the list once a minute at most, and a version once. What cannot be read or does not fit is never served: the
version before it stays, and an `alarm` line is written.
"""

from datetime import date, datetime, timedelta

from azure.core.exceptions import AzureError
from pydantic import ValidationError

from shared import clock, cosmos
from shared.json_model import RecordModel
from shared.monitoring.alarms import log_alarm
from shared.monitoring.logs import log
from shared.terms.version import TermsVersion, VersionName, first

AGE = timedelta(seconds=60)
LIST = "terms-versions"


class Listed(RecordModel):
    """A published version in the list."""

    version: VersionName
    effective_from: date


class Listing(RecordModel):
    """Every published version but the first, the earliest first."""

    id: str = LIST
    versions: list[Listed] = []


class _Known:
    """What this worker knows; nothing of it is decided here, so another worker may know it later or sooner."""

    def __init__(self) -> None:
        self.listing: Listing | None = None
        self.looked_at: datetime | None = None
        self.versions: dict[str, TermsVersion] = {}
        self.broken: set[str] = set()

    def is_fresh(self) -> bool:
        at = self.looked_at
        return self.listing is not None and at is not None and timedelta(0) <= clock.now() - at < AGE


_known = _Known()


def forget() -> None:
    """Know nothing, as a worker that has just started."""
    global _known
    _known = _Known()


async def in_force(*, fresh: bool = False) -> TermsVersion:
    """The version in force today in Warsaw, as known for at most a minute; `fresh` reads the list again.

    Raises AzureError where the list was never read and cannot be.
    """
    known = _known
    if fresh or not known.is_fresh():
        await _look(known)
    today = clock.today()
    for listed in reversed(known.listing.versions if known.listing else []):
        if listed.effective_from <= today and (version := await _version(known, listed)):
            return version
    return first()


async def named(version: str) -> TermsVersion | None:
    """A published version by its name, those of days to come included; None for any other name."""
    if version == first().version:
        return first()
    listed = next((one for one in await listing() if one.version == version), None)
    return await _version(_known, listed) if listed else None


async def listing() -> list[Listed]:
    """Every version there is, the earliest first, those of days to come included; known for at most a minute."""
    if not _known.is_fresh():
        await _look(_known)
    later = _known.listing.versions if _known.listing else []
    return [Listed(version=first().version, effective_from=first().effective_from), *later]


async def ahead() -> Listed | None:
    """The next version that is announced and not asked for yet."""
    return next(iter(await all_ahead()), None)


async def all_ahead() -> list[Listed]:
    """Every version that is announced and not asked for yet, the next one first."""
    return [one for one in await listing() if one.effective_from > clock.today()]


async def newer_than(accepted: str) -> list[TermsVersion]:
    """The versions in force after the accepted one, the earliest first: what has changed for who accepted it."""
    today = clock.today()
    since = [one for one in await listing() if one.version > accepted and one.effective_from <= today]
    return [version for one in since if (version := await named(one.version))]


def document_id(version: str) -> str:
    return f"terms-version:{version}"


async def _look(known: _Known) -> None:
    # Noted before the answer is there: meanwhile other requests go on with what is known.
    known.looked_at = clock.now()
    try:
        stored = await cosmos.read("operations", LIST, LIST)
        known.listing = Listing.model_validate(cosmos.plain(stored)) if stored else Listing()
        known.broken.clear()
    except ValidationError as error:
        _alarm(LIST, error)
        known.listing = known.listing or Listing()
    except AzureError as error:
        if known.listing is None:
            raise
        log.warning("terms not read", extra={"fault": type(error).__name__})


async def _version(known: _Known, listed: Listed) -> TermsVersion | None:
    if listed.version in known.broken:
        return None
    if listed.version not in known.versions:
        try:
            stored = await cosmos.read("operations", document_id(listed.version), document_id(listed.version))
            known.versions[listed.version] = from_document(stored or {})
        except (ValidationError, AzureError) as error:
            known.broken.add(listed.version)
            _alarm(listed.version, error)
            return None
    return known.versions[listed.version]


def from_document(stored: cosmos.Item) -> TermsVersion:
    """The version a document holds; raises ValidationError."""
    fields = ("version", "effectiveFrom", "texts")
    return TermsVersion.model_validate({name: stored[name] for name in fields if name in stored})


def _alarm(what: str, error: Exception) -> None:
    log_alarm("terms broken", document=what, fault=type(error).__name__)
