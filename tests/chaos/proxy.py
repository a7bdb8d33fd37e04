"""A TCP proxy in front of Blob that fails as a file says: `python -m tests.chaos.proxy <listen> <target> <file>`.

The file holds `ok`, `refuse` (no connection lasts) or `cut` (requests get through, answers do not).
"""

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

CHUNK = 65_536


class Proxy:
    """Connections between one port and another, in the mood the file names at each step."""

    def __init__(self, target: int, mood: Path) -> None:
        self._target = target
        self._mood = mood

    def mood(self) -> str:
        return self._mood.read_text().strip()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.mood() == "refuse":
            writer.transport.abort()
            return
        behind_reader, behind_writer = await asyncio.open_connection("127.0.0.1", self._target)
        forth = asyncio.create_task(self._pass(reader, behind_writer, {"refuse"}))
        back = asyncio.create_task(self._pass(behind_reader, writer, {"refuse", "cut"}))
        await asyncio.wait({forth, back}, return_when=asyncio.FIRST_COMPLETED)
        for task in (forth, back):
            task.cancel()
        for side in (writer, behind_writer):
            side.transport.abort()

    async def _pass(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, stopped_by: set[str]) -> None:
        with suppress(OSError):
            while content := await source.read(CHUNK):
                if self.mood() in stopped_by:
                    return
                sink.write(content)
                await sink.drain()


async def main() -> None:
    listen, target, mood = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    server = await asyncio.start_server(Proxy(target, mood).serve, "127.0.0.1", listen)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
