"""Drafts kept on the server: one saved from elsewhere meanwhile is never written over."""

from typing import Any

from shared import clock, cosmos
from shared.problems import Problem


async def save_over(container: str, draft: cosmos.Item, partition: str, revision: int) -> cosmos.Item:
    """Store the draft in place of the one that was read as `revision`, 0 for a new one; returns it with the next one.

    Raises Problem `draft_changed` where somebody has saved it since.
    """
    stored = await cosmos.read(container, draft["id"], partition)
    if (int(stored["revision"]) if stored else 0) != revision:
        raise Problem("draft_changed")
    item = following(draft, stored)
    try:
        if stored is None:
            return await cosmos.create(container, item)
        return await cosmos.replace(container, item | {"_etag": stored["_etag"]})
    except cosmos.Conflict:
        raise Problem("draft_changed") from None


def following(draft: cosmos.Item, stored: cosmos.Item | None) -> cosmos.Item:
    """The draft as it is stored after the one that was there."""
    revision = int(stored["revision"]) if stored else 0
    return draft | {"revision": revision + 1, "changedAt": clock.iso(clock.now())}


def operation_over(draft: cosmos.Item, stored: cosmos.Item | None) -> tuple[Any, ...]:
    """The operation of a batch that stores `draft` in place of the one read before, and fails where that changed."""
    if stored is None:
        return ("create", (draft,))
    return ("replace", (draft["id"], draft), {"if_match_etag": stored["_etag"]})
