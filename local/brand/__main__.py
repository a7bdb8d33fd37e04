"""`python -m local.brand check|schema|icons [FOLDER]`: see whether a brand is whole, and what customers will see."""

import argparse
import os
import sys
from pathlib import Path

from local.brand.checking import Check, check, require_good
from local.brand.pictures import write_icons
from local.brand.schema import schema
from shared.brand.reading import BrandError


def main() -> int:
    """1 where something is wrong; what only lacks is told and is no fault."""
    parser = argparse.ArgumentParser("python -m local.brand", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("schema", help="write the JSON schema of brand.json")
    checking = commands.add_parser("check", help="tell what is missing or wrong, and write a page to look at")
    checking.add_argument("folder", type=Path)
    checking.add_argument("--page", type=Path, help="where the page is written")
    icons = commands.add_parser("icons", help="make the icons from the square form")
    icons.add_argument("folder", type=Path)
    icons.add_argument("target", type=Path)
    arguments = parser.parse_args()
    if arguments.command == "schema":
        sys.stdout.write(schema())
        return 0
    if arguments.command == "check":
        return _check(arguments.folder, arguments.page)
    try:
        write_icons(require_good(arguments.folder), arguments.target)
    except BrandError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _check(folder: Path, page: Path | None) -> int:
    found = check(folder)
    _report(folder, found)
    if page and found.brand:
        # Before anything reads the brand: the page shows this one.
        os.environ["MOJBOK_BRAND"] = str(folder.resolve())
        from local.brand.page import write_page

        write_page(found, page)
        print(f"as customers will see it: {page.resolve().as_uri()}")
    return 1 if found.wrong else 0


def _report(folder: Path, found: Check) -> None:
    for title, findings in (("wrong", found.wrong), ("lacking", found.lacking)):
        for one in findings:
            print(f"{title:>8}  {one.key + ': ' if one.key else ''}{one.reason}")
    if found.wrong:
        print(f"{folder}: {len(found.wrong)} to mend before this brand can be shown")
    else:
        print(f"{folder}: nothing is wrong with the brand of {found.brand.name if found.brand else ''}")


if __name__ == "__main__":
    sys.exit(main())
