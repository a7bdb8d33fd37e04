"""The operator's command to announce a break.

`python -m shared.maintenance announce --from 2026-11-28T22:00 --to 2026-11-29T02:00 --pl … --en … --uk … [--closes]`,
`show`, `withdraw`. Times are those of Warsaw. Needs MOJBOK_COSMOS_ENDPOINT (and MOJBOK_COSMOS_DATABASE where it is not
`mojbok`), and an identity that may write.
"""

import argparse
import asyncio
import sys

from shared import cosmos
from shared.json_model import in_words
from shared.maintenance.notice import (
    LANGUAGES,
    Notice,
    NoticeRefused,
    announce,
    announced,
    notice_now,
    warsaw_time,
    withdraw,
)


def main() -> int:
    parser = argparse.ArgumentParser(
        "python -m shared.maintenance", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("show", help="what is announced now")
    commands.add_parser("withdraw", help="announce nothing any more")
    announcing = commands.add_parser("announce", help="announce a break, in place of an earlier one, which is told")
    announcing.add_argument("--from", dest="starts_at", required=True, help="2026-11-28T22:00, in Warsaw")
    announcing.add_argument("--to", dest="ends_at", required=True, help="2026-11-29T02:00, in Warsaw")
    for language in LANGUAGES:
        announcing.add_argument(f"--{language}", required=True, help=f"what customers read in {language}")
    announcing.add_argument("--closes", action="store_true", help="nobody can use the portal while it lasts")
    arguments = parser.parse_args()
    try:
        asyncio.run(_run(arguments))
    except (ValueError, NoticeRefused) as error:
        sys.stderr.write(f"not announced: {in_words(error)}\n")
        return 1
    except cosmos.Conflict:
        sys.stderr.write("not announced: somebody has just announced or changed a break; look with `show`\n")
        return 1
    return 0


async def _run(arguments: argparse.Namespace) -> None:
    try:
        if arguments.command == "withdraw":
            await withdraw()
        elif arguments.command == "announce":
            before = await announced()
            notice = Notice(
                starts_at=warsaw_time(arguments.starts_at),
                ends_at=warsaw_time(arguments.ends_at),
                closes=arguments.closes,
                texts={language: getattr(arguments, language) for language in LANGUAGES},
            )
            await announce(notice, over=before.version)
            if before.notice:
                sys.stderr.write(f"in place of:\n{before.notice.model_dump_json(indent=2)}\n")
        now = await notice_now()
        sys.stdout.write(f"{now.model_dump_json(indent=2)}\n" if now else "nothing is announced\n")
    finally:
        await cosmos.close()


if __name__ == "__main__":
    sys.exit(main())
