"""Every row of `make mutants`, which runs at night, still names a guard and a test that are there."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path

from tests.mutants.__main__ import ALL, fits

ROOT = Path(__file__).parents[2]


@cache
def names_in(path: str) -> frozenset[str]:
    content = ast.walk(ast.parse((ROOT / path).read_text("utf-8")))
    return frozenset(node.name for node in content if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def is_there(test: str) -> bool:
    path, _, name = test.partition("::")
    return (ROOT / path).exists() and (not name or name.partition("[")[0] in names_in(path))


def test_each_edit_fits_the_source_once() -> None:
    assert [guard.name for guard in ALL if not fits(ROOT, guard)] == []


def test_each_row_names_a_test() -> None:
    assert [guard.test for guard in ALL if not is_there(guard.test)] == []


def test_names_are_told_apart() -> None:
    assert [name for name, times in Counter(guard.name for guard in ALL).items() if times > 1] == []
