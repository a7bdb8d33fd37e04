"""What a request at the door tells of who makes it."""

from typing import Annotated, NamedTuple

from fastapi import Depends, Request

from functions.auth.guards.devices import COOKIE as DEVICE_COOKIE
from functions.auth.guards.devices import Device, DeviceCookie, device_of
from shared.client_address import ClientAddress
from shared.sessions import COOKIE


class Visitor(NamedTuple):
    """The client's address, its browser in words, the device cookie, and the session cookie it came with."""

    address: str
    device: Device
    known: DeviceCookie
    token: str | None


async def _visitor(request: Request, address: ClientAddress) -> Visitor:
    device = device_of(request.headers.get("user-agent", ""))
    return Visitor(address, device, DeviceCookie(request.cookies.get(DEVICE_COOKIE)), request.cookies.get(COOKIE))


Visit = Annotated[Visitor, Depends(_visitor)]
"""A route with a parameter of this type gets the visitor."""
