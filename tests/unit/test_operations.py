"""The runbook and the pipeline name nothing that is not there."""

import ast
import json
import re
from pathlib import Path
from typing import get_args

import pytest
import yaml

from local.package.__main__ import ARCHIVE, FOLDER
from shared.monitoring.alarms import Alarm

ROOT = Path(__file__).parents[2]
RUNBOOK = (ROOT / "docs" / "operations.md").read_text("utf-8")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PIPELINE = (ROOT / ".github" / "workflows" / "deploy.yml").read_text("utf-8")
NIGHTLY = (ROOT / ".github" / "workflows" / "nightly.yml").read_text("utf-8")
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
    assert build.index("make package") < build.index("make web"), "what is sent is built last"
    assert workflow["jobs"]["look"]["needs"] == "build"
    assert workflow["jobs"]["deploy"]["needs"] == "look"
    assert "secrets." not in PIPELINE
    archive = str(ARCHIVE.relative_to(ROOT))
    for text in (PIPELINE, RUNBOOK):
        assert set(re.findall(r"[\w./<>*-]+\.zip", text)) == {archive}
    cli = json.loads((ROOT / "package.json").read_text())["devDependencies"]["@azure/static-web-apps-cli"]
    for text in (PIPELINE, RUNBOOK):
        assert set(re.findall(r"static-web-apps-cli@?([\w.]*)", text)) == {cli}


def test_somebody_sees_what_would_change_before_it_is_approved() -> None:
    """An approval holds back a whole job: a look inside the job that deploys would come after it."""
    jobs = yaml.safe_load(PIPELINE)["jobs"]
    commands = {name: str([step.get("run") for step in job["steps"]]) for name, job in jobs.items()}
    assert [name for name, said in commands.items() if "what-if" in said] == ["look"]
    assert [name for name, said in commands.items() if "group create" in said] == ["deploy"]
    assert jobs["look"]["environment"] != jobs["deploy"]["environment"]


def test_the_pipeline_asks_the_web_app_since_a_linked_function_app_answers_nobody_else() -> None:
    for text in (PIPELINE, AZD):
        assert "make smoke" in text
        assert "azurewebsites.net" not in text
    assert "functionapp keys" not in PIPELINE, "no key of the host is needed"


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_takes_no_more_than_it_needs(file: Path) -> None:
    workflow = yaml.safe_load(file.read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert job["timeout-minutes"] <= 180, name
        uses = [step["uses"] for step in job["steps"] if "uses" in step]
        assert [one for one in uses if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", one)] == [], "a tag can be moved"
        entra = any("login" in one for one in uses)
        assert ("id-token" in job.get("permissions", {})) == entra, "who installs packages has no way into Azure"
        kept = [step.get("with", {}).get("persist-credentials") for step in job["steps"] if "checkout" in str(step)]
        assert kept == [False]
        piped = [step["run"] for step in job["steps"] if "| tee" in step.get("run", "")]
        assert not piped or workflow["defaults"]["run"]["shell"] == "bash", "a pipe's first fault would be lost"


def test_what_the_night_runs_exists() -> None:
    assert {*yaml.safe_load(NIGHTLY)["jobs"]["thorough"]["strategy"]["matrix"]["task"]} <= TARGETS


def test_each_alarm_has_a_line_that_says_what_to_do_first() -> None:
    section = RUNBOOK.partition("## When an alarm rings")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", section, re.MULTILINE))
    assert rows.keys() == {*get_args(Alarm.__value__)}
    rung = {
        name
        for folder in ("functions", "shared")
        for file in (ROOT / folder).rglob("*.py")
        if "log_alarm(" in (text := file.read_text("utf-8"))
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "log_alarm"
        for name in re.findall(r"'([a-z -]+)'", ast.unparse(call.args[0]))
    }
    assert rung == rows.keys(), "an alarm nobody logs, or one that is unknown"


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


def test_what_needs_azure_is_marked_so() -> None:
    """Nobody has run these: whoever is on call must know."""
    for line in RUNBOOK.splitlines():
        for command in re.finditer(r"`[^`]*?(?:\baz |\bazd |npx @azure)", line):
            assert "**Azure**" in line[: command.start()], command.group() + line[command.end() :][:40]


def test_every_provider_of_the_template_is_registered_before_the_first_deployment() -> None:
    """A pipeline with rights on one group cannot; that of a subnet's delegation no deployment registers."""
    snapshot = json.loads((ROOT / "infra/bicep/prod.snapshot.json").read_text())
    network = str([one for one in snapshot["predictedResources"] if one["type"].endswith("virtualNetworks")])
    needed = {one["type"].partition("/")[0] for one in snapshot["predictedResources"]} - {"Microsoft.Authorization"}
    needed |= set(re.findall(r"'serviceName': '(Microsoft\.\w+)", network))
    [listed] = re.findall(r"for one in ([\w. ]+); do az provider register", RUNBOOK)
    assert {*listed.split()} == needed
