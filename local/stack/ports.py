"""Where everything listens. A second stack runs beside the first with all ports shifted by one offset."""

import socket
from dataclasses import dataclass

DEFAULTS = {
    "web": 4280,
    "functions": 7071,
    "cosmos": 8081,
    "blob": 10000,
    "smtp": 1025,
    "mail": 1080,
    "billing": 9010,
    "payments": 9020,
    "identity": 9030,
}
HIGHEST_PORT = 65535


@dataclass(frozen=True)
class Ports:
    """The ports of one stack; raises ValueError for an offset that leaves the range."""

    offset: int = 0

    def __post_init__(self) -> None:
        if not all(0 < port <= HIGHEST_PORT for port in self.all().values()):
            raise ValueError(f"the offset {self.offset} moves a port out of 1-{HIGHEST_PORT}")

    def __getitem__(self, name: str) -> int:
        return DEFAULTS[name] + self.offset

    def all(self) -> dict[str, int]:
        return {name: self[name] for name in DEFAULTS}

    def taken(self) -> dict[str, int]:
        """Those on which something listens already."""
        return {name: port for name, port in self.all().items() if not _is_free(port)}


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
