"""Where the minutes of a test run went."""

from pathlib import Path

from tests import minutes

JUNIT = """<testsuites><testsuite>
<testcase classname="tests.api.test_a" name="test_x[1]" time="2.5"/>
<testcase classname="tests.api.test_a" name="test_x[2]" time="3.5"/>
<testcase classname="tests.unit.test_b" name="test_y" time="4.0"/>
</testsuite></testsuites>"""


def test_the_slowest_come_first_with_their_cases_together(tmp_path: Path) -> None:
    (tmp_path / "unit.xml").write_text(JUNIT)
    said = minutes.table("Slowest tests", minutes.tests(tmp_path.glob("*.xml"))).splitlines()
    assert said[0] == "Slowest tests, 0.2 min in all:"
    assert said[1].split() == ["6.0", "s", "60%", "tests/api/test_a.py::test_x"]
    assert said[2].split() == ["4.0", "s", "40%", "tests/unit/test_b.py::test_y"]


def test_steps_are_what_the_makefile_wrote(tmp_path: Path) -> None:
    assert minutes.steps(tmp_path / "steps") == {}
    (tmp_path / "steps").write_text("12 lint\n300 unit\n")
    assert minutes.table("Steps", minutes.steps(tmp_path / "steps")).splitlines()[1].endswith("unit")
