"""`python -m adapters.billing_files draft|check|take|serve|status`."""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from adapters.billing_files.check import as_page, as_text, check
from adapters.billing_files.draft import draft
from adapters.billing_files.journal import Journal
from adapters.billing_files.mapping import MappingRefused, read_mapping

TOKEN = "BILLING_FILES_TOKEN"  # noqa: S105 - the name of a variable


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit status says whether all is well."""
    parser = argparse.ArgumentParser(prog="python -m adapters.billing_files", description=__doc__)
    parser.add_argument("command", choices=["draft", "check", "take", "serve", "status"])
    parser.add_argument("--folder", type=Path, default=Path("export"), help="where the exported files are")
    parser.add_argument("--mapping", type=Path, default=Path("mapping.toml"))
    parser.add_argument("--data", type=Path, default=Path(".billing-files"), help="where what was told is kept")
    parser.add_argument("--page", type=Path, help="check: write the report as an HTML page too")
    parser.add_argument("--delta", action="store_true", help="take: the files hold only what has changed")
    parser.add_argument("--port", type=int, default=9011)
    options = parser.parse_args(arguments)
    try:
        return _run(options)
    except MappingRefused as error:
        _say(str(error))
        return 2


def _run(options: argparse.Namespace) -> int:
    if options.command == "draft":
        _say(draft(options.folder))
        return 0
    if options.command == "check":
        report = check(read_mapping(options.mapping), options.folder, _progress)
        if options.page:
            options.page.write_text(as_page(report), "utf-8")
        _say(as_text(report))
        return 1 if report.refused else 0
    journal = Journal(options.data)
    try:
        if options.command == "status":
            _say(journal.status())
            return 0
        if options.command == "take":
            now = datetime.now(UTC).isoformat(timespec="seconds")
            taken = journal.take(read_mapping(options.mapping), options.folder, full=not options.delta, at=now)
            _say(taken.refused or f"przyjęto: {taken.changed} zmian, {taken.withdrawn} wycofanych")
            return 1 if taken.refused else 0
        return _serve(journal, options.port)
    finally:
        journal.close()


def _serve(journal: Journal, port: int) -> int:
    import uvicorn

    from adapters.billing_files.serve import application

    token = os.environ.get(TOKEN, "")
    if len(token) < 20:
        _say(f"ustaw {TOKEN}: co najmniej 20 znaków, które zna tylko mojBOK")
        return 2
    uvicorn.run(application(journal, token), port=port, log_level="warning")
    return 0


def _progress(kind: str, rows: int) -> None:
    sys.stderr.write(f"  {kind}: {rows} wierszy…\n")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
