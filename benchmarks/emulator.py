"""A point read of 1 KB: CPU time of the Cosmos emulator against that of the client that asks."""

import time

from benchmarks.apart import fresh_database
from shared import cosmos
from tests.processes import cpu_seconds

READS = 3_000


async def measure(emulator_process: int) -> tuple[float, float]:
    """CPU seconds a read of the client and of the emulator, each a process of its own."""
    await fresh_database("point-read")
    sessions = cosmos.container("sessions")
    await sessions.create_item({"id": "1", "text": "x" * 900})
    for _ in range(100):
        await sessions.read_item("1", "1")
    emulator, client = cpu_seconds(emulator_process), time.process_time()
    for _ in range(READS):
        await sessions.read_item("1", "1")
    return (time.process_time() - client) / READS, (cpu_seconds(emulator_process) - emulator) / READS
