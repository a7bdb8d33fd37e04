"""For the operator: `python -m functions.sync_timer.anew` has the next runs of the sync read everything from billing.

What is not newer is left alone, so nothing is lost meanwhile; what a release has begun to keep beside the mirror (the
hashes of payment accounts for „Czy to od nas?”) is there afterwards. Needs MOJBOK_COSMOS_ENDPOINT (and
MOJBOK_COSMOS_DATABASE where it is not `mojbok`), and an identity that may write.
"""

import asyncio
import sys

from functions.sync_timer.state import Lease, LeaseTaken, SyncState
from shared import cosmos


async def read_anew() -> int:
    """Set the cursor back to the beginning; returns where it was. Raises LeaseTaken while the sync runs."""
    lease = await Lease.take(SyncState())
    before = lease.state.cursor
    await lease.release(cursor=0)
    return before


async def _run() -> int:
    try:
        before = await read_anew()
    except LeaseTaken:
        sys.stderr.write("the sync is running; try again in a minute\n")
        return 1
    finally:
        await cosmos.close()
    sys.stdout.write(f"cursor {before} -> 0; the next runs read everything from billing\n")
    return 0


def main() -> int:
    return asyncio.run(_run())


if __name__ == "__main__":
    sys.exit(main())
