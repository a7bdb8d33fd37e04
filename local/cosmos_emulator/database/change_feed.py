"""The change feed in its latest-version mode: each item once, at its last change, in the order of changes."""

import email.utils
from typing import NamedTuple

import orjson

from local.cosmos_emulator.database.catalogue import Container
from local.cosmos_emulator.database.scan import Reach, Selection
from local.cosmos_emulator.database.storage import Storage
from local.cosmos_emulator.errors import bad_request

DEFAULT_PAGE = 100


class Changes(NamedTuple):
    """A page of changed documents, the ETag to ask the next ones with, and the bytes of the documents."""

    documents: list[orjson.Fragment]
    etag: str
    size: int = 0


def changes(
    storage: Storage,
    container: Container,
    reach: Reach,
    *,
    after: str | None,
    since: str | None,
    size: int,
) -> Changes:
    """The changes after an ETag (`*` is now), or from a moment (an HTTP date) on; none of them is ever split.

    Raises CosmosError 400 for an ETag or a date that cannot be read.
    """
    if after == "*":
        return Changes([], _etag(storage.lsn))
    selection = Selection(container, reach, storage.clock())
    start = _sequence_number(after) if after else 0
    selection.add("lsn > ?", start)
    if since and not after:
        selection.add("ts >= ?", _moment(since))
    rows = storage.execute(
        f"SELECT lsn, body FROM items WHERE {selection.where} ORDER BY lsn, number", selection.values
    )
    limit = size if size > 0 else DEFAULT_PAGE
    documents: list[orjson.Fragment] = []
    last, total = start, 0
    for lsn, body in rows:
        if len(documents) >= limit and lsn != last:
            return Changes(documents, _etag(last), total)
        documents.append(orjson.Fragment(body))
        last = lsn
        total += len(body)
    return Changes(documents, _etag(max(last, storage.lsn)), total)


def _etag(lsn: int) -> str:
    return f'"{lsn}"'


def _sequence_number(etag: str) -> int:
    digits = etag.strip('"')
    if not digits.isdecimal() or len(digits) > 18:
        raise bad_request(f"The change feed continuation {etag!r} is not valid.")
    return int(digits)


def _moment(text: str) -> float:
    try:
        return email.utils.parsedate_to_datetime(text).timestamp()
    except ValueError as error:
        raise bad_request("The start time of the change feed is not a valid date.") from error
