"""Documents of which the newest revision wins, whoever comes last."""

from shared import cosmos


async def keep_newest(container: str, item: cosmos.Item) -> None:
    """Store a document (whose partition key equals its id) unless one as new or newer, by `revision`, is there."""

    def newer(stored: cosmos.Item | None) -> cosmos.Item | None:
        return item if stored is None or stored["revision"] < item["revision"] else None

    await cosmos.update(container, item["id"], newer)
