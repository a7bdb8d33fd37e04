"""A process that ends by itself is started again, one that is told to end is not."""

import signal
import subprocess
import sys
from pathlib import Path

from local.stack.restarting import MOST_IN_A_ROW

BREAKS_TWICE = """
import pathlib, sys, time
starts = pathlib.Path(sys.argv[1])
made = len(starts.read_text()) + 1 if starts.exists() else 1
starts.write_text("x" * made)
if made < 3:
    sys.exit(made - 1)
print("up", flush=True)
time.sleep(60)
"""


def started(*command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "local.stack.restarting", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def test_what_ends_with_whatever_code_is_started_again_until_it_is_told_to_end(tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    with started(sys.executable, "-c", BREAKS_TWICE, str(starts)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        assert starts.read_text() == "xxx"
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 128 + signal.SIGTERM
    assert starts.read_text() == "xxx"


def test_what_never_stays_is_given_up() -> None:
    with started(sys.executable, "-c", "import sys; sys.exit(3)") as process:
        assert process.wait(10 * MOST_IN_A_ROW) == 3
