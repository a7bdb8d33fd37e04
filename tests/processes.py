"""What a process has used so far, read from Linux's /proc."""

import os
import re
from pathlib import Path


def cpu_seconds(process: int) -> float:
    """CPU time, user and system, of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_memory(process: int) -> float:
    """The most memory a process has held at once so far, in MB (VmHWM)."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    assert found is not None
    return int(found[1]) / 1024
