"""Microsoft's JavaScript client as a second judge: our own cases, its own way of asking across partitions."""

import re
import shutil
import subprocess
from pathlib import Path

from local.cosmos_emulator import EMULATOR_KEY

HERE = Path(__file__).parent / "javascript"
CASES = "cases.mjs"
TIMEOUT = 300


def case_names() -> list[str]:
    """The names of all cases, as the file gives them."""
    return re.findall(r'^  "([^"]+)": async', (HERE / CASES).read_text(), re.MULTILINE)


def run_cases(work: Path, url: str) -> set[str]:
    """The names of the cases that passed; the client is installed into `work` first.

    Raises subprocess.CalledProcessError if the package registry cannot be reached.
    """
    shutil.copytree(HERE, work, dirs_exist_ok=True)
    npm = ["npm", "ci", "--ignore-scripts", "--no-fund", "--no-audit", "--silent"]
    if not (work / "node_modules").exists():
        subprocess.run(npm, cwd=work, check=True)
    node = ["node", CASES, url, EMULATOR_KEY]
    finished = subprocess.run(node, cwd=work, capture_output=True, text=True, timeout=TIMEOUT, check=False)
    lines = finished.stdout.splitlines()
    for line in lines:
        if not line.startswith("PASSED "):
            print(line)
    if finished.returncode:
        print(finished.stderr[-2_000:])
    return {line.removeprefix("PASSED ") for line in lines if line.startswith("PASSED ")}
