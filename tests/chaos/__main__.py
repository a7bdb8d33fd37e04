"""`python -m tests.chaos [--seed N] [--count N]`: the sync killed, frozen and failed, and its end compared."""

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.chaos.breakages import BREAKAGES
from tests.chaos.parts import running_parts
from tests.chaos.runner import Mismatch, Runner


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--count", type=int, default=1000, help="disturbances")
    options = parser.parse_args()
    broken = os.environ.get("MOJBOK_CHAOS_BREAK")
    say = print
    say(f"chaos: seed {options.seed}, {options.count} disturbances", f"without its {broken} guard" if broken else "")
    say(f"again: .venv/bin/python -m tests.chaos --seed {options.seed} --count {options.count}", flush=True)
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="mojbok-chaos-") as directory,
        running_parts(Path(directory), told_twice=True) as parts,
    ):
        _preload()
        if broken:
            BREAKAGES[broken]()
        runner = Runner(parts, Path(directory), options.seed)
        try:
            runner.run(options.count, lambda line: say(line, flush=True))
        except Mismatch as mismatch:
            say(f"NOT EQUAL: {mismatch}")
            return 1
    for name, number in sorted(runner.done.items()):
        say(f"  {number:5d}  {name}")
    say(f"EQUAL: {runner.disturbances} disturbances in {runner.lives} lives, {time.monotonic() - began:.0f} s")
    return 0


def _preload() -> None:
    """Import what runs need, and fetch one token, so that a forked child begins with its work."""
    import azure.cosmos.aio
    import azure.storage.blob.aio  # noqa: F401
    import stamina  # noqa: F401

    import functions.sync_timer.billing_sync  # noqa: F401
    from shared.billing import billing_system
    from shared.settings import settings

    answer = billing_system._msal().acquire_token_for_client(scopes=[settings().billing_scope])
    if "access_token" not in answer:
        raise RuntimeError(f"no token: {answer}")


if __name__ == "__main__":
    sys.exit(main())
