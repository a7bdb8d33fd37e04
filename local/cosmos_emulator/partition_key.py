"""Partition keys: read from headers and documents, and hashed onto the ring of effective partition keys.

A key is kept as canonical JSON of its components; a component missing from the document is `{}`, as on the wire.
"""

import itertools
import struct
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import mmh3
import orjson

from local.cosmos_emulator.errors import bad_request, partition_key_mismatch

UNDEFINED: dict[str, Any] = {}
MAX_KEY_BYTES = 2048
RING_END = "FF"


class PartitionKeyDefinition:
    """The paths of a container's partition key; several paths make a hierarchical key."""

    def __init__(self, definition: dict[str, Any]) -> None:
        paths = definition.get("paths")
        if not isinstance(paths, list) or not paths:
            raise bad_request("The partition key definition must have one to three paths.")
        self.paths = [parse_path(path) for path in paths]
        self.hierarchical = definition.get("kind") == "MultiHash"
        if len(paths) > (3 if self.hierarchical else 1):
            raise bad_request("Too many partition key paths.")
        self.version = int(definition.get("version", 1))
        if definition.get("kind", "Hash") not in {"Hash", "MultiHash"}:
            raise bad_request("The partition key kind must be Hash or MultiHash.")

    def of_document(self, document: dict[str, Any]) -> str:
        """The canonical partition key of a document; arrays and objects count as missing."""
        values = (component(document, path) for path in self.paths)
        return canonical([UNDEFINED if isinstance(value, list | dict) else value for value in values])

    def of_header(self, header: bytes) -> str:
        """The canonical full key of a request header; raises 400 (1001) for a prefix or a malformed one."""
        components = header_components(header) or (UNDEFINED,) * len(self.paths)
        if len(components) != len(self.paths):
            raise partition_key_mismatch()
        return canonical(components)

    def effective(self, key: str) -> str:
        """The effective partition key (a place on the ring, hexadecimal) of a canonical key or prefix."""
        return _effective(key, self.hierarchical, self.version)

    def is_prefix(self, header: bytes) -> bool:
        return self.hierarchical and 0 < len(header_components(header)) < len(self.paths)


def parse_path(path: str) -> tuple[str, ...]:
    """Split `/a/"b c"/d` into its property names."""
    if not isinstance(path, str) or not path.startswith("/") or len(path) < 2:
        raise bad_request(f"The path {path!r} is not valid.")
    names: list[str] = []
    rest = path
    while rest:
        if rest[:2] in {'/"', "/'"}:
            end = rest.find(rest[1], 2)
            if end < 0:
                raise bad_request(f"The path {path!r} is not valid.")
            names.append(rest[2:end])
            rest = rest[end + 1 :]
        else:
            name, _, tail = rest[1:].partition("/")
            names.append(name)
            rest = f"/{tail}" if tail else ""
    return tuple(names)


def component(document: Any, path: tuple[str, ...]) -> Any:
    """The value at a path, or `UNDEFINED`."""
    for name in path:
        if not isinstance(document, dict) or name not in document:
            return UNDEFINED
        document = document[name]
    return document


@lru_cache(maxsize=65536)
def header_components(header: bytes) -> tuple[Any, ...]:
    """The components of the partition key header; raises 400 if it is not a JSON list of simple values."""
    try:
        components = orjson.loads(header)
    except orjson.JSONDecodeError as error:
        raise bad_request("The partition key header is not valid JSON.") from error
    if not isinstance(components, list):
        raise bad_request("The partition key header is not a JSON array.")
    return tuple(components)


def canonical(components: Iterable[Any]) -> str:
    """The text that is the same for the same key, 1 and 1.0 alike; raises 400 for values no key can have."""
    try:
        key = orjson.dumps([_normal(value) for value in components]).decode()
    except TypeError as error:
        raise bad_request("The partition key is not a valid value.") from error
    if len(key) > MAX_KEY_BYTES:
        raise bad_request("The partition key is longer than 2048 bytes.")
    return key


def _normal(value: Any) -> Any:
    if isinstance(value, list) or (isinstance(value, dict) and value):
        raise bad_request("PartitionKey values must be strings, numbers, booleans or null.")
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


@lru_cache(maxsize=65536)
def _effective(key: str, hierarchical: bool, version: int) -> str:
    components = orjson.loads(key)
    if hierarchical:
        return "".join(_hash_v2(_encode(value, b"\xff")) for value in components)
    if version == 1:
        return _hash_v1(components[0])
    return _hash_v2(_encode(components[0], b"\xff"))


def _encode(value: Any, string_end: bytes) -> bytes:
    match value:
        case {}:
            return b"\x00"
        case None:
            return b"\x01"
        case False:
            return b"\x02"
        case True:
            return b"\x03"
        case int() | float():
            return b"\x05" + struct.pack("<d", float(value))
        case _:
            return b"\x08" + str(value).encode() + string_end


def _hash_v2(encoded: bytes) -> str:
    digest = bytearray(mmh3.hash_bytes(encoded, 0, x64arch=True))
    digest.reverse()
    digest[0] &= 0x3F
    return digest.hex().upper()


def _hash_v1(value: Any) -> str:
    if isinstance(value, str):
        value = value[:100]
    digest = float(mmh3.hash(_encode(value, b"\x00"), 0, signed=False))
    return (_ordered(digest) + _ordered(value)).hex().upper()


def _ordered(value: Any) -> bytes:
    """The order-preserving binary form of a component, as version 1 keys append it to the hash."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return b"\x05" + _ordered_number(float(value))
    if isinstance(value, str):
        encoded = value.encode()
        short = len(encoded) <= 100
        return b"\x08" + bytes((byte + 1) & 0xFF for byte in encoded[:101]) + (b"\x00" if short else b"")
    return _encode(value, b"")


def _ordered_number(value: float) -> bytes:
    bits = struct.unpack(">Q", struct.pack(">d", value))[0]
    payload = (~bits & (2**64 - 1)) + 1 if bits >> 63 else bits ^ (1 << 63)
    payload &= 2**64 - 1
    written = bytearray([payload >> 56])
    payload = (payload << 8) & (2**64 - 1)
    pending: int | None = None
    while payload:
        if pending is not None:
            written.append(pending)
        pending = (payload >> 56) | 1
        payload = (payload << 7) & (2**64 - 1)
    written.append((pending or 0) & 0xFE)
    return bytes(written)


def physical_ranges(count: int) -> list[tuple[str, str]]:
    """Cut the ring into `count` equal ranges, as the physical partitions of a container."""
    edges = [f"{(0x4000 * index) // count:04X}" + "0" * 28 for index in range(count + 1)]
    edges[0], edges[-1] = "", RING_END
    return list(itertools.pairwise(edges))
