"""The runbook and the pipeline name nothing that is not there."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
RUNBOOK = (ROOT / "docs" / "operations.md").read_text("utf-8")
PIPELINE = (ROOT / ".github" / "workflows" / "deploy.yml").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("text", [RUNBOOK, PIPELINE], ids=["runbook", "pipeline"])
def test_every_command_of_ours_exists(text: str) -> None:
    targets = set(re.findall(r"(?:`|run: |^ +)make ([a-z-]+)", text, re.MULTILINE))
    assert targets
    assert targets <= TARGETS
    for module in re.findall(r"python -m ([\w.]+)", text):
        place = ROOT / module.replace(".", "/")
        assert (place / "__main__.py").exists() or place.with_suffix(".py").exists(), module


def test_every_file_and_timer_of_the_runbook_exists() -> None:
    for linked in re.findall(r"\]\(([\w./-]+\.md)", RUNBOOK):
        assert (ROOT / "docs" / linked).exists(), linked
    for named in re.findall(r"`((?:infra|tests|\.github)/[\w./-]+)`", RUNBOOK):
        assert (ROOT / named).exists(), named
    timers = (ROOT / "functions" / "sync_timer" / "timers.py").read_text("utf-8")
    for name in ["keep_desk", *re.findall(r"admin/functions/(\w+)", RUNBOOK)]:
        assert f'function_name("{name}")' in timers, name


def test_the_pipeline_deploys_what_was_tested_and_keeps_no_secret() -> None:
    workflow = yaml.safe_load(PIPELINE)
    build = [step.get("run") for step in workflow["jobs"]["build"]["steps"]]
    assert build.index("make test") < build.index("make package")
    assert workflow["jobs"]["deploy"]["needs"] == "build"
    assert "secrets." not in PIPELINE
