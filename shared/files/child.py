"""Cleaning a file in a process of its own, so that what a file does to its reader it does to nobody else."""

import asyncio
import json
import os
import sys
from pathlib import Path

from shared.files.cleaning import Cleaned, Refused
from shared.monitoring.logs import log

_SECONDS = 30
_ROOT = Path(__file__).parents[2]
_AT_ONCE = asyncio.Semaphore(2)


async def cleaned_apart(content: bytes) -> Cleaned:
    """Raises Refused; a child that broke, or took too long, has met a file that is damaged."""
    async with _AT_ONCE:
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "shared.files",
            cwd=_ROOT,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "MALLOC_ARENA_MAX": "2"},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            answer, _ = await asyncio.wait_for(child.communicate(content), _SECONDS)
        except TimeoutError:
            answer = b""
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
    head, _, body = answer.partition(b"\n")
    if not head:
        log.warning("file cleaning broke off", extra={"exitCode": child.returncode, "size": len(content)})
        raise Refused("file_damaged")
    told = json.loads(head)
    if "refused" in told:
        raise Refused(told["refused"])
    return Cleaned(told["kind"], body)
