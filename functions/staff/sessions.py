"""The clerks' sessions: as a customer's (`shared.access.sessions`), with a cookie and a kind of document of their own.

Neither opens what the other is for: the ids of a clerk's documents begin with `office`, and no customer's cookie is
looked up under such an id, nor the other way round.
"""

from datetime import timedelta
from typing import Annotated, Literal

from fastapi import Depends, Request, Response, Security
from fastapi.security import APIKeyCookie
from pydantic import AwareDatetime

from shared import clock, cosmos
from shared.access.access_log import Actor
from shared.access.sessions import OFFICE_COOKIE, note_found, require_shown_id
from shared.json_model import RecordModel
from shared.lookup import new_token, random_id, token_id
from shared.problems import Problem

SIGN_IN_COOKIE = "__Host-mojbok-office-entry"
IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=8)
_SLIDE_AFTER = timedelta(seconds=30)
_cookie = APIKeyCookie(name=OFFICE_COOKIE, scheme_name="officeSession", auto_error=False)

Role = Literal["bok.clerk", "bok.lead"]


class StaffSession(RecordModel):
    """A clerk who is signed in. `clerk_id` is their object id in the tenant, `roles` those of the token they came with.

    `expires_at` moves with use, `ends_at` does not.
    """

    id: str
    type: Literal["office_session"] = "office_session"
    public_id: str
    clerk_id: str
    name: str
    roles: tuple[Role, ...]
    created_at: AwareDatetime
    seen_at: AwareDatetime
    expires_at: AwareDatetime
    ends_at: AwareDatetime

    @property
    def first_name(self) -> str:
        """What customers are told of who wrote to them."""
        return self.name.split()[0] if self.name.split() else "BOK"

    @property
    def actor(self) -> Actor:
        """Who this is to the customers' access log."""
        return Actor("lead" if self.lead else "clerk", self.first_name, self.clerk_id)

    @property
    def lead(self) -> bool:
        return "bok.lead" in self.roles


async def open_session(clerk_id: str, name: str, roles: tuple[Role, ...]) -> tuple[StaffSession, str]:
    """Store a new session; returns it with the cookie's token, which is kept nowhere."""
    token, now = new_token(), clock.now()
    session = StaffSession(
        id=_document(token),
        public_id=random_id(),
        clerk_id=clerk_id,
        name=name,
        roles=roles,
        created_at=now,
        seen_at=now,
        expires_at=now + IDLE,
        ends_at=now + ABSOLUTE,
    )
    await cosmos.create("sessions", _stored(session))
    return session, token


async def find_session(token: str, *, used: bool = True) -> StaffSession | None:
    """The live session of a cookie's token; None where it is over or never was.

    `used` moves its idle deadline on: what a page does by itself is no use of it.
    """
    stored = await cosmos.read("sessions", _document(token), _document(token))
    if stored is None:
        return None
    session, now = StaffSession.model_validate(cosmos.plain(stored)), clock.now()
    if now >= session.expires_at or now >= session.ends_at:
        return None
    if not used or now - session.seen_at < _SLIDE_AFTER:
        return session
    moved = session.model_copy(update={"seen_at": now, "expires_at": min(now + IDLE, session.ends_at)})
    try:
        await cosmos.replace("sessions", _stored(moved) | {"_etag": stored["_etag"]})
    except cosmos.Conflict:
        # A parallel request moved it, or a sign-out deleted it: only a fresh read can tell.
        return moved if await cosmos.read("sessions", session.id, session.id) else None
    return moved


async def close_session(session: StaffSession) -> None:
    await cosmos.delete("sessions", session.id, session.id)


def set_cookie(response: Response, name: str, token: str) -> None:
    """Hand a secret of the office to the browser, for calls of its own pages only."""
    response.set_cookie(name, token, path="/", secure=True, httponly=True, samesite="strict")


def clear_cookie(response: Response, name: str) -> None:
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="strict")


async def _live(request: Request, token: str | None, *, used: bool) -> StaffSession:
    session = await find_session(token, used=used) if token else None
    if session is None:
        raise Problem("session_missing")
    require_shown_id(request, session.public_id)
    if not session.roles:
        raise Problem("office_role_missing")
    note_found(request)
    return session


async def _working(request: Request, token: Annotated[str | None, Security(_cookie)]) -> StaffSession:
    return await _live(request, token, used=True)


async def _waiting(request: Request, token: Annotated[str | None, Security(_cookie)]) -> StaffSession:
    return await _live(request, token, used=False)


async def _leading(session: Annotated[StaffSession, Depends(_working)]) -> StaffSession:
    return _lead_only(session)


async def _leads_waiting(session: Annotated[StaffSession, Depends(_waiting)]) -> StaffSession:
    return _lead_only(session)


def _lead_only(session: StaffSession) -> StaffSession:
    if not session.lead:
        raise Problem("office_lead_required")
    return session


Clerk = Annotated[StaffSession, Depends(_working)]
"""A route with a parameter of this type answers 401 without a live session of the office, 403 without a role."""

ClerksPage = Annotated[StaffSession, Depends(_waiting)]
"""The same for what an open page asks by itself: it keeps no session alive."""

Lead = Annotated[StaffSession, Depends(_leading)]
"""As Clerk, and 403 `office_lead_required` for who is no lead."""

LeadsPage = Annotated[StaffSession, Depends(_leads_waiting)]
"""As ClerksPage, for leads."""


def _document(token: str) -> str:
    return f"office-{token_id(token)}"


def _stored(session: StaffSession) -> cosmos.Item:
    return session.model_dump(mode="json") | {"ttl": cosmos.ttl_until(session.ends_at)}
