"""`python -m local.stack.restarting COMMAND…`: run a command that should not end, and run it again when it does.

The Static Web Apps emulator ends, with code 0, on a request whose Host header it cannot read; the rest of the stack
goes on.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

SOON_SECONDS = 5
MOST_IN_A_ROW = 10


def run(command: Sequence[str]) -> int:
    """Return after a signal to this process, or with the command's code when it ends at every start."""
    ended_by: list[int] = []
    process: subprocess.Popen[bytes] | None = None

    def end(number: int, _frame: FrameType | None) -> None:
        ended_by.append(number)
        if process is not None and process.poll() is None:
            process.send_signal(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    in_a_row = 0
    while True:
        started = time.monotonic()
        process = subprocess.Popen(command)
        code = process.wait()
        in_a_row = in_a_row + 1 if time.monotonic() - started < SOON_SECONDS else 1
        if ended_by or in_a_row == MOST_IN_A_ROW:
            return 128 + ended_by[0] if ended_by else code
        print(f"{command[0]} ended with {code}; starting it again", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
