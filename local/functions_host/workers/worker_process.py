"""One worker process, seen from the host."""

import asyncio
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

from local.functions_host.workers.wire import Call, Loaded, Outcome, receive, send

ROOT = Path(__file__).parents[3]


class WorkerLost(Exception):
    """The process ended with requests under way; they are lost."""


class WorkerProcess:
    """A started process and the calls it has not answered yet."""

    loaded: Loaded

    def __init__(self, process: asyncio.subprocess.Process, streams: tuple[asyncio.StreamReader, asyncio.StreamWriter]):
        self.process = process
        self.killed = False
        self._reader, self._writer = streams
        self._pending: dict[str, asyncio.Future[Outcome]] = {}

    @classmethod
    async def start(cls, script: Path) -> "WorkerProcess":
        """Start a process and wait until it has loaded the app or said why not. Raises WorkerLost where it ends."""
        ours, theirs = socket.socketpair()
        path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH")) if part)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "local.functions_host.workers.worker",
            str(theirs.fileno()),
            str(script),
            pass_fds=[theirs.fileno()],
            env=os.environ | {"PYTHONPATH": path},
        )
        theirs.close()
        worker = cls(process, await asyncio.open_connection(sock=ours))
        try:
            worker.loaded = await receive(worker._reader)
        except (asyncio.IncompleteReadError, ConnectionError):
            raise WorkerLost from None
        return worker

    def call(self, call: Call) -> "asyncio.Future[Outcome]":
        """Hand over a call. The future raises WorkerLost where the process ends before it answers."""
        future = self._pending[call.id] = asyncio.get_running_loop().create_future()
        send(self._writer, call)
        return future

    async def read(self) -> None:
        """Take in the answers until the process ends."""
        try:
            while True:
                outcome: Outcome = await receive(self._reader)
                future = self._pending.pop(outcome.id, None)
                if future and not future.done():
                    future.set_result(outcome)
        except (asyncio.IncompleteReadError, ConnectionError):
            return

    def kill(self) -> None:
        """End the process as Azure does: no signal it could handle, nothing of its own runs any more."""
        self.killed = True
        if self.process.returncode is None:
            self.process.kill()

    async def close(self) -> None:
        """Once the process is gone: tell all who wait that their call is lost."""
        for future in self._pending.values():
            if not future.done():
                future.set_exception(WorkerLost())
        self._pending.clear()
        self._writer.close()
        with suppress(ConnectionError):
            await self._writer.wait_closed()
