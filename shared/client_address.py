"""Where a request comes from, as far as it can be believed.

Azure's front end appends the peer it saw to X-Forwarded-For, with its port; everything left of that was written by
whoever called. So the list is read from the right: entries of the hops before us (`trusted_proxies`, by default
private networks) are skipped, the first other one is the client. The application's own host never shows a peer.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Annotated

from fastapi import Depends, Request

from shared.settings import settings

UNKNOWN = "unknown"
"""What every request without a believable address counts as: one bucket, shared by all of them."""


def client_address(forwarded_for: list[str]) -> str:
    """The client's address from the values of X-Forwarded-For: an IPv4 address, an IPv6 /64, or UNKNOWN."""
    entries = [entry.strip() for value in forwarded_for for entry in value.split(",")]
    for entry in reversed(entries):
        address = _address(entry)
        if address is None:
            return UNKNOWN
        if not any(address in network for network in settings().trusted_proxies):
            return _counted(address)
    return UNKNOWN


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
    return client_address(request.headers.getlist("x-forwarded-for"))


ClientAddress = Annotated[str, Depends(_of_request)]
"""A route with a parameter of this type gets the client's address."""
