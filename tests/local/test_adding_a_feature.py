"""The page on adding a feature is true: done in a copy as it says, its checks pass."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.stack.environment import ROOT
from tests.depth import THOROUGH

PAGE = ROOT / "docs/adding-a-feature.md"
STEP = re.compile(
    r"^(?:(?P<where>Before the line|After the line) `(?P<line>[^\n]+)` of|(?P<end>At the end of)|New file)"
    r" `(?P<file>[^`\n]+)`:\n\n```\w+\n(?P<code>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
CHECKS = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INSTALLED = (".venv", "node_modules", "static_web/node_modules", "static_web/dist")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project's own files, with what is installed beside them."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, tmp_path / name)
    for name in INSTALLED:
        (tmp_path / name).symlink_to((ROOT / name).resolve())
    if (known := ROOT / ".mypy_cache").exists():
        # Files mypy has judged here already, by their contents, it need not judge again.
        shutil.copytree(known, tmp_path / known.name)
    return tmp_path


def carry_out(folder: Path, step: re.Match[str]) -> None:
    file, code = folder / step["file"], step["code"]
    if step["where"]:
        lines = file.read_text().splitlines(keepends=True)
        found = [number for number, line in enumerate(lines) if line.startswith(step["line"])]
        assert len(found) == 1, f"{step['file']} has {len(found)} lines that begin with {step['line']!r}"
        lines.insert(found[0] + (step["where"] == "After the line"), code)
        file.write_text("".join(lines))
    elif step["end"]:
        file.write_text(file.read_text() + ("\n\n" if file.suffix == ".py" else "") + code.lstrip("\n"))
    else:
        assert not file.exists(), f"{step['file']} is there already"
        file.write_text(code)


def commands() -> Iterator[list[str]]:
    [checks] = CHECKS.findall(PAGE.read_text())
    return (line.split() for line in checks.splitlines())


@pytest.mark.timeout(900)
def test_what_the_page_says_works(copy: Path) -> None:
    page = PAGE.read_text()
    steps = list(STEP.finditer(page))
    assert len(steps) == page.count("```") // 2 - 1, "every block of code is a step, but the checks"
    for step in steps:
        carry_out(copy, step)
    for command in commands():
        if not THOROUGH:
            # Of Python its own test, and those of every operation are run anyway; of the web app's checks a night.
            command = [part for part in command if part != "web-style" and ("tests/" not in part or "card" in part)]  # noqa: PLW2901
        if command[0] == "make":
            # What is installed here is taken as it is.
            command += [f"-o{stamp}" for stamp in (".venv/.installed", "node_modules/.installed")]
            command += ["-ostatic_web/node_modules/.installed", "-ostatic_web/dist/index.html"]
        ended = subprocess.run(command, cwd=copy, env=environment(), capture_output=True, text=True, check=False)
        assert ended.returncode == 0, f"{command}\n{ended.stdout}\n{ended.stderr}"


def environment() -> dict[str, str]:
    """Without what this test run tells itself."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "MOJBOK_"))}


def test_the_page_is_a_page() -> None:
    assert len(PAGE.read_text().split()) < 900
