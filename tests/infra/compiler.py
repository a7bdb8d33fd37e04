"""Microsoft's Bicep compiler where one is found, and the snapshots of what would be deployed."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
BICEP = ROOT / "infra" / "bicep"
ENVIRONMENTS = ("dev", "prod")
NOWHERE = "00000000-0000-0000-0000-000000000000"
MISSING = "no Bicep compiler on PATH: the templates themselves are not compiled, only the recorded snapshots are read"
TIMEOUT = 120


def find_compiler() -> str | None:
    """`bicep` on PATH, or the one kept beside the project."""
    beside = ROOT.parent / "shared" / "tools" / "bicep"
    return shutil.which("bicep") or (str(beside) if os.access(beside, os.X_OK) else None)


def bicep(*arguments: str, folder: Path = BICEP) -> subprocess.CompletedProcess[str]:
    """Run the compiler; raises LookupError where there is none."""
    compiler = find_compiler()
    if compiler is None:
        raise LookupError(MISSING)
    return subprocess.run(
        [compiler, *arguments],
        cwd=folder,
        env=os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )


def diagnostics(folder: Path = BICEP) -> list[str]:
    """Whatever the compiler says of the templates and the parameter files; its exit code is 0 with warnings."""
    said = bicep("build", "main.bicep", "--stdout", folder=folder).stderr
    for environment in ENVIRONMENTS:
        said += bicep("build-params", f"{environment}.bicepparam", "--stdout", folder=folder).stderr
    return sorted({line.partition("infra/bicep/")[2] or line for line in said.splitlines() if line.strip()})


def take_snapshot(environment: str, folder: Path = BICEP) -> dict[str, Any]:
    """Every resource that would be deployed, evaluated; raises AssertionError with what the compiler says instead."""
    arguments = ["--subscription-id", NOWHERE, "--resource-group", f"rg-mojbok-{environment}"]
    arguments += ["--location", "polandcentral"]
    said = bicep("snapshot", f"{environment}.bicepparam", *arguments, folder=folder)
    assert said.returncode == 0, said.stderr
    taken: dict[str, Any] = json.loads(snapshot_file(environment, folder).read_text())
    return taken


def snapshot_file(environment: str, folder: Path = BICEP) -> Path:
    return folder / f"{environment}.snapshot.json"


def recorded(environment: str) -> dict[str, Any]:
    """The snapshot under version control."""
    read: dict[str, Any] = json.loads(snapshot_file(environment).read_text())
    return read


def copied(folder: Path) -> Path:
    """The templates, and the definition of the containers they read, in a folder where a test may spoil them."""
    shutil.copytree(BICEP, folder / "infra" / "bicep")
    (folder / "shared").mkdir()
    shutil.copy(ROOT / "shared" / "containers.json", folder / "shared")
    return folder / "infra" / "bicep"


def written(snapshot: dict[str, Any]) -> str:
    """The snapshot as it is recorded: the compiler gives the outputs in another order each time."""
    sorted_outputs = snapshot | {"outputs": dict(sorted(snapshot["outputs"].items()))}
    return json.dumps(sorted_outputs, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for one in ENVIRONMENTS:
        snapshot_file(one).write_text(written(take_snapshot(one)))
