"""Entra ID through MSAL: where a clerk is sent, and what comes back.

MSAL does the protocol: state, PKCE, the nonce and the redeeming of the code. It does not judge the ID token, so that
is done here: signature by the tenant's published keys, issuer, audience, time, tenant and roles (ADR 30).
"""

import asyncio
import ssl
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from functions.staff.sessions import Role
from shared.monitoring.logs import log
from shared.problems import Problem
from shared.settings import settings

if TYPE_CHECKING:
    from jwt import PyJWKClient
    from msal import ConfidentialClientApplication

type Flow = dict[str, Any]

RETURN_PATH = "/bok/wejscie"
_LEEWAY_SECONDS = 120
_WAIT_SECONDS = 10


class Person(NamedTuple):
    """Who came in, by the token: the object id in the tenant, the name, and the roles of ours."""

    id: str
    name: str
    roles: tuple[Role, ...]


async def begin() -> Flow:
    """A new sign-in; its `auth_uri` is where the browser goes. Raises Problem `office_sign_in_unavailable`.

    The answer comes in the fragment, which no server and no log sees. Whoever is signed in at Entra ID still chooses
    the account: a computer of the office may be shared.
    """

    def begun() -> Flow:
        flow: Flow = _application().initiate_auth_code_flow(
            [],
            redirect_uri=f"{settings().portal_origin}{RETURN_PATH}",
            prompt="select_account",
            response_mode="form_post",
        )
        # MSAL warns of any other mode. A form posted from elsewhere would bring no cookie of ours and another origin.
        address = str(flow["auth_uri"]).replace("response_mode=form_post", "response_mode=fragment")
        return flow | {"auth_uri": address}

    return await _asked(begun)


async def finish(flow: Flow, answer: dict[str, str]) -> Person:
    """Redeem what came back. Raises Problem `office_sign_in_failed`, `office_role_missing`, `…_unavailable`."""

    def redeemed() -> dict[str, Any]:
        result: dict[str, Any] = _application().acquire_token_by_auth_code_flow(dict(flow), answer)
        return result

    try:
        result = await _asked(redeemed)
    except (ValueError, RuntimeError) as error:
        # MSAL raises these for a state or a nonce that is not this flow's; its words repeat them.
        raise _failed(type(error).__name__) from None
    if "id_token" not in result:
        raise _failed(str(result.get("error", "no token"))[:60])
    claims = await asyncio.to_thread(_claims, str(result["id_token"]))
    given = claims.get("roles")
    roles: tuple[Role, ...] = tuple(role for role in get_args(Role) if isinstance(given, list) and role in given)
    if not roles:
        log.warning("clerk refused", extra={"reason": "no role"})
        raise Problem("office_role_missing")
    return Person(id=claims["oid"], name=str(claims.get("name") or "BOK")[:120], roles=roles)


def _claims(token: str) -> dict[str, Any]:
    """The claims of an ID token that is ours and of now. Raises Problem `office_sign_in_failed`."""
    import jwt

    chosen = settings()
    authority = _authority()
    try:
        key = _keys().get_signing_key_from_jwt(token)
        claims: dict[str, Any] = jwt.decode(
            token,
            key.key,
            algorithms=["RS256"],
            audience=chosen.staff_client_id,
            issuer=f"{authority}/v2.0",
            leeway=_LEEWAY_SECONDS,
            options={"require": ["exp", "iss", "aud", "tid", "oid", "nonce"]},
        )
    except jwt.PyJWKClientConnectionError:
        raise _unavailable() from None
    except jwt.PyJWTError as error:
        raise _failed(type(error).__name__) from None
    if claims["tid"] != authority.rpartition("/")[2]:
        raise _failed("another tenant")
    return claims


async def _asked[T](ask: Callable[[], T]) -> T:
    """What MSAL answers in a thread. Raises Problem `office_sign_in_unavailable` where Entra ID cannot be reached."""
    import requests

    try:
        return await asyncio.to_thread(ask)
    except requests.RequestException as error:
        log.warning("sign-in of the office unavailable", extra={"fault": type(error).__name__})
        raise _unavailable() from None


def _unavailable() -> Problem:
    return Problem("office_sign_in_unavailable", headers={"Retry-After": "30"})


def _failed(reason: str) -> Problem:
    log.warning("clerk refused", extra={"reason": reason})
    return Problem("office_sign_in_failed")


def _authority() -> str:
    """The tenant's address. Raises Problem `office_sign_in_unavailable` where none is set."""
    authority = settings().staff_authority
    if authority is None:
        raise _unavailable()
    return str(authority).rstrip("/")


def _application() -> "ConfidentialClientApplication":
    """One for each sign-in: its cache would keep the tokens of everybody who ever came in."""
    from msal import ConfidentialClientApplication
    from requests import Session

    chosen, authority = settings(), _authority()
    session = Session()
    if chosen.staff_ca_file:
        session.verify = chosen.staff_ca_file
        # REQUESTS_CA_BUNDLE in the environment would win over `verify`.
        session.trust_env = False
    session.headers["Connection"] = "close"
    try:
        return ConfidentialClientApplication(
            chosen.staff_client_id,
            client_credential=chosen.staff_client_secret.get_secret_value(),
            authority=authority,
            instance_discovery=False,
            exclude_scopes=["offline_access"],
            http_client=session,
        )
    except ValueError:
        # It found no metadata of the tenant there.
        raise _unavailable() from None


@cache
def _keys_at(authority: str, ca_file: str | None) -> "PyJWKClient":
    import jwt

    context = ssl.create_default_context(cafile=ca_file)
    return jwt.PyJWKClient(
        f"{authority}/discovery/v2.0/keys", ssl_context=context, timeout=_WAIT_SECONDS, cooldown_duration=1
    )


def _keys() -> "PyJWKClient":
    return _keys_at(_authority(), settings().staff_ca_file)
