"""Whom a route lets in: the session of the request, live, with nothing pending but what the route tolerates."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie

from shared import clock
from shared.access.acting import as_whom
from shared.access.api_keys import key_in, session_of_key
from shared.access.sessions import COOKIE, REAUTHENTICATION, Pending, Session, asked_for_terms, find_session, note_found
from shared.problems import Problem

_cookie = APIKeyCookie(name=COOKIE, scheme_name="session", auto_error=False)


async def _live_session(request: Request, token: Annotated[str | None, Security(_cookie)]) -> Session:
    session = await find_session(token) if token else await _session_of_key(request)
    if session is None:
        raise Problem("session_missing")
    session = await as_whom(request, session)
    note_found(request)
    return await asked_for_terms(session)


async def _session_of_key(request: Request) -> Session | None:
    """What a request with a personal API key may do in place of a session."""
    key = key_in(request)
    return await session_of_key(request, key) if key else None


def _require_nothing_pending(session: Session, tolerated: tuple[Pending, ...] = ()) -> Session:
    for pending in session.pending:
        if pending not in tolerated:
            raise Problem(f"{pending}_required")
    return session


# The dependencies wait for nothing and are coroutines all the same: FastAPI sends plain functions to a thread.


def _without_pending(*tolerated: Pending) -> Callable[[Session], Awaitable[Session]]:
    """A dependency: the session, with nothing pending but what the route tolerates."""

    async def without_pending(session: Annotated[Session, Depends(_live_session)]) -> Session:
        return _require_nothing_pending(session, tolerated)

    return without_pending


async def _before_password(session: Annotated[Session, Depends(_live_session)]) -> Session:
    # New terms wait behind a password that must be set; where none must, they come first.
    tolerated: tuple[Pending, ...] = ("terms_acceptance", "password_change")
    return _require_nothing_pending(session, tolerated if "password_change" in session.pending else ())


async def _awaiting_second_step(session: Annotated[Session, Depends(_live_session)]) -> Session:
    return session if "second_step" in session.pending else _require_nothing_pending(session)


async def _reauthenticated_before_terms(
    session: Annotated[Session, Depends(_without_pending("terms_acceptance"))],
) -> Session:
    return await _reauthenticated(session)


async def _reauthenticated(session: Annotated[Session, Depends(_without_pending())]) -> Session:
    require_reauthenticated(session)
    return session


def require_reauthenticated(session: Session) -> None:
    """For a route where it depends on what is asked. Raises Problem `reauthentication_required`."""
    at = session.reauthenticated_at
    if at is None or clock.now() >= at + REAUTHENTICATION:
        raise Problem("reauthentication_required")


SignedIn = Annotated[Session, Depends(_without_pending())]
"""A route with a parameter of this type answers 401 without a live session, 403 while anything is pending."""

SignedInBeforeTerms = Annotated[Session, Depends(_without_pending("terms_acceptance"))]
"""The same for what stays possible until new terms are accepted."""

SignedInAfterSecondStep = Annotated[Session, Depends(_without_pending("terms_acceptance", "password_change"))]
"""The same for what may be done before new terms and a new password, but not before the second step."""

SignedInBeforePassword = Annotated[Session, Depends(_before_password)]
"""The same for what a session opened by a one-time password may do."""

SignedInBeforeSecondStep = Annotated[
    Session, Depends(_without_pending("terms_acceptance", "password_change", "second_step"))
]
"""The same for what any session may do."""

AwaitingSecondStep = Annotated[Session, Depends(_awaiting_second_step)]
"""A session that waits for its second step; others pass only with nothing pending."""

Reauthenticated = Annotated[Session, Depends(_reauthenticated)]
"""As SignedIn, with the password given in the last five minutes; 403 `reauthentication_required` otherwise."""


ReauthenticatedBeforeTerms = Annotated[Session, Depends(_reauthenticated_before_terms)]
"""The same, the terms accepted or not: whoever refuses them can leave, and take their data along."""
