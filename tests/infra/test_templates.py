"""The templates before the compiler: nothing to say, one style, and what would be deployed is what is recorded."""

import shutil
from pathlib import Path

import pytest

from tests.depth import sample
from tests.infra.compiler import (
    BICEP,
    ENVIRONMENTS,
    MISSING,
    bicep,
    copied,
    diagnostics,
    find_compiler,
    recorded,
    snapshot_file,
    take_snapshot,
    written,
)
from tests.infra.faults import faults

needs_compiler = pytest.mark.skipif(find_compiler() is None, reason=MISSING)
PROGRAMS = sorted([*BICEP.rglob("*.bicep"), *BICEP.glob("*.bicepparam")])


@needs_compiler
def test_the_compiler_has_nothing_to_say() -> None:
    assert diagnostics() == []


@needs_compiler
def test_every_file_is_in_the_compilers_style(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    for pattern in ("**/*.bicep", "*.bicepparam"):
        said = bicep("format", "--pattern", str(folder / pattern), folder=folder)
        assert said.returncode == 0, said.stderr
    changed = [path.name for path in PROGRAMS if path.read_text() != (folder / path.relative_to(BICEP)).read_text()]
    assert changed == [], "bicep format"


@needs_compiler
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_what_would_be_deployed_is_what_is_recorded(environment: str, tmp_path: Path) -> None:
    assert take_snapshot(environment, copied(tmp_path)) == recorded(environment), "make infra-record, and look at it"


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_a_recorded_snapshot_changes_by_what_is_deployed_only(environment: str) -> None:
    assert snapshot_file(environment).read_text() == written(recorded(environment)), "make infra-record"


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_what_would_be_deployed_is_sound(environment: str) -> None:
    assert faults(recorded(environment)) == []


CHOICES = {
    "open, not linked, somebody woken": (
        "prod",
        {
            "privateNetwork = true": "privateNetwork = false",
            "linkBackend = true": "linkBackend = false\nparam customDomain = ''",
            "email: 'mojbok@example.com'": "email: 'mojbok@example.com', mobile: '600100200'",
            "'westeurope'": "'eastus2'",
        },
        {"staticSites/linkedBackends": 0, "staticSites/customDomains": 0, "privateEndpoints": 0},
    ),
    "private, by its own name, elsewhere": (
        "dev",
        {
            "privateNetwork = false": "privateNetwork = true\nparam customDomain = 'mojbok-dev.example.com'",
            "suffix = 'plen1'": "suffix = 'abcdefgh'",
            "'polandcentral'": "'northeurope'",
        },
        {"staticSites/linkedBackends": 1, "staticSites/customDomains": 1, "privateEndpoints": 6},
    ),
}


@needs_compiler
@pytest.mark.parametrize("choice", sample([*CHOICES], 2))
def test_other_choices_than_ours_are_sound_too(choice: str, tmp_path: Path) -> None:
    environment, changes, counts = CHOICES[choice]
    parameters = copied(tmp_path) / f"{environment}.bicepparam"
    text = parameters.read_text()
    for ours, theirs in changes.items():
        assert ours in text
        text = text.replace(ours, theirs)
    parameters.write_text(text)
    snapshot = take_snapshot(environment, parameters.parent)
    assert faults(snapshot) == []
    types = [one["type"].partition("/")[2] for one in snapshot["predictedResources"]]
    assert {kind: types.count(kind) for kind in counts} == counts
    [group] = [one for one in snapshot["predictedResources"] if one["type"].endswith("actionGroups")]
    assert len(group["properties"]["smsReceivers"]) == text.count("mobile:")


MISTAKES = {
    "a misspelt property": ("modules/storage.bicep", "allowSharedKeyAccess", "allowSharedKeyAcess", "BCP"),
    "a secret in an output": (
        "modules/cosmos.bicep",
        "output id string = account.id",
        "output id string = account.listKeys().primaryMasterKey",
        "outputs-should-not-contain-secrets",
    ),
    "a location of its own": (
        "modules/vault.bicep",
        "  location: location",
        "  location: 'polandcentral'",
        "no-hardcoded-location",
    ),
    "an unused parameter": (
        "main.bicep",
        "param location string",
        "param location string\nparam idle string",
        "no-unused-params",
    ),
    "an unknown API version": ("modules/vault.bicep", "@2026-05-15", "@2026-05-16", "BCP081"),
}


@needs_compiler
@pytest.mark.parametrize("mistake", sample([*MISTAKES], 3))
def test_a_mistake_is_told_by_the_compiler(mistake: str, tmp_path: Path) -> None:
    file, right, wrong, code = MISTAKES[mistake]
    spoilt = copied(tmp_path) / file
    text = spoilt.read_text()
    assert right in text
    spoilt.write_text(text.replace(right, wrong))
    said = bicep("build", "main.bicep", "--stdout", folder=spoilt.parents[len(Path(file).parts) - 1])
    assert code in said.stderr


@needs_compiler
def test_a_released_partition_key_in_bicep_is_that_of_the_code(tmp_path: Path) -> None:
    """The whole way: a container changed behind the code's back is in the snapshot, and found there."""
    folder = copied(tmp_path)
    definition = folder.parents[1] / "shared" / "containers.json"
    definition.write_text(definition.read_text().replace('/customerId"', '/customer"'))
    assert any("partitionKey is not the code's" in fault for fault in faults(take_snapshot("dev", folder)))


def test_the_compiler_is_found_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bicep"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_compiler() == str(program) == shutil.which("bicep")
