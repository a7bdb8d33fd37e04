"""The list of Microsoft's tests: ids only, none twice, none both run and out of scope."""

from pathlib import Path

from local.cosmos_emulator import conformance

HERE = Path(conformance.__file__).parent
ALL = 154


def test_the_list() -> None:
    run = (HERE / "tests.txt").read_text().splitlines()
    out = [line.split(maxsplit=1) for line in (HERE / "out_of_scope.txt").read_text().splitlines()]

    assert run == sorted(set(run))
    assert all(reason for _, reason in out)
    assert not {test_id for test_id, _ in out} & set(run)
    assert len(run) + len(out) == ALL
