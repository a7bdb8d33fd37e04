"""The record of served requests, from which tests count request budgets."""

from collections import deque
from typing import NamedTuple

KEPT = 100_000


class RequestRecord(NamedTuple):
    """One served request; `status` is 0 where a fault dropped the connection.

    `operation` is read, create, replace, upsert, patch, delete, batch, query, query_plan, read_feed or
    change_feed; `partition_key` is the JSON of the request's header, None without one. `charge` is in RU;
    `unindexed` are the paths of a query's conditions that no index serves.
    """

    method: str
    resource_type: str
    operation: str
    container: str | None
    partition_key: str | None
    is_query: bool
    cross_partition: bool
    status: int
    charge: float = 0.0
    unindexed: tuple[str, ...] = ()


class RequestLog(deque[RequestRecord]):
    """The last requests, oldest first."""

    def __init__(self) -> None:
        super().__init__(maxlen=KEPT)
        self.unindexed: set[tuple[str | None, str]] = set()
        """Container and path of every condition that no index served; kept when the record is cleared."""

    def append(self, record: RequestRecord, /) -> None:
        super().append(record)
        self.unindexed |= {(record.container, path) for path in record.unindexed}
