"""What a request tells of the client that sends it."""

from typing import Annotated, NamedTuple

from fastapi import Depends, Request

from functions.auth.guards.attempts import DEVICE, NETWORK
from functions.auth.guards.devices import COOKIE as DEVICE_COOKIE
from functions.auth.guards.devices import DeviceCookie, device_of
from shared.access.sessions import COOKIE
from shared.accounts import Account, Device
from shared.http.client_address import ClientAddress
from shared.lookup import lookup_id, lookup_ids


class Source(NamedTuple):
    """Where an attempt comes from, as the limits count it; `known`: the account was entered from there."""

    id: str
    known: bool

    @property
    def is_known_device(self) -> bool:
        return self.id.startswith(DEVICE)


class ClientContext(NamedTuple):
    """The client's address, its browser in words, the device cookie, and the session cookie it came with."""

    address: str
    device: Device
    device_cookie: DeviceCookie
    session_token: str | None

    @property
    def network(self) -> str:
        """The address as what an account may be entered from."""
        return NETWORK + self._address_hash

    @property
    def networks(self) -> list[str]:
        """The same under all lookup keys, the present one first."""
        return [NETWORK + one[:16] for one in lookup_ids("source", self.address)]

    @property
    def own_device(self) -> str:
        """The device, once it is known, as what an account may be entered from."""
        return DEVICE + lookup_id("source", self.device_cookie.device_id)[:16]

    def source_for(self, account: Account | None) -> Source:
        """What an attempt at the account counts under: a device or a network it was entered from, or the address."""
        if account is not None and self.device_cookie.knows(account.password_key):
            return Source(self.own_device, known=True)
        known = [network for network in self.networks if account is not None and network in account.entered_from]
        if known:
            return Source(known[0], known=True)
        return Source(self._address_hash, known=False)

    @property
    def _address_hash(self) -> str:
        return lookup_id("source", self.address)[:16]


async def _context(request: Request, address: ClientAddress) -> ClientContext:
    device = device_of(request.headers.get("user-agent", ""))
    return ClientContext(address, device, DeviceCookie(request.cookies.get(DEVICE_COOKIE)), request.cookies.get(COOKIE))


Context = Annotated[ClientContext, Depends(_context)]
"""A route with a parameter of this type gets the client's context."""
