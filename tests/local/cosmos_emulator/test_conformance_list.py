"""The list of Microsoft's tests: ids only, none twice, none both run and out of scope."""

from pathlib import Path

from local.cosmos_emulator import conformance
from local.cosmos_emulator.conformance.javascript_client import case_names

HERE = Path(conformance.__file__).parent
ALL = 154
ALL_JAVASCRIPT = 22


def test_the_list() -> None:
    run = (HERE / "tests.txt").read_text().splitlines()
    out = [line.split(maxsplit=1) for line in (HERE / "out_of_scope.txt").read_text().splitlines()]

    assert run == sorted(set(run))
    assert all(reason for _, reason in out)
    assert not {test_id for test_id, _ in out} & set(run)
    assert len(run) + len(out) == ALL


def test_the_javascript_client_has_its_cases() -> None:
    names = case_names()
    assert len(names) == len(set(names)) == ALL_JAVASCRIPT
