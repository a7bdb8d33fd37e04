"""Where a list goes on, as the opaque text that travels in `next` and `after`."""

import base64
import binascii
import json
from typing import Any

from shared.problems import Problem


def cursor_of(*place: str | int) -> str:
    """The text for a place in a list: the values its order goes by, of its last row."""
    content = json.dumps(place, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def place_of(cursor: str, *kinds: type) -> list[Any]:
    """The values of a cursor, each of its kind. Raises Problem `cursor_invalid` for what is none of ours."""
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        # Half a surrogate pair is JSON, but nothing a database would take.
        json.dumps(place, ensure_ascii=False).encode()
    except (ValueError, RecursionError, binascii.Error):
        raise Problem("cursor_invalid") from None
    if not isinstance(place, list) or [type(value) for value in place] != list(kinds):
        raise Problem("cursor_invalid")
    return place
