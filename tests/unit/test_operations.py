"""The runbook and the pipeline name nothing that is not there."""

import json
import re
from pathlib import Path

import pytest
import yaml

from local.package.__main__ import FOLDER

ROOT = Path(__file__).parents[2]
RUNBOOK = (ROOT / "docs" / "operations.md").read_text("utf-8")
PIPELINE = (ROOT / ".github" / "workflows" / "deploy.yml").read_text("utf-8")
AZD = (ROOT / "azure.yaml").read_text("utf-8")
MAIN = (ROOT / "infra" / "bicep" / "main.bicep").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("text", [RUNBOOK, PIPELINE, AZD], ids=["runbook", "pipeline", "azd"])
def test_every_command_of_ours_exists(text: str) -> None:
    targets = set(re.findall(r"(?:`|run: |run: '|^ +)make (?:-C \.\. )?([a-z][a-z-]*)", text, re.MULTILINE))
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


def test_azd_sends_each_half_to_what_the_template_makes_for_it() -> None:
    project = yaml.safe_load(AZD)
    parameters = ROOT / project["infra"]["path"] / f"{project['infra']['module']}.bicepparam"
    assert parameters.exists()
    snapshot = json.loads(parameters.with_suffix(".snapshot.json").read_text())
    made = {
        resource["tags"]["azd-service-name"]: resource["type"]
        for resource in snapshot["predictedResources"]
        if "azd-service-name" in resource.get("tags", {})
    }
    hosts = {"function": "Microsoft.Web/sites", "staticwebapp": "Microsoft.Web/staticSites"}
    assert {name: hosts[service["host"]] for name, service in project["services"].items()} == made
    assert ROOT / project["services"]["api"]["dist"] == FOLDER / "app", "where make package leaves it"
    assert set(re.findall(r"\$(\w+)", AZD)) <= set(re.findall(r"^output (\w+)", MAIN, re.MULTILINE))
