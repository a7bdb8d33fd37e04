"""A clerk's way in: sent to Entra ID with a cookie that holds the beginning, and back with a code that ends it."""

from datetime import timedelta

from functions.staff import store
from functions.staff.models import EntraAnswer
from functions.staff.sessions import StaffSession, open_session
from functions.staff.sign_in import entra
from shared import clock, cosmos
from shared.lookup import new_token, token_id
from shared.problems import Problem

LIFETIME = timedelta(minutes=10)


async def begin() -> tuple[str, str]:
    """Where the browser goes, and the secret of the cookie by which it is known when it comes back."""
    flow, token = await entra.begin(), new_token()
    ends = clock.now() + LIFETIME
    await cosmos.create(
        "sessions",
        {
            "id": _document(token),
            "type": "office_entry",
            "flow": flow,
            "expiresAt": clock.iso(ends),
            "ttl": cosmos.ttl_until(ends),
        },
    )
    return str(flow["auth_uri"]), token


async def finish(token: str | None, answer: EntraAnswer) -> tuple[StaffSession, str]:
    """The session of who came back, with its cookie's token. What was begun is spent by the first who brings it.

    Raises Problem `office_sign_in_failed`, `office_role_missing`, `office_sign_in_unavailable`.
    """
    flow = await _spent(token)
    person = await entra.finish(flow, answer.model_dump(exclude_none=True, by_alias=False))
    session, secret = await open_session(person.id, person.name, person.roles)
    await store.note_clerk(person.id, person.name, lead=session.lead)
    return session, secret


async def _spent(token: str | None) -> entra.Flow:
    name = _document(token) if token else ""
    stored = await cosmos.read("sessions", name, name) if token else None
    if stored is None or clock.now() >= clock.from_iso(stored["expiresAt"]):
        raise Problem("office_sign_in_failed")
    try:
        await cosmos.batch("sessions", [("delete", (name,), {"if_match_etag": stored["_etag"]})], name)
    except cosmos.Conflict:
        raise Problem("office_sign_in_failed") from None
    flow: entra.Flow = stored["flow"]
    return flow


def _document(token: str) -> str:
    return f"office-entry-{token_id(token)}"
