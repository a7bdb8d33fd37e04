"""Set-Cookie headers as the host writes them from the fields that survive the worker's protocol."""

from datetime import UTC, datetime
from email.utils import format_datetime
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import quote

from azure_functions_runtime.bindings.datumdef import parse_to_rpc_http_cookie_list

from local.functions_host.workers import messages
from local.functions_host.workers.messages import RpcHttpCookie, SameSite

_SAME_SITE = {SameSite.Lax: "lax", SameSite.Strict: "strict", SameSite.ExplicitNone: "none"}


def set_cookie_headers(cookies: list[SimpleCookie] | None) -> list[str]:
    """One header value per cookie; attributes the protocol has no field for (Partitioned, ...) are gone."""
    carried: list[Any] = parse_to_rpc_http_cookie_list(cookies, messages) or []
    return [_header(cookie) for cookie in carried]


def _header(cookie: RpcHttpCookie) -> str:
    # ASP.NET Core escapes values this way and keeps this order of attributes.
    parts = [f"{cookie.name}={quote(cookie.value, safe='-_.~')}"]
    if cookie.expires:
        moment = datetime.fromtimestamp(cookie.expires.value.seconds, UTC)
        parts.append(f"expires={format_datetime(moment, usegmt=True)}")
    if cookie.max_age:
        parts.append(f"max-age={int(cookie.max_age.value)}")
    # The worker sends an empty path where none is given, and the host writes what it is sent.
    if cookie.domain is not None:
        parts.append(f"domain={cookie.domain.value}")
    if cookie.path is not None:
        parts.append(f"path={cookie.path.value}")
    if cookie.secure and cookie.secure.value:
        parts.append("secure")
    if cookie.same_site in _SAME_SITE:
        parts.append(f"samesite={_SAME_SITE[cookie.same_site]}")
    if cookie.http_only and cookie.http_only.value:
        parts.append("httponly")
    return "; ".join(parts)
