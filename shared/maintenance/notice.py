"""An announced break: what everybody is told of it, checked before it is told and before it is shown."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import AwareDatetime, Field, StringConstraints, ValidationError, model_validator

from shared import clock, cosmos
from shared.json_model import JsonModel
from shared.locale import Locale
from shared.monitoring.alarms import log_alarm

NOTICE = "maintenance-notice"
LONGEST = timedelta(days=7)
LANGUAGES: tuple[Locale, ...] = ("pl", "en", "uk")
Said = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")
]


class Notice(JsonModel):
    """An announced break; the texts by language. `closes`: nobody can use the portal while it lasts."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime
    closes: bool = False
    texts: Annotated[dict[Locale, Said], Field(min_length=len(LANGUAGES))]

    @model_validator(mode="after")
    def _ends(self) -> Self:
        if self.ends_at <= self.starts_at:
            raise ValueError("a break ends after it begins")
        return self

    def closes_at(self, moment: datetime) -> bool:
        """Whether nobody can use the portal at this moment."""
        return self.closes and self.starts_at <= moment < self.ends_at


class NoticeRefused(Exception):
    """The break cannot be announced; the message says why to an operator, the code to a page."""

    def __init__(self, message: str, code: Literal["time_passed", "break_too_long"]) -> None:
        super().__init__(message)
        self.code = code


class Announced(NamedTuple):
    """What is announced now, and the version (ETag) of what is stored; "" where nothing is."""

    notice: Notice | None
    version: str


_rung: set[str] = set()
"""The versions of the notice this worker has rung for: once is enough."""


async def notice_now() -> Notice | None:
    """The break that is announced and not over. One that does not fit is left out and rung for."""
    return (await announced()).notice


async def announced() -> Announced:
    """The same, with the version by which it is changed."""
    stored = await cosmos.read("operations", NOTICE, NOTICE)
    if stored is None:
        return Announced(None, "")
    version = str(stored["_etag"])
    try:
        notice = Notice.model_validate(stored["notice"])
    except (ValidationError, KeyError) as error:
        if version not in _rung:
            _rung.add(version)
            log_alarm("notice broken", document=NOTICE, fault=type(error).__name__)
        return Announced(None, version)
    return Announced(notice if notice.ends_at > clock.now() else None, version)


async def announce(notice: Notice, *, over: str | None = None) -> None:
    """Show it from now on, in place of an earlier one. Raises NoticeRefused for one that is over or unlikely long.

    `over` is the version that is replaced, "" where there was none; raises Conflict where it is another by now. None
    replaces whatever is there.
    """
    require_likely(notice)
    item = {"id": NOTICE, "announcedAt": clock.iso(clock.now()), "notice": notice.model_dump(mode="json")}
    if over is None:
        await cosmos.container("operations").upsert_item(item)
    elif over:
        await cosmos.replace("operations", item | {"_etag": over})
    else:
        await cosmos.create("operations", item)


def require_likely(notice: Notice) -> None:
    """Raises NoticeRefused."""
    if notice.ends_at <= clock.now():
        raise NoticeRefused("the break is over already", "time_passed")
    if notice.ends_at - notice.starts_at > LONGEST:
        raise NoticeRefused(f"a break of more than {LONGEST.days} days is a mistake", "break_too_long")


async def withdraw(*, over: str | None = None) -> None:
    """Announce nothing any more. Raises Conflict where `over` is not the version that is stored."""
    if over is not None:
        await cosmos.batch("operations", [("delete", (NOTICE,), {"if_match_etag": over})], NOTICE)
    elif await cosmos.read("operations", NOTICE, NOTICE) is not None:
        await cosmos.delete("operations", NOTICE, NOTICE)


def warsaw_time(text: str) -> datetime:
    """`2026-11-28T22:00` in Warsaw; raises ValueError for an hour that is there twice or not at all."""
    typed = datetime.fromisoformat(text)
    if typed.tzinfo is not None:
        return typed
    local = typed.replace(tzinfo=clock.WARSAW)
    there_and_back = local.astimezone(UTC).astimezone(clock.WARSAW)
    if there_and_back.replace(tzinfo=None) != typed or local.utcoffset() != local.replace(fold=1).utcoffset():
        raise ValueError(f"{text} is no one time in Warsaw: the clocks change; write it as {text}+01:00 or +02:00")
    return local
