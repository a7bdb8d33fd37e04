"""Sessions: an opaque cookie outside, its SHA-256 and two deadlines inside."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from fastapi import Request, Response
from pydantic import AwareDatetime, Field

from shared import clock, cosmos
from shared.access.permissions import Role
from shared.json_model import RecordModel
from shared.locale import Locale
from shared.lookup import new_token, random_id, token_id
from shared.problems import Problem
from shared.terms.in_force import in_force

if TYPE_CHECKING:
    from starlette.types import Scope

COOKIE = "__Host-mojbok"
OFFICE_COOKIE = "__Host-mojbok-office"
IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=12)
PENDING_LIFETIME = timedelta(minutes=10)
REAUTHENTICATION = timedelta(minutes=5)
# Moving the idle deadline on every request would cost a write each; half a minute late harms nobody.
_SLIDE_AFTER = timedelta(seconds=30)
NAMED = "X-Session"
"""The header by which a page says whose session it shows, by its public id."""
_FOUND = "session_found"

Pending = Literal["second_step", "password_change", "terms_acceptance"]
"""What a session must do before anything else; each refuses other routes with the problem `<pending>_required`.

`terms_acceptance` is not stored: it follows from the version the session has accepted and the one in force.
"""


NOBODY = "nobody"
"""An id that no document has: reading it costs what reading a real one costs. Also the customer of an account that
only acts for others."""


class Acting(RecordModel):
    """The customer a session acts for, by which grant; the grant itself decides at every request."""

    grant_id: str
    customer_id: str
    kind: Literal["individual", "business"]
    display_name: str
    customer_number: str
    role: Role
    limited: bool = False


class Guest(NamedTuple):
    """By what and as whom a request acts for another customer; `contracts` None is all of them."""

    grant_id: str
    name: str
    contracts: tuple[str, ...] | None


class Viewer(RecordModel):
    """The clerk who looks at a customer's portal by a session, why, and by which session of the office."""

    clerk_id: str
    name: str
    lead: bool
    reason: str
    office_session: str


class Session(RecordModel):
    """Who is signed in. `expires_at` moves with use, `ends_at` does not. `public_id` names it to its owner.

    `email_refused`: the account's address takes no mail from us. `represents`: the account may act for others.
    `customer_id` and what describes the customer are the account's own, and in a request those of whom it is `acting`
    for; `guest` is there in a request only. A session with a `viewer` only reads (shared/access/viewing.py).
    """

    id: str
    public_id: str = ""
    pending: tuple[Pending, ...] = ()
    login_offered: bool = False
    closes_at: AwareDatetime | None = None
    email_refused: bool = False
    reauthenticated_at: AwareDatetime | None = None
    account_id: str
    customer_id: str
    kind: Literal["individual", "business"]
    display_name: str
    customer_number: str
    terms_version: str
    locale: Locale = "pl"
    created_at: AwareDatetime
    seen_at: AwareDatetime
    expires_at: AwareDatetime
    ends_at: AwareDatetime
    represents: bool = False
    acting: Acting | None = None
    viewer: Viewer | None = None
    guest: Annotated[Guest | None, Field(exclude=True)] = None

    @property
    def shown_id(self) -> str:
        """What a page calls the session by: another one for each customer it acts for."""
        return f"{self.public_id}.{self.acting.grant_id}" if self.acting else self.public_id

    @property
    def author(self) -> str:
        """Who writes: the customer, or by name whoever acts for them."""
        return self.guest.name if self.guest else self.display_name

    @property
    def contracts(self) -> tuple[str, ...] | None:
        """The contracts the request may see; None is all of them."""
        return self.guest.contracts if self.guest else None

    def as_acting(self) -> "Session":
        """The session with the customer it acts for in place of the account's own; never to be stored."""
        if self.acting is None:
            return self
        customer = self.acting.model_dump(
            by_alias=False, include={"customer_id", "kind", "display_name", "customer_number"}
        )
        return self.model_copy(update=customer)


async def open_session(
    *,
    account_id: str,
    customer_id: str,
    kind: Literal["individual", "business"],
    display_name: str,
    customer_number: str,
    terms_version: str,
    locale: Locale,
    pending: tuple[Pending, ...] = (),
    login_offered: bool = False,
    closes_at: datetime | None = None,
    email_refused: bool = False,
    represents: bool = False,
) -> tuple[Session, str]:
    """Store a new session; returns it with the cookie's token, which is kept nowhere.

    One that waits for a second step or a new password ends soon. Being opened is being authenticated.
    """
    token = new_token()
    now = clock.now()
    brief = {"second_step", "password_change"} & {*pending}
    lifetime = PENDING_LIFETIME if brief else ABSOLUTE
    session = Session(
        id=token_id(token),
        public_id=random_id(),
        pending=pending,
        login_offered=login_offered,
        closes_at=closes_at,
        email_refused=email_refused,
        represents=represents,
        reauthenticated_at=now,
        account_id=account_id,
        customer_id=customer_id,
        kind=kind,
        display_name=display_name,
        customer_number=customer_number,
        terms_version=terms_version,
        locale=locale,
        created_at=now,
        seen_at=now,
        expires_at=now + min(IDLE, lifetime),
        ends_at=now + lifetime,
    )
    await cosmos.create("sessions", _stored(session))
    return session, token


