"""The path of a request as Kestrel understands it, and as the function then sees it."""

import re
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

_ESCAPE = re.compile(rb"((?:%[0-9A-Fa-f]{2})+)")
_WHOLE_ESCAPE = re.compile(rb"%[0-9A-Fa-f]{2}")
# What ASP.NET Core's PathString leaves as it is: RFC 3986's characters of a path, and escapes that are whole.
_KEPT = "/!$&'()*+,;=:@-._~"


class BadTarget(Exception):
    """Kestrel answers 400 and closes."""


def path_of(target: bytes, host: str) -> str:
    """The path as the function sees it: decoded once, dot segments removed, and written as a URL again.

    So `%2525` becomes `%25`, and `%2F` stays. Raises BadTarget.
    """
    raw = target.partition(b"?")[0]
    if raw.startswith((b"http://", b"https://")):
        absolute = urlsplit(raw.decode("ascii"))
        if absolute.netloc.lower() != host.lower():
            raise BadTarget
        raw = (absolute.path or "/").encode()
    if not raw.startswith(b"/") or b"#" in raw or b"%00" in raw:
        raise BadTarget
    return _encoded(_without_dots(_decoded(raw)))


def _decoded(raw: bytes) -> bytes:
    return _ESCAPE.sub(lambda match: _decoded_run(match[1]), raw)


def _decoded_run(escapes: bytes) -> bytes:
    """Adjoining escapes decoded where they are UTF-8; an escaped slash stays, it is no separator."""
    decoded = b"%2F".join(unquote_to_bytes(part) for part in re.split(rb"%2[Ff]", escapes))
    try:
        decoded.decode("utf-8")
    except UnicodeDecodeError:
        return escapes
    return decoded


def _without_dots(path: bytes) -> bytes:
    if b"/." not in path:
        return path
    kept: list[bytes] = []
    segments = path.split(b"/")[1:]
    for position, segment in enumerate(segments):
        if segment == b"..":
            del kept[-1:]
        elif segment != b".":
            kept.append(segment)
        if segment in {b".", b".."} and position == len(segments) - 1:
            kept.append(b"")
    return b"/" + b"/".join(kept)


def _encoded(path: bytes) -> str:
    parts = re.split(rb"(%[0-9A-Fa-f]{2})", path)
    return "".join(
        part.decode() if index % 2 else quote_from_bytes(part, safe=_KEPT) for index, part in enumerate(parts)
    )
