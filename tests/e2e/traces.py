"""Where a secret has stayed in what a stack keeps on disk: logs, the database with its journal, blobs and mails.

Two places may hold a PESEL. `billing` is the billing system's own world: it stands for a system outside the project,
which knows its customers by PESEL. And the table at the end of the stack's screen, kept in `stack.log`, lists the
invented people a developer can register as (`local/stack/summary.py`): it is there to be read. The rest of that
screen is looked through like everything else.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

_TABLE_EDGE = "│".encode()


def traces(data: Path, secrets: Mapping[str, str], *, leave_out: tuple[str, ...] = ()) -> list[str]:
    """`<secret's name> in <file>` for each secret found; `leave_out` are folders and files by parts of their name."""
    places = {
        str(file.relative_to(data)): content
        for file, content in _kept(data)
        if not any(part in str(file.relative_to(data)) for part in leave_out)
    }
    assert len(places) > 10, "there was hardly anything to look through"
    return [
        f"{name} in {place}"
        for place, content in places.items()
        for name, secret in secrets.items()
        if secret.encode() in content
    ]


def _kept(data: Path) -> Iterator[tuple[Path, bytes]]:
    for file in data.rglob("*"):
        if not file.is_file() or "billing" in file.relative_to(data).parts:
            continue
        content = file.read_bytes()
        if file.name == "stack.log":
            content = b"\n".join(line for line in content.splitlines() if not line.startswith(_TABLE_EDGE))
        yield file, content
