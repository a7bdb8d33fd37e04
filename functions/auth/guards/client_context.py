"""What a request tells of the client that sends it."""

from typing import Annotated, NamedTuple

from fastapi import Depends, Request

from functions.auth.guards.attempts import DEVICE
from functions.auth.guards.devices import COOKIE as DEVICE_COOKIE
from functions.auth.guards.devices import DeviceCookie, device_of
from shared.accounts import Device
from shared.client_address import ClientAddress
from shared.lookup import lookup_id
from shared.sessions import COOKIE


class ClientContext(NamedTuple):
    """The client's address, its browser in words, the device cookie, and the session cookie it came with."""

    address: str
    device: Device
    device_cookie: DeviceCookie
    session_token: str | None

    def attempt_source(self, *, known_device: bool) -> str:
        """What an attempt counts under: a known device of the account, or the address."""
        if known_device:
            return DEVICE + lookup_id("source", self.device_cookie.device_id)[:16]
        return lookup_id("source", self.address)[:16]


async def _context(request: Request, address: ClientAddress) -> ClientContext:
    device = device_of(request.headers.get("user-agent", ""))
    return ClientContext(address, device, DeviceCookie(request.cookies.get(DEVICE_COOKIE)), request.cookies.get(COOKIE))


Context = Annotated[ClientContext, Depends(_context)]
"""A route with a parameter of this type gets the client's context."""
