"""Asking ClamAV about a file, over clamd's Unix socket (INSTREAM of its protocol).

Only the one answer `stream: OK` is clean. A broken connection (clamd resets it past its StreamMaxLength), a limit
that was exceeded, a time-out: all of it means that nobody has looked. clamd must run with `AlertExceedsMax yes`,
`AlertEncrypted yes` and `AlertOLE2Macros yes`, for it calls clean what it was too tired to read.
"""

import asyncio
from typing import Literal, NamedTuple

from shared.settings import settings

_CHUNK = 64 * 1024
_SECONDS = 60
_MOST_ANSWER = 4096


class Verdict(NamedTuple):
    """`unscanned`: there is no scanner; `waiting`: there is, and it did not answer; `found` names the signature."""

    state: Literal["clean", "found", "unscanned", "waiting"]
    signature: str = ""


async def scan(content: bytes) -> Verdict:
    """What the scanner says; never raises."""
    socket = settings().clamd_socket
    if socket is None:
        return Verdict("unscanned")
    try:
        async with asyncio.timeout(_SECONDS):
            return _verdict(await _asked(socket, content))
    except (OSError, TimeoutError, EOFError):
        return Verdict("waiting")


async def _asked(socket: str, content: bytes) -> bytes:
    reader, writer = await asyncio.open_unix_connection(socket)
    try:
        writer.write(b"zINSTREAM\0")
        for start in range(0, len(content), _CHUNK):
            chunk = content[start : start + _CHUNK]
            writer.write(len(chunk).to_bytes(4, "big") + chunk)
            await writer.drain()
        writer.write(bytes(4))
        await writer.drain()
        return await reader.read(_MOST_ANSWER)
    finally:
        writer.close()


def _verdict(answer: bytes) -> Verdict:
    text = answer.rstrip(b"\0\n").decode("utf-8", "replace")
    if text == "stream: OK":
        return Verdict("clean")
    if text.endswith(" FOUND"):
        return Verdict("found", text.removeprefix("stream: ").removesuffix(" FOUND"))
    return Verdict("waiting")
