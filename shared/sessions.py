"""Sessions: an opaque cookie outside, its SHA-256 and two deadlines inside."""

from datetime import datetime, timedelta
from typing import Annotated, Literal

from fastapi import Depends, Request, Response
from pydantic import AwareDatetime

from shared import clock, cosmos
from shared.json_model import JsonModel
from shared.lookup import new_token, token_id
from shared.problems import Problem

COOKIE = "__Host-mojbok"
IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=12)
# Moving the idle deadline on every request would cost a write each; half a minute late harms nobody.
_SLIDE_AFTER = timedelta(seconds=30)


class Session(JsonModel):
    """Who is signed in. `expires_at` moves with use, `ends_at` does not."""

    id: str
    account_id: str
    customer_id: str
    kind: Literal["individual", "business"]
    display_name: str
    customer_number: str
    terms_version: str
    created_at: AwareDatetime
    seen_at: AwareDatetime
    expires_at: AwareDatetime
    ends_at: AwareDatetime


async def open_session(
    *,
    account_id: str,
    customer_id: str,
    kind: Literal["individual", "business"],
    display_name: str,
    customer_number: str,
    terms_version: str,
) -> tuple[Session, str]:
    """Store a new session; returns it with the cookie's token, which is kept nowhere."""
    token = new_token()
    now = clock.now()
    session = Session(
        id=token_id(token),
        account_id=account_id,
        customer_id=customer_id,
        kind=kind,
        display_name=display_name,
        customer_number=customer_number,
        terms_version=terms_version,
        created_at=now,
        seen_at=now,
        expires_at=now + IDLE,
        ends_at=now + ABSOLUTE,
    )
    await cosmos.create("sessions", _stored(session))
    return session, token


async def find_session(token: str) -> Session | None:
    """The live session of a cookie's token, its idle deadline moved on; None where it is over or never was."""
    stored = await cosmos.read("sessions", token_id(token), token_id(token))
    if stored is None:
        return None
    session = Session.model_validate({key: stored[key] for key in stored if not key.startswith("_") and key != "ttl"})
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


async def close_session(session: Session) -> None:
    await cosmos.delete("sessions", session.id, session.id)


def set_cookie(response: Response, token: str) -> None:
    """Hand the session to the browser."""
    response.set_cookie(COOKIE, token, path="/", secure=True, httponly=True, samesite="lax")


def clear_cookie(response: Response) -> None:
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")


async def _require_session(request: Request) -> Session:
    token = request.cookies.get(COOKIE)
    session = await find_session(token) if token else None
    if session is None:
        raise Problem("session_missing")
    return session


SignedIn = Annotated[Session, Depends(_require_session)]
"""A route with a parameter of this type answers 401 without a live session."""


def _stored(session: Session) -> cosmos.Item:
    return session.model_dump(mode="json") | {"ttl": _seconds_until(session.ends_at)}


def _seconds_until(moment: datetime) -> int:
    return max(1, int((moment - clock.now()).total_seconds()) + 60)
