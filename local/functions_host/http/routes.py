"""Route templates of HTTP triggers, matched as the Functions host does.

Matching ignores case and a trailing slash. Where several functions fit, the first by name answers, case ignored: a
literal route has no preference over a catch-all (github.com/Azure/azure-functions-host issues 9876, 3153 and 6062).
A known route asked with a method its function does not list is a 404, HEAD on a GET function included
(github.com/Azure/azure-functions-host issues 10098 and 11625).
"""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from urllib.parse import unquote

from local.functions_host.loading import LoadedFunction

logger = logging.getLogger("functions_host.routes")

_CONSTRAINTS: dict[str, str] = {
    "int": r"[+-]?\d{1,10}",
    "long": r"[+-]?\d{1,19}",
    "guid": r"\{?[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}\}?",
    "alpha": r"[a-z]+",
    "bool": r"true|false",
}


class RouteError(Exception):
    """A route template is malformed or uses a feature this host does not know."""


@dataclass(frozen=True)
class _Segment:
    text: str
    is_parameter: bool = False
    is_catch_all: bool = False
    is_optional: bool = False
    constraint: str | None = None

    def accepts(self, value: str) -> bool:
        if not self.is_parameter:
            return value.lower() == self.text.lower()
        return self.constraint is None or bool(re.fullmatch(_CONSTRAINTS[self.constraint], value, re.IGNORECASE))


@dataclass(frozen=True)
class Route:
    """One function's route with the prefix of host.json."""

    function: LoadedFunction
    template: str
    methods: frozenset[str]
    segments: tuple[_Segment, ...]

    @classmethod
    def of(cls, function: LoadedFunction, prefix: str) -> Self:
        trigger = function.trigger
        own = trigger.get("route")
        template = "/".join(part for part in (prefix, own or function.name) if part)
        methods = frozenset(method.upper() for method in trigger.get("methods") or ())
        return cls(function, template.strip("/"), methods, tuple(_parse(template)))

    @property
    def shape(self) -> tuple[object, ...]:
        """What two routes have in common that the host takes for the same."""
        segments = tuple(
            (one.is_catch_all, one.is_optional, one.constraint) if one.is_parameter else one.text.lower()
            for one in self.segments
        )
        return self.methods, segments

    def match(self, method: str, segments: list[str]) -> dict[str, str] | None:
        """The values of the route's parameters, or None where method or path do not fit."""
        if self.methods and method not in self.methods:
            return None
        values: dict[str, str] = {}
        for position, segment in enumerate(self.segments):
            rest = segments[position:]
            if segment.is_catch_all:
                # An empty segment where the rest would begin fits nothing: `/api/auth//x` is not of `auth/{*path}`.
                return None if rest[:1] == [""] else values | ({segment.text: "/".join(rest)} if rest else {})
            if not rest:
                if not segment.is_optional:
                    return None
                continue
            if not rest[0] or not segment.accepts(rest[0]):
                return None
            if segment.is_parameter:
                values[segment.text] = rest[0]
        return values if len(segments) <= len(self.segments) else None


class RouteTable:
    """All routes of an app, by the names of their functions. The second function on a route is never asked."""

    def __init__(self, functions: Iterable[LoadedFunction], prefix: str) -> None:
        self.routes: list[Route] = []
        for function in sorted(functions, key=lambda one: one.name.lower()):
            route = Route.of(function, prefix)
            if any(other.shape == route.shape for other in self.routes):
                logger.error("function=%s is in error: The route specified conflicts with another's", function.name)
            else:
                self.routes.append(route)

    def match(self, method: str, path: str) -> tuple[LoadedFunction, dict[str, str]] | None:
        """Find the function for a method and a path still percent-encoded."""
        inner = path.removeprefix("/").removesuffix("/")
        segments = [_decode(segment) for segment in inner.split("/")] if inner else []
        for route in self.routes:
            values = route.match(method, segments)
            if values is not None:
                return route.function, values
        return None


def _decode(segment: str) -> str:
    # An encoded slash stays encoded: it is part of a value, not a separator.
    return "%2F".join(unquote(part) for part in re.split("%2f", segment, flags=re.IGNORECASE))


def _parse(template: str) -> list[_Segment]:
    segments = [_parse_segment(text, template) for text in template.strip("/").split("/") if text]
    if any(segment.is_catch_all for segment in segments[:-1]):
        raise RouteError(f"route '{template}': only the last segment can catch all")
    return segments


def _parse_segment(text: str, template: str) -> _Segment:
    if "{" not in text and "}" not in text:
        return _Segment(text)
    match = re.fullmatch(r"\{(\*{0,2})(\w+)(?::(\w+))?(\?)?\}", text)
    if not match or (match[3] and match[3] not in _CONSTRAINTS):
        raise RouteError(f"route '{template}': this host does not know what '{text}' means")
    return _Segment(match[2], True, bool(match[1]), bool(match[4]), match[3])
