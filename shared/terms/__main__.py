"""For the operator: `python -m shared.terms list`, `python -m shared.terms publish <file.json> [--at-once]`.

Needs MOJBOK_COSMOS_ENDPOINT (and MOJBOK_COSMOS_DATABASE where it is not `mojbok`), and an identity that may write.
"""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from shared import clock, cosmos
from shared.json_model import in_words
from shared.terms.publication import AHEAD, PublicationRefused, publish, published
from shared.terms.version import TermsVersion


def main() -> int:
    parser = argparse.ArgumentParser("python -m shared.terms", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="the versions and the days from which they are asked for")
    publishing = commands.add_parser("publish", help="publish a version, for good")
    publishing.add_argument("file", type=Path)
    publishing.add_argument("--at-once", action="store_true", help=f"also for a day less than {AHEAD.days} days ahead")
    arguments = parser.parse_args()
    try:
        version = read_version(arguments.file) if arguments.command == "publish" else None
        if version and not arguments.at_once and version.effective_from < clock.today() + AHEAD:
            reason = f"customers are told {AHEAD.days} days before; where the law wants it: --at-once"
            raise PublicationRefused(reason, "too_soon")
        asyncio.run(_run(version))
    except (OSError, ValueError, PublicationRefused) as error:
        sys.stderr.write(f"not published: {in_words(error)}\n")
        return 1
    return 0


def read_version(file: Path) -> TermsVersion:
    """Raises OSError, ValueError."""
    return TermsVersion.model_validate(json.loads(file.read_text("utf-8")))


async def _run(version: TermsVersion | None) -> None:
    try:
        if version:
            await publish(version)
        for one in await published():
            sys.stdout.write(f"{one.version}  from {one.effective_from}\n")
    finally:
        await cosmos.close()


if __name__ == "__main__":
    sys.exit(main())
