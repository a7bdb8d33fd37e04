"""Azure kills a worker process: nothing of ours may wait for its end, or end it."""

import ast
from pathlib import Path

from tests.unit.test_imports import ROOT, modules

ENDING = {"atexit", "signal"}
CALLS = {"sys.exit", "os._exit", "os.abort", "os.kill", "exit", "quit"}
HOOKS = {"lifespan", "on_shutdown", "on_event", "add_event_handler", "notify_shutdown"}


def faults_of(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names} & ENDING
        elif isinstance(node, ast.ImportFrom):
            found |= {str(node.module)} & ENDING
        elif isinstance(node, ast.Call):
            found |= {ast.unparse(node.func)} & CALLS
            found |= {ast.unparse(node.func).rpartition(".")[2]} & HOOKS
            found |= {keyword.arg for keyword in node.keywords if keyword.arg} & HOOKS
        elif isinstance(node, ast.Raise) and node.exc is not None and "SystemExit" in ast.unparse(node.exc):
            found.add("SystemExit")
    return found


def test_nothing_waits_for_the_end_of_its_process_or_ends_it() -> None:
    # An operator's command, run as `python -m`, is a process of its own.
    files = [file for file in [*modules(), ROOT / "function_app.py"] if file.name != "__main__.py"]
    assert not {str(file.relative_to(ROOT)): found for file in files if (found := faults_of(file))}


def test_the_rule_itself(tmp_path: Path) -> None:
    file = tmp_path / "guilty.py"
    for line in ("import atexit", "import sys\nsys.exit(0)", "raise SystemExit", "FastAPI(lifespan=x)", "os._exit(0)"):
        file.write_text(line)
        assert faults_of(file), line
