"""How current a read must be, and a replica that lags behind: what another instance may see under weak consistency."""

from collections import deque
from collections.abc import Callable, Iterator

from local.cosmos_emulator.database.storage import Change, Storage
from local.cosmos_emulator.errors import CosmosError, bad_request

LEVELS = ("Eventual", "ConsistentPrefix", "Session", "BoundedStaleness", "Strong")
"""From the weakest to the strongest."""
CURRENT = frozenset({"BoundedStaleness", "Strong"})
"""Reads at these levels ask a majority of the replicas, so in one region they see every write; they cost double."""


def level_of_read(account: str, asked: str | None) -> str:
    """The level at which a request reads: its own, or its account's; raises 400 for a stronger one than that."""
    if asked is None:
        return account
    if asked not in LEVELS:
        raise bad_request(f"ConsistencyLevel {asked} specified in the request is invalid.")
    if LEVELS.index(asked) > LEVELS.index(account):
        raise bad_request(
            f"ConsistencyLevel {asked} specified in the request is invalid when service is configured with "
            f"consistency level {account}. Ensure the request consistency level is not stronger than the service "
            "consistency level."
        )
    return asked


def sequence_number(tokens: str | None) -> int:
    """The highest log sequence number in session tokens, `0:-1#42`, 0 without any; raises 400 for no such token."""
    return max(map(_sequence_number, tokens.split(",")), default=0) if tokens else 0


def _sequence_number(token: str) -> int:
    digits = token.split("#")[1] if "#" in token else ""
    if not digits.isdigit():
        raise CosmosError(400, "The session token provided is invalid.")
    return int(digits)


class Replica:
    """A copy of the items that hears of each transaction `lag` seconds after it."""

    def __init__(self, primary: Storage, clock: Callable[[], float], lag: float) -> None:
        self.storage = Storage(None, clock)
        primary.connection.backup(self.storage.connection)
        self.storage.lsn = primary.lsn
        self._clock, self._lag = clock, lag
        self._waiting: deque[tuple[float, int, list[Change]]] = deque()
        primary.followers.append(self._hear)

    def _hear(self, lsn: int, changes: list[Change]) -> None:
        self._waiting.append((self._clock() + self._lag, lsn, changes))

    def catch_up(self, lsn: int) -> None:
        """Take over what is due by now, and everything up to a sequence number a reader has seen."""
        for changes in self._due(lsn):
            for name, arguments in changes:
                getattr(self.storage, name)(*arguments)

    def _due(self, lsn: int) -> Iterator[list[Change]]:
        while self._waiting and (self._waiting[0][0] <= self._clock() or self._waiting[0][1] <= lsn):
            _due, self.storage.lsn, changes = self._waiting.popleft()
            yield changes
