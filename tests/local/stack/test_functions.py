"""Which Functions host a stack takes. Core Tools themselves cannot be had where this is built."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from local.stack.environment import ROOT, stack_environment
from local.stack.functions import command
from local.stack.ports import Ports

FUNC = """#!/bin/sh
echo "$@"
echo "$AzureWebJobsStorage"
command -v python
"""


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return stack_environment(Ports(400), tmp_path) | {"PATH": os.environ["PATH"], "FUNCTIONS_HOST_FLAGS": "--reload"}


@pytest.fixture
def func(tmp_path: Path) -> Path:
    """A `func` that says how it was called."""
    script = tmp_path / "bin" / "func"
    script.parent.mkdir()
    script.write_text(FUNC)
    script.chmod(0o755)
    return script


def test_core_tools_are_taken_where_they_are_installed(environ: dict[str, str], func: Path) -> None:
    environ["PATH"] = f"{func.parent}:{environ['PATH']}"
    run = [sys.executable, "-m", "local.stack.functions"]
    said = subprocess.run(run, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=True).stdout
    name, arguments, storage, python = said.splitlines()
    assert (name, arguments) == ("functions host: func", "start --port 7471")
    assert "BlobEndpoint=http://127.0.0.1:10400/devstoreaccount1" in storage
    assert python == str(Path(sys.executable).parent / "python")
    assert command(environ | {"FUNCTIONS_HOST": "stand-in"})[0] == sys.executable


def test_the_stand_in_is_taken_elsewhere(environ: dict[str, str], tmp_path: Path) -> None:
    chosen = command(environ | {"PATH": "/nowhere"})
    assert chosen[1:3] == ["-m", "local.functions_host"]
    assert chosen[3:] == ["--port", "7471", "--state", f"{tmp_path}/functions_host", "--reload"]
