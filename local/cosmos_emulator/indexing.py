"""Indexing policies: which paths of a document are indexed, and how many values that makes.

A path is a tuple of property names, `[]` for the elements of an array.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from local.cosmos_emulator.partition_key import parse_path

type Path = tuple[str, ...]

ELEMENT = "[]"
ALWAYS: frozenset[Path] = frozenset({("id",), ("_ts",)})
"""What the service indexes whatever the policy says."""


class IndexingPolicy:
    """The policy of a container. Of the patterns that fit a path, the longest decides."""

    def __init__(self, policy: dict[str, Any]) -> None:
        self.on = policy.get("indexingMode") != "none"
        self._patterns = [
            (*_pattern(entry["path"]), included)
            for name, included in (("includedPaths", True), ("excludedPaths", False))
            for entry in policy.get(name) or []
        ]
        self._everything = any(included and not path for path, _below, included in self._patterns)
        self._roots = {path[0] for path, _below, included in self._patterns if included and path}
        self.composites: list[tuple[tuple[Path, bool], ...]] = [
            tuple((parse_path(part["path"]), part.get("order", "ascending") == "descending") for part in index)
            for index in policy.get("compositeIndexes") or []
        ]
        self.covers = lru_cache(maxsize=4096)(self._covers)

    def serves(self, path: Path) -> bool:
        """Whether a condition on a path finds its documents by the index; one on an array by its elements."""
        elements = (*path, ELEMENT)
        return self.covers(path) or any(
            included and pattern[: len(elements)] == elements for pattern, _below, included in self._patterns
        )

    def values(self, document: dict[str, Any]) -> int:
        """How many entries a document has in the index beside the service's own; a value twice at a path is one."""
        if not self.on:
            return 0
        found = {(path, value) for path, value in self._leaves(document) if self.covers(path)}
        return len(found) + sum(all(_has(document, path) for path, _ in index) for index in self.composites)

    def _covers(self, path: Path) -> bool:
        """Whether the values at a path are indexed."""
        if not self.on:
            return False
        if path in ALWAYS:
            return True
        best, chosen = (-1, False), False
        for pattern, below, included in self._patterns:
            fits = path[: len(pattern)] == pattern if below else path == pattern
            if fits and (len(pattern), not below) > best:
                best, chosen = (len(pattern), not below), included
        return chosen

    def _leaves(self, document: dict[str, Any]) -> Iterator[tuple[Path, Any]]:
        for name, value in document.items():
            if (self._everything or name in self._roots) and name != "id" and not name.startswith("_"):
                yield from _leaves((name,), value)


def _leaves(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves((*path, name), inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves((*path, ELEMENT), inner)
    else:
        yield path, value


def _has(document: Any, path: Path) -> bool:
    for name in path:
        if not isinstance(document, dict) or name not in document:
            return False
        document = document[name]
    return True


def _pattern(path: str) -> tuple[Path, bool]:
    """A policy's path as names, and whether it stands for all below: `/a/?` for one value, `/a/*` for all."""
    if path in {"/", "/*"}:
        return (), True
    *names, last = parse_path(path)
    return (tuple(names), last == "*") if last in {"?", "*"} else ((*names, last), False)
