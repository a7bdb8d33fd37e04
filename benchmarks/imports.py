"""Import of `function_app` against the libraries it cannot do without, each in a fresh process."""

import os
import subprocess
import sys
import time
from statistics import median

FLOOR = "import azure.functions, fastapi, azure.cosmos.aio"
OURS = "import function_app"


def measure(rounds: int) -> tuple[float, float]:
    """Median seconds of the floor and of ours, the time of an empty interpreter taken off both."""
    times: dict[str, list[float]] = {"pass": [], FLOOR: [], OURS: []}
    for _ in range(rounds):
        for code, taken in times.items():
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, env=os.environ)  # noqa: S603
            taken.append(time.perf_counter() - began)
    empty = median(times["pass"])
    return median(times[FLOOR]) - empty, median(times[OURS]) - empty
