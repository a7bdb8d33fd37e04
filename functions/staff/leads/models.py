"""What goes in and out of the leads' routes. Days and typed hours in Warsaw, instants UTC."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, StrictBool, StringConstraints, model_validator

from functions.staff.audit import Deed
from shared.json_model import Day, JsonModel
from shared.locale import Locale
from shared.maintenance.notice import LANGUAGES, Notice, Said
from shared.terms.version import VersionName

_Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
_Long = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120_000)]
Stored = Annotated[str, StringConstraints(max_length=100)]


class LeadsConsent(JsonModel):
    """A consent asked beside the terms; `required` ones are needed to register."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
    text: _Long
    required: StrictBool


class LeadsTermsText(JsonModel):
    """The terms in one language; `changes` says what is new in them."""

    title: _Title
    changes: _Long
    text: _Long
    consents: Annotated[list[LeadsConsent], Field(min_length=1, max_length=20)]


class LeadsVersion(JsonModel):
    """A published version. `ahead`: it is announced, and asked for from its day on."""

    version: str
    effective_from: date
    state: Literal["past", "in_force", "ahead"]


class LeadsTerms(JsonModel):
    """Every version, the latest first; `texts` are those in force, to begin the next from. `earliest` is the first day
    a new one may be asked for."""

    versions: list[LeadsVersion]
    texts: dict[Locale, LeadsTermsText]
    earliest: date


class NewTerms(JsonModel):
    """A version to look at. Without a name it gets that of its day."""

    version: VersionName | None = None
    effective_from: Day
    texts: Annotated[dict[Locale, LeadsTermsText], Field(min_length=3)]


class TermsPreview(JsonModel):
    """What would be published; `digest` goes into the publication, which takes this and nothing else."""

    version: str
    effective_from: date
    days_ahead: int
    characters: dict[Locale, int]
    consents: list[str]
    digest: str


class TermsPublication(NewTerms):
    """The same version with the digest of its preview: the second confirmation."""

    version: VersionName
    digest: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class LeadsBreak(JsonModel):
    """What is announced; `version` goes into a change. The typed hours are those of Warsaw, as a form takes them."""

    version: str
    notice: Notice | None
    starts_typed: str
    ends_typed: str


class NewBreak(JsonModel):
    """A break to announce in place of what stands under `version`; hours as `2026-11-28T22:00`, in Warsaw."""

    version: Stored
    starts_at: Annotated[str, StringConstraints(min_length=1, max_length=25)]
    ends_at: Annotated[str, StringConstraints(min_length=1, max_length=25)]
    closes: StrictBool
    texts: Annotated[dict[Locale, Said], Field(min_length=len(LANGUAGES))]


class CancelledBreak(JsonModel):
    version: Stored


class DeedRow(JsonModel):
    """What a lead did, and to what."""

    id: str
    by: str
    deed: Deed
    what: str
    at: AwareDatetime


class DeedPage(JsonModel):
    """The latest first."""

    items: list[DeedRow]
    next: str | None


class QuarantinedRecord(JsonModel):
    """A record of billing's that stands aside. `place` is its kind and id, `cursor` billing's; null where the record
    had none that could be read, and cannot be asked for again."""

    place: str
    reason: str
    cursor: int | None
    noted_at: AwareDatetime


class StillAside(JsonModel):
    place: str
    reason: str


class RecordReplay(JsonModel):
    """Records to be tried again, one by `place` or all of a `reason`, and what came of it.

    `good` came in, `withdrawn` billing no longer has or never numbered, for `left` there was no time, and
    `still` are the first of those that stay aside, with why.
    """

    id: str
    by: str
    asked_at: AwareDatetime
    place: str | None
    reason: str | None
    state: Literal["waiting", "done"]
    ended_at: AwareDatetime | None
    tried: int
    good: int
    withdrawn: int
    left: int
    still: list[StillAside]


class Quarantine(JsonModel):
    """The latest first; `more` says that there are others. `replays` are the latest twenty."""

    records: list[QuarantinedRecord]
    more: bool
    replays: list[RecordReplay]


class NewReplay(JsonModel):
    """What to try again: one record by its place, or all that stand aside for one reason."""

    place: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None
    reason: Annotated[str, StringConstraints(min_length=1, max_length=500)] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.place is None) is (self.reason is None):
            raise ValueError("either a place or a reason")
        return self


class SyncState(JsonModel):
    """How far the sync is. `completeAt` is when all billing had to say was here, `outcome` how the last run ended, null
    where none has. `doubted`: too much stands aside to call the data complete."""

    complete_at: AwareDatetime | None
    late: bool
    ran_at: AwareDatetime | None
    outcome: Literal["complete", "billing", "storage", "doubt", "unfinished"] | None
    doubted: bool


class MailState(JsonModel):
    """Mails on their way, the oldest of them; and of the last seven days those refused for good or come too late."""

    waiting: int
    oldest_at: AwareDatetime | None
    failed: int
    expired: int


class PaymentState(JsonModel):
    """Online payments that wait for money; have it and are not confirmed; are not told to billing; are not booked. The
    oldest of the last three; and what must not happen with money, ever noted."""

    waiting: int
    unconfirmed: int
    unreported: int
    unbooked: int
    oldest_at: AwareDatetime | None
    alarms: int


class PortalState(JsonModel):
    """How the portal stands; what was never counted is null. `countedAt` is of all but the sync."""

    sync: SyncState
    counted_at: AwareDatetime | None
    quarantined: int | None
    mails: MailState | None
    payments: PaymentState | None


class MonthFigures(JsonModel):
    """A month's answers. `medianHours` is from the first message to the first answer, `average` of the ratings of this
    month's answers; both null where there is none. `stars` are how many ratings had 1 to 5."""

    month: str
    answers: int
    in_time: int
    median_hours: float | None
    ratings: int
    average: float | None
    stars: list[int]


class Figures(JsonModel):
    """The last two years at most, the earliest first, from the first month there is. Not `whole`: not every ticket was
    counted yet."""

    whole: bool
    months: list[MonthFigures]