async def find_session(token: str) -> Session | None:
    """The live session of a cookie's token, its idle deadline moved on; None where it is over or never was."""
    stored = await cosmos.read("sessions", token_id(token), token_id(token))
    if stored is None:
        return None
    session = Session.model_validate(cosmos.plain(stored))
    now = clock.now()
    if now >= session.expires_at or now >= session.ends_at:
        return None
    if now - session.seen_at < _SLIDE_AFTER:
        return session
    moved = session.model_copy(update={"seen_at": now, "expires_at": min(now + IDLE, session.ends_at)})
    try:
        await cosmos.replace("sessions", _stored(moved) | {"_etag": stored["_etag"]})
    except cosmos.Conflict:
        # A parallel request moved it, or a sign-out deleted it: only a fresh read can tell.
        again = await cosmos.read("sessions", session.id, session.id)
        return None if again is None else moved
    return moved


async def session_by_id(session_id: str) -> Session | None:
    """A live session by its id at rest, left as it is."""
    stored = await cosmos.read("sessions", session_id, session_id)
    session = Session.model_validate(cosmos.plain(stored)) if stored else None
    return session if session and clock.now() < min(session.expires_at, session.ends_at) else None


async def change_session(session: Session, **changes: object) -> Session:
    """Store the session with some fields changed; raises Problem `session_missing` where it was ended meanwhile."""

    def changed(stored: cosmos.Item | None) -> cosmos.Item | None:
        if stored is None:
            raise Problem("session_missing")
        return _stored(Session.model_validate(cosmos.plain(stored)).model_copy(update=changes))

    written = await cosmos.update("sessions", session.id, changed)
    return Session.model_validate(cosmos.plain(written or {}))


async def change_acting(session: Session, before: Acting, acting: Acting | None) -> Session:
    """Store for whom it acts, unless another tab has chosen another customer meanwhile; the session as it is then."""

    def changed(stored: cosmos.Item | None) -> cosmos.Item | None:
        nonlocal session
        if stored is None:
            raise Problem("session_missing")
        found = Session.model_validate(cosmos.plain(stored))
        same = found.acting is not None and found.acting.grant_id == before.grant_id
        session = found.model_copy(update={"acting": acting}) if same else found
        return _stored(session) if same else None

    await cosmos.update("sessions", session.id, changed)
    return session


async def change_sessions(session_ids: Iterable[str], **changes: object) -> None:
    """Change some fields of sessions named by their ids at rest, as far as they are still there."""

    def changed(stored: cosmos.Item | None) -> cosmos.Item | None:
        return _stored(Session.model_validate(cosmos.plain(stored)).model_copy(update=changes)) if stored else None

    for session_id in session_ids:
        await cosmos.update("sessions", session_id, changed)


async def asked_for_terms(session: Session) -> Session:
    """The session with the acceptance of the terms in force pending, if it has not accepted them or later ones."""
    due = session.viewer is None and session.terms_version < (await in_force()).version
    if due is ("terms_acceptance" in session.pending):
        return session
    others = tuple(one for one in session.pending if one != "terms_acceptance")
    return session.model_copy(update={"pending": (*others, "terms_acceptance") if due else others})


async def close_session(session: Session) -> None:
    await end_session(session.id)


async def end_session(session_id: str) -> None:
    """End a session by its id at rest; one that is over is fine."""
    await cosmos.delete("sessions", session_id, session_id)


def set_cookie(response: Response, token: str) -> None:
    """Hand the session to the browser."""
    response.set_cookie(COOKIE, token, path="/", secure=True, httponly=True, samesite="lax")


def clear_cookie(response: Response) -> None:
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")


def require_shown(request: Request, session: Session) -> None:
    """Refuse what comes from a page that shows another session, or the same for another customer.

    Tabs share the cookie: one that still shows another person or customer must neither read nor change anything of
    this one. Raises Problem `session_changed`.
    """
    require_shown_id(request, session.shown_id)


def require_same_session(request: Request, session: Session) -> None:
    """The same for whichever customer the page shows."""
    if request.headers.get(NAMED, session.public_id).partition(".")[0] != session.public_id:
        raise Problem("session_changed")


def require_shown_id(request: Request, public_id: str) -> None:
    """The same for a session known by its public id."""
    if request.headers.get(NAMED, public_id) != public_id:
        raise Problem("session_changed")


def note_found(request: Request) -> None:
    """Say that the request came with a session that is alive: from now on it has a count of its own."""
    setattr(request.state, _FOUND, True)


def has_session(scope: "Scope") -> bool:
    """Whether the request of this scope came with a session that is alive, as far as its route asked."""
    return bool(scope.get("state", {}).get(_FOUND))


def _stored(session: Session) -> cosmos.Item:
    return session.model_dump(mode="json") | {"ttl": cosmos.ttl_until(session.ends_at)}
