"""Take one guard away at a time and see a test fail: `python -m tests.mutants [word of a name ...]`.

Works in a temporary copy. Ends with a table; the exit code is 1 where a mutant survived, 2 where an edit no longer
fits the source or a test fails without any mutant.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.mutants.access_guards import ACCESS_GUARDS
from tests.mutants.contract_guards import CONTRACT_GUARDS
from tests.mutants.guards import GUARDS, Guard
from tests.mutants.mail_guards import MAIL_GUARDS
from tests.mutants.office_guards import OFFICE_GUARDS
from tests.mutants.payment_guards import PAYMENT_GUARDS
from tests.mutants.supply_guards import SUPPLY_GUARDS

ROOT = Path(__file__).parents[2]
COPIED = (
    "functions",
    "shared",
    "local",
    "tests",
    "docs",
    "brand",
    "function_app.py",
    "pyproject.toml",
    "host.json",
    "local.settings.json",
)
SECONDS = 180
ALL = (
    *GUARDS,
    *ACCESS_GUARDS,
    *PAYMENT_GUARDS,
    *CONTRACT_GUARDS,
    *MAIL_GUARDS,
    *OFFICE_GUARDS,
    *SUPPLY_GUARDS,
)


def main() -> int:
    words = sys.argv[1:]
    chosen = [guard for guard in ALL if not words or any(word in guard.name for word in words)]
    if not chosen:
        sys.stderr.write(f"no guard has any of these words in its name: {' '.join(words)}\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        lay_out(copy)
        broken = [guard.name for guard in chosen if not fits(copy, guard)]
        if broken:
            sys.stderr.write(f"no longer fits the source: {', '.join(broken)}\n")
            return 2
        tests = sorted({guard.test for guard in chosen})
        if not passes(copy, *tests):
            sys.stderr.write("a test fails without any mutant\n")
            return 2
        survivors = [guard for guard in chosen if not killed(copy, guard)]
    sys.stdout.write(f"{len(chosen) - len(survivors)} of {len(chosen)} mutants killed\n")
    return 1 if survivors else 0


def lay_out(copy: Path) -> None:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    (copy / "node_modules").symlink_to(ROOT / "node_modules")


def fits(copy: Path, guard: Guard) -> bool:
    files = [(copy / edit.file, edit.old) for edit in guard.edits]
    return all(file.exists() and file.read_text("utf-8").count(old) == 1 for file, old in files)


def killed(copy: Path, guard: Guard) -> bool:
    """Whether the guard's test fails without the guard."""
    started = time.monotonic()
    kept = {edit.file: (copy / edit.file).read_text() for edit in guard.edits}
    for edit in guard.edits:
        file = copy / edit.file
        file.write_text(file.read_text().replace(edit.old, edit.new))
    try:
        survived = passes(copy, guard.test)
    finally:
        for name, text in kept.items():
            (copy / name).write_text(text)
    verdict = "SURVIVED" if survived else "killed"
    test = guard.test.rpartition("/")[2]
    sys.stdout.write(f"{verdict:9} {time.monotonic() - started:5.1f} s  {guard.name:45} {test}\n")
    sys.stdout.flush()
    return not survived


def passes(copy: Path, *tests: str) -> bool:
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environment = os.environ | {"PYTHONPATH": str(copy)}
    finished = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=SECONDS * 3, check=False)
    if finished.returncode not in {0, 1}:
        sys.stderr.write(finished.stdout.decode()[-2000:])
        raise SystemExit(2)
    return finished.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
