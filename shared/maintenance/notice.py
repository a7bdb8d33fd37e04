"""An announced break: what everybody is told of it, checked before it is told and before it is shown."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, StringConstraints, ValidationError, model_validator

from shared import clock, cosmos
from shared.alarms import ring
from shared.json_model import JsonModel
from shared.locale import Locale

NOTICE = "maintenance-notice"
LONGEST = timedelta(days=7)
LANGUAGES: tuple[Locale, ...] = ("pl", "en", "uk")
_Said = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")
]


class Notice(JsonModel):
    """An announced break; the texts by language. `closes`: nobody can use the portal while it lasts."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime
    closes: bool = False
    texts: Annotated[dict[Locale, _Said], Field(min_length=len(LANGUAGES))]

    @model_validator(mode="after")
    def _ends(self) -> Self:
        if self.ends_at <= self.starts_at:
            raise ValueError("a break ends after it begins")
        return self


class NoticeRefused(Exception):
    """The break cannot be announced; the message says why."""


_rung: set[str] = set()
"""The versions of the notice this worker has rung for: once is enough."""


async def notice_now() -> Notice | None:
    """The break that is announced and not over. One that does not fit is left out and rung for."""
    stored = await cosmos.read("operations", NOTICE, NOTICE)
    if stored is None:
        return None
    try:
        notice = Notice.model_validate(stored["notice"])
    except (ValidationError, KeyError) as error:
        if stored["_etag"] not in _rung:
            _rung.add(stored["_etag"])
            ring("notice broken", document=NOTICE, fault=type(error).__name__)
        return None
    return notice if notice.ends_at > clock.now() else None


async def announce(notice: Notice) -> None:
    """Show it from now on, in place of an earlier one. Raises NoticeRefused for one that is over or unlikely long."""
    if notice.ends_at <= clock.now():
        raise NoticeRefused("the break is over already")
    if notice.ends_at - notice.starts_at > LONGEST:
        raise NoticeRefused(f"a break of more than {LONGEST.days} days is a mistake")
    await cosmos.container("operations").upsert_item(
        {"id": NOTICE, "announcedAt": clock.iso(clock.now()), "notice": notice.model_dump(mode="json")}
    )


async def withdraw() -> None:
    if await cosmos.read("operations", NOTICE, NOTICE) is not None:
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
