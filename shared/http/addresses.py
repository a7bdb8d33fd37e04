"""Addresses as Azure's host hands them on: any bytes, percent-encoded."""

from urllib.parse import quote, unquote_to_bytes, urlsplit

from azure.functions import HttpRequest

UNREADABLE = "\ufffd"
"""Stands in a path for bytes that are not UTF-8; the gate refuses it."""


def readable(request: HttpRequest) -> HttpRequest:
    """The request, with `UNREADABLE` in its path for what is not UTF-8: Azure's adapter would fail over that."""
    parts = urlsplit(request.url)
    path = unquote_to_bytes(parts.path)
    try:
        path.decode()
    except UnicodeDecodeError:
        url = parts._replace(path=quote(path.decode(errors="replace"))).geturl()
        return HttpRequest(
            request.method or "GET",
            url,
            headers=dict(request.headers),
            params=dict(request.params),
            route_params=dict(request.route_params),
            body=request.get_body(),
        )
    return request
