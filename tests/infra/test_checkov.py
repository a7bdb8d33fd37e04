"""A second opinion on what would be deployed: checkov, over the snapshot, with what it need not say and why.

It cannot read today's Bicep, sees nothing inside nested deployments and exits 0 on what it cannot parse: so it is given
the snapshot as one flat template, and the number of resources it saw is compared.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.infra.compiler import ENVIRONMENTS, ROOT, recorded

CHECKOV = ROOT / ".local" / "tools" / "checkov" / "bin" / "checkov"
SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
ACCEPTED = {
    "CKV_AZURE_13": "signing in is the application's own; the link to the web app locks everybody else out",
    "CKV_AZURE_17": "browsers have no client certificates",
    "CKV_AZURE_63": "HTTP logging of App Service does not exist on Flex Consumption",
    "CKV_AZURE_65": "detailed error pages do not exist on Flex Consumption",
    "CKV_AZURE_66": "failed request tracing does not exist on Flex Consumption",
    "CKV_AZURE_80": "the application is in Python",
    "CKV_AZURE_88": "nothing is kept in the file system",
    "CKV_AZURE_99": "asks for a firewall: the database takes identities only, in prod through the private network only",
    "CKV_AZURE_206": "copies stay in the region; documents can be fetched from billing again",
    "CKV_AZURE_212": "Flex Consumption has always-ready instances instead",
    "CKV_AZURE_213": "health checks are not supported on Flex Consumption; there is /api/health",
    "CKV_AZURE_222": "customers reach the application from everywhere",
}
ONLY_IN_DEV = {
    "CKV_AZURE_42": "a vault of development may be made anew",
    "CKV_AZURE_59": "development has no private network",
    "CKV_AZURE_35": "development has no private network",
    "CKV_AZURE_101": "development has no private network",
    "CKV_AZURE_109": "development has no private network",
    "CKV_AZURE_110": "a vault of development may be made anew",
    "CKV_AZURE_189": "development has no private network",
    "CKV_AZURE_225": "development stands in one zone",
}


def report(snapshot: dict[str, Any], folder: Path) -> dict[str, Any]:
    """What checkov says of a snapshot."""
    template = {"$schema": SCHEMA, "contentVersion": "1.0.0.0", "resources": snapshot["predictedResources"]}
    file = folder / "template.json"
    file.write_text(json.dumps(template))
    command = [CHECKOV, "--file", file, "--framework", "arm", "--quiet", "--output", "json", "--skip-download"]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)
    found: dict[str, Any] = json.loads(said.stdout)
    return found


@pytest.mark.skipif(not CHECKOV.exists(), reason="checkov is installed by `make infra`")
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_checkov_finds_nothing_but_what_is_accepted(environment: str, tmp_path: Path) -> None:
    snapshot = recorded(environment)
    found = report(snapshot, tmp_path)
    assert found["summary"]["parsing_errors"] == 0
    assert found["summary"]["resource_count"] == len(snapshot["predictedResources"])
    accepted = ACCEPTED if environment == "prod" else ACCEPTED | ONLY_IN_DEV
    failed = {check["check_id"] for check in found["results"]["failed_checks"]}
    assert failed - accepted.keys() == set()
    if environment == "prod":
        assert accepted.keys() - failed == set(), "no longer needed"


@pytest.mark.skipif(not CHECKOV.exists(), reason="checkov is installed by `make infra`")
def test_checkov_tells_an_old_protocol(tmp_path: Path) -> None:
    snapshot = recorded("prod")
    for one in snapshot["predictedResources"]:
        if one["type"] == "Microsoft.Storage/storageAccounts":
            one["properties"]["minimumTlsVersion"] = "TLS1_0"
    failed = {check["check_id"] for check in report(snapshot, tmp_path)["results"]["failed_checks"]}
    assert "CKV_AZURE_44" in failed
