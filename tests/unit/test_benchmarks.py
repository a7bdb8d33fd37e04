"""What the benchmarks ask of the project is there: nobody runs them at each change."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
OURS = ("adapters", "benchmarks", "functions", "local", "shared", "tests")


def asked(path: Path) -> list[tuple[str, str]]:
    """Module and name of each import of ours, also of those within functions."""
    found = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    return [
        (node.module, alias.name)
        for node in found
        if node.module and node.module.partition(".")[0] in OURS
        for alias in node.names
    ]


def is_there(module: str, name: str) -> bool:
    if hasattr(import_module(module), name):
        return True
    try:
        import_module(f"{module}.{name}")
    except ModuleNotFoundError:
        return False
    return True


@pytest.mark.parametrize("path", sorted(BENCHMARKS.glob("*.py")), ids=lambda path: path.stem)
def test_what_a_benchmark_imports_is_there(path: Path) -> None:
    assert [f"{module}.{name}" for module, name in asked(path) if not is_there(module, name)] == []
