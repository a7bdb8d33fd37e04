"""What customers asked for while billing did not answer, told to it with the next exchange of data."""

from shared import reading_photos
from shared.customer_requests import send, waiting


async def tell_waiting() -> int:
    """Tell billing what waits; returns how many it has taken or refused."""
    return sum([(await send(stored)).state != "waiting" async for stored in waiting()])


async def hand_photos_over() -> int:
    """Give billing the photos of readings it has; returns how many it has taken or refused."""
    return sum(
        [(await reading_photos.hand_over(photo)).delivery != "waiting" async for photo in reading_photos.waiting()]
    )
