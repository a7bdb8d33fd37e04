"""`python -m adapters.billing_files draft|check|take|serve|hand-over|status`."""

import argparse
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.billing_files.asks import Asks
from adapters.billing_files.check import as_page, as_text, check
from adapters.billing_files.draft import draft
from adapters.billing_files.journal import FILE, DataRefused, Journal
from adapters.billing_files.mapping import MappingRefused, read_mapping
from adapters.billing_files.tables.source import SourceRefused, bring, is_container

AUTHORITY, AUDIENCE, CA_FILE = "BILLING_FILES_AUTHORITY", "BILLING_FILES_AUDIENCE", "BILLING_FILES_CA_FILE"


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit status says whether all is well."""
    parser = argparse.ArgumentParser(prog="python -m adapters.billing_files", description=__doc__)
    parser.add_argument("command", choices=["draft", "check", "take", "serve", "hand-over", "status"])
    parser.add_argument("--folder", default="export", help="a folder, or the address of a Blob container")
    parser.add_argument("--mapping", type=Path, default=Path("mapping.toml"))
    parser.add_argument("--data", type=Path, default=Path(".billing-files"), help="where what was told is kept")
    parser.add_argument("--page", type=Path, help="check: write the report as an HTML page too")
    parser.add_argument("--delta", action="store_true", help="check, take: the files hold only what has changed")
    parser.add_argument("--out", type=Path, default=Path("import"), help="hand-over: where the files for billing go")
    parser.add_argument("--host", default="127.0.0.1", help="serve: 0.0.0.0 in a container")
    parser.add_argument("--port", type=int, default=9011)
    options = parser.parse_args(arguments)
    try:
        return _run(options)
    except (MappingRefused, SourceRefused, DataRefused) as error:
        _say(str(error))
    except (OSError, sqlite3.Error) as error:
        said = f"{error.strerror}: {error.filename}" if isinstance(error, OSError) and error.filename else str(error)
        _say(f"nie udało się, nic nie zmieniono ({said}); czy jest miejsce na dysku i prawo zapisu?")
    return 2


def _run(options: argparse.Namespace) -> int:
    if options.command == "draft":
        with _looked_at(options.folder) as folder:
            _say(draft(folder))
        return 0
    if options.command == "check":
        mapping = read_mapping(options.mapping)
        with _looked_at(options.folder, mapping.ready) as folder:
            report = check(mapping, folder, _progress, full=not options.delta)
        if options.page:
            options.page.write_text(as_page(report), "utf-8")
        _say(as_text(report))
        return 1 if report.refused else 0
    if options.command != "take" and not (options.data / FILE).is_file():
        raise DataRefused(f"w {options.data} nie ma jeszcze niczego: najpierw take, albo podaj właściwe --data")
    with closing(Journal(options.data)) as journal, closing(Asks(options.data)) as asks:
        match options.command:
            case "take":
                return _take(journal, options)
            case "serve":
                return _serve(journal, asks, options)
            case "hand-over":
                made = asks.hand_over(options.out, datetime.now(UTC), journal.key_of)
                _say("\n".join(map(str, made)) or "nie ma nic do przekazania")
            case _:
                _say(f"{journal.status()}\ndo przekazania: {asks.waiting()}")
        return 0


@contextmanager
def _looked_at(source: str, ready: str | None = None) -> Iterator[Path]:
    """The folder of an export; of a container a copy that is gone afterwards."""
    if not is_container(source):
        if not Path(source).is_dir():
            raise SourceRefused(f"nie ma folderu {source}")
        yield Path(source)
        return
    with TemporaryDirectory() as passing:
        yield bring(source, Path(passing) / "export", ready, _progress)


def _take(journal: Journal, options: argparse.Namespace) -> int:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    mapping = read_mapping(options.mapping)
    folder = Path(options.folder)
    if not is_container(options.folder) and not folder.is_dir():
        raise SourceRefused(f"nie ma folderu {folder}")
    if is_container(options.folder):
        folder = bring(options.folder, options.data / "export", mapping.ready, _progress)
    taken = journal.take(mapping, folder, full=not options.delta, at=now, progress=_progress)
    _say(taken.refused or f"przyjęto: {taken.changed} zmian, {taken.withdrawn} wycofanych")
    return 1 if taken.refused else 0


def _serve(journal: Journal, asks: Asks, options: argparse.Namespace) -> int:
    import uvicorn

    from adapters.billing_files.serve import application
    from shared.billing_contract.tokens import TokenVerifier

    authority, audience, ca_file = (os.environ.get(name, "") for name in (AUTHORITY, AUDIENCE, CA_FILE))
    if not authority.startswith("https://") or not audience:
        _say(f"ustaw {AUTHORITY} (https://…/<tenant>) i {AUDIENCE}: kto wystawia tokeny i dla kogo")
        return 2
    gate = TokenVerifier(authority.rstrip("/"), audience, Path(ca_file) if ca_file else None).bearer_is_valid
    uvicorn.run(application(journal, asks, gate), host=options.host, port=options.port, log_level="warning")
    return 0


def _progress(kind: str, rows: int) -> None:
    sys.stderr.write(f"  {kind}, wierszy: {rows}…\n")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A mapping is UTF-8 on whatever machine it is drafted; a file's name may hold bytes that are no text.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main())
