"""Import of `function_app` against the libraries it cannot do without, each in a fresh process, all from bytecode."""

import os
import subprocess
import sys
import tempfile
import time
from statistics import median

FLOOR = "import azure.functions, fastapi, azure.cosmos.aio"
OURS = "import function_app"


def measure(rounds: int) -> tuple[float, float]:
    """Median seconds of the floor and of ours, the time of an empty interpreter taken off both."""
    times: dict[str, list[float]] = {"pass": [], FLOOR: [], OURS: []}
    with tempfile.TemporaryDirectory() as bytecode:
        # Installed libraries come with bytecode; ours has to have it too, wherever this runs.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = bytecode
        for counted in [False] + [True] * rounds:
            for code, taken in times.items():
                began = time.perf_counter()
                subprocess.run([sys.executable, "-c", code], check=True, env=environment)  # noqa: S603
                if counted:
                    taken.append(time.perf_counter() - began)
    empty = median(times["pass"])
    return median(times[FLOOR]) - empty, median(times[OURS]) - empty
