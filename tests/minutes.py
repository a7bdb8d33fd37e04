"""Where the minutes of `make test` went: `python -m tests.minutes FOLDER`, with its steps and pytest's JUnit files."""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as ET

SLOWEST = 10


def steps(file: Path) -> Counter[str]:
    """Seconds of each step, from lines such as `12 lint`."""
    pairs = (line.split() for line in file.read_text().splitlines()) if file.exists() else []
    return Counter({name: int(seconds) for seconds, name in pairs})


def tests(files: Iterable[Path]) -> Counter[str]:
    """Seconds of each test, its cases together."""
    found: Counter[str] = Counter()
    for file in files:
        for case in ET.parse(file).iter("testcase"):  # noqa: S314 - written by our own pytest
            name = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name', '').partition('[')[0]}"
            found[name] += float(case.get("time", 0))  # type: ignore[assignment]
    return found


def table(title: str, seconds: Counter[str]) -> str:
    """The slowest first, with what they share of all."""
    total = sum(seconds.values()) or 1
    lines = [f"  {spent:7.1f} s  {spent / total:4.0%}  {name}" for name, spent in seconds.most_common(SLOWEST)]
    return "\n".join([f"{title}, {total / 60:.1f} min in all:", *lines])


def main() -> None:
    folder = Path(sys.argv[1])
    print(table("Steps", steps(folder / "steps")))  # noqa: T201
    print(table("Slowest tests", tests(folder.glob("*.xml"))))  # noqa: T201


if __name__ == "__main__":
    main()
