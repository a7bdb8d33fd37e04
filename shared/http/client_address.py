"""Where a request comes from, as far as it can be believed.

Azure's front end appends the peer it saw to X-Forwarded-For, with its port; everything left of that was written by
whoever called. So the list is read from the right: entries of the hops before us are skipped, the first other one is
the client. Hops are known by their network (`trusted_proxies`, by default private ones) or, where a hop is public and
its networks are nobody's promise, by their number (`client_address_hops`). The host itself never shows a peer.
docs/adr/0019-where-a-request-comes-from.md
"""

from collections import Counter
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import Headers

from shared.monitoring.alarms import log_alarm
from shared.settings import settings

WINDOW, FEWEST, LARGEST_SHARE = 300.0, 500, 0.5
UNKNOWN = "unknown"
"""What every request without a believable address counts as: one bucket, shared by all of them."""


def client_address(forwarded_for: list[str]) -> str:
    """The client's address from the values of the header: an IPv4 address, an IPv6 /64, or UNKNOWN."""
    chosen = settings()
    hops = chosen.client_address_hops
    for entry in reversed([entry.strip() for value in forwarded_for for entry in value.split(",")]):
        address = _address(entry)
        if address is None:
            return UNKNOWN
        if any(address in network for network in chosen.trusted_proxies):
            continue
        if hops == 0:
            return _counted(address)
        hops -= 1
    return UNKNOWN


def address_in(headers: Headers) -> str:
    """The client's address of a request."""
    return client_address(headers.getlist(settings().client_address_header))


class ShareWatch:
    """Raises the alarm when one address, or none, carries a share of all requests that no client can have.

    Then the chain of hops is not what the settings say, and customers share one bucket of the limits.
    """

    def __init__(self) -> None:
        self._until, self._counts = 0.0, Counter[str]()

    def note(self, address: str, now: float) -> None:
        """Count a request at `now` (seconds); look at the counts once a window."""
        if now >= self._until:
            total = self._counts.total()
            found, most = next(iter(self._counts.most_common(1)), (UNKNOWN, 0))
            if total >= FEWEST and most > LARGEST_SHARE * total:
                log_alarm("client address", **{"from": truncated(found), "percent": most * 100 // total})
            self._until, self._counts = now + WINDOW, Counter()
        self._counts[address] += 1


def truncated(address: str) -> str:
    """The address as an audit may keep it: an IPv4 /24 or an IPv6 /48."""
    if address == UNKNOWN:
        return address
    text = address.partition("/")[0]
    return str(ip_network(f"{text}/{48 if ':' in text else 24}", strict=False))


def _address(entry: str) -> IPv4Address | IPv6Address | None:
    """`203.0.113.5`, `203.0.113.5:1000`, `2001:db8::1` or `[2001:db8::1]:1000`; None for anything else."""
    host = entry
    if entry.startswith("["):
        host = entry[1:].partition("]")[0]
    elif entry.count(":") == 1:
        host = entry.partition(":")[0]
    try:
        address = ip_address(host)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _counted(address: IPv4Address | IPv6Address) -> str:
    """One household or machine as one string; a /64 is what one subscriber gets of IPv6."""
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network((address, 64), strict=False))


async def _of_request(request: Request) -> str:
    return address_in(request.headers)


ClientAddress = Annotated[str, Depends(_of_request)]
"""A route with a parameter of this type gets the client's address."""
