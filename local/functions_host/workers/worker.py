"""The worker process: loads the app with Azure's worker code and runs what the host asks for.

As Azure's it holds all requests under way; killed, it takes them along, and no `finally` of theirs runs.
"""

import asyncio
import os
import socket
import sys
import time
import traceback
from pathlib import Path

from local.functions_host.http.http_conversion import to_answer, to_datum
from local.functions_host.loading import LoadedFunction, load_functions
from local.functions_host.log import configure_logging
from local.functions_host.workers.invocation import invoke
from local.functions_host.workers.wire import Call, HttpAnswer, HttpCall, Loaded, Outcome, receive, send


def main() -> None:
    """`python -m local.functions_host.workers.worker <descriptor> <script>`, started by the host only."""
    os.environ["TZ"] = "UTC"  # as the cloud's machines
    time.tzset()
    configure_logging()
    asyncio.run(_work(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2])))


async def _work(connection: socket.socket, script: Path) -> None:
    reader, writer = await asyncio.open_connection(sock=connection)
    functions: dict[str, LoadedFunction] = {}
    try:
        functions = {function.name: function for function in load_functions(script)}
        send(writer, Loaded(list(functions.values())))
    except Exception:  # noqa: BLE001 - the host tells it, and runs on without functions
        send(writer, Loaded([], traceback.format_exc()))
    running: set[asyncio.Task[None]] = set()
    while True:
        try:
            call: Call = await receive(reader)
        except asyncio.IncompleteReadError:
            os._exit(1)  # the host is gone
        task = asyncio.create_task(_run(functions[call.function], call, writer))
        running.add(task)
        task.add_done_callback(running.discard)


async def _run(function: LoadedFunction, call: Call, writer: asyncio.StreamWriter) -> None:
    answer: HttpAnswer | None = None
    try:
        succeeded, returned, error = await invoke(function, call, to_datum(call.trigger))
        if succeeded and isinstance(call.trigger, HttpCall):
            answer = to_answer(returned)
    except Exception as fault:  # noqa: BLE001 - what a function hands back may be anything
        succeeded, error = False, f"{type(fault).__name__}: {fault}"
    send(writer, Outcome(call.id, succeeded, answer, error))


if __name__ == "__main__":
    main()
