"""Publishes terms of service in the local stack: `python -m local.publish_terms [--port-offset N] [file.json]`.

Without a file: the terms in force once more as a version of today, with a sentence on what changed.
"""

import argparse
import asyncio
import os
import sys
from pathlib import Path

from local.stack.environment import ROOT, stack_environment
from local.stack.ports import Ports
from shared import clock, cosmos
from shared.locale import Locale
from shared.terms.__main__ import read_version
from shared.terms.in_force import in_force
from shared.terms.publication import publish, published
from shared.terms.version import TermsVersion

_CHANGES: dict[Locale, str] = {
    "pl": "Wersja na próbę: biuro odpowiada na zgłoszenia w ciągu 14 dni, wcześniej 30.",
    "en": "A version for trying out: the office answers tickets within 14 days, 30 before.",
    "uk": "Пробна версія: офіс відповідає на звернення протягом 14 днів, раніше 30.",
}


def main() -> None:
    parser = argparse.ArgumentParser("python -m local.publish_terms", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="a version as JSON, in the form of shared/terms")
    parser.add_argument("--port-offset", type=int, default=0, help="the stack's")
    arguments = parser.parse_args()
    os.environ.update(stack_environment(Ports(arguments.port_offset), ROOT / ".local"))
    asyncio.run(_publish(read_version(arguments.file) if arguments.file else None))


async def _publish(version: TermsVersion | None) -> None:
    try:
        version = version or await _next()
        await publish(version)
        sys.stdout.write(f"{version.version} is published; who is signed in is asked within a minute.\n")
    finally:
        await cosmos.close()


async def _next() -> TermsVersion:
    """A version of today, or a second one of it, up to the ninth."""
    today = clock.today()
    taken = {one.version for one in await published()}
    name = next(name for n in range(1, 10) if (name := f"{today}" if n == 1 else f"{today}.{n}") not in taken)
    current = await in_force()
    texts = {locale: text.model_copy(update={"changes": _CHANGES[locale]}) for locale, text in current.texts.items()}
    return TermsVersion(version=name, effective_from=today, texts=texts)


if __name__ == "__main__":
    main()
