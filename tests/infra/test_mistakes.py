"""Each kind of mistake that the compiler lets through, made on purpose in a snapshot, is found by name."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from shared.containers import CONTAINERS, definition
from tests.infra.compiler import recorded
from tests.infra.faults import Snapshot, app_settings, faults, of_type, only

type Spoil = Callable[[Snapshot], Any]

ACCOUNT = "Microsoft.DocumentDB/databaseAccounts"
STORAGE = "Microsoft.Storage/storageAccounts"
SITE = "Microsoft.Web/sites"
ASSIGNMENT = "Microsoft.Authorization/roleAssignments"
OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"


def container(snapshot: Snapshot, place: int = 0) -> dict[str, Any]:
    kind = f"{ACCOUNT}/sqlDatabases/containers"
    found: dict[str, Any] = of_type(snapshot, kind)[place]["properties"]["resource"]
    return found


def flex(snapshot: Snapshot) -> dict[str, Any]:
    found: dict[str, Any] = only(snapshot, SITE)["properties"]["functionAppConfig"]
    return found


def without(snapshot: Snapshot, kind: str) -> None:
    snapshot["predictedResources"].remove(of_type(snapshot, kind)[0])


MISTAKES: dict[str, tuple[Spoil, str]] = {
    "wrong partition key": (lambda s: container(s)["partitionKey"].update(paths=["/customer"]), "partitionKey"),
    "partition key without a slash": (lambda s: container(s)["partitionKey"].update(paths=["customerId"]), "path"),
    "container under another id": (lambda s: container(s).update(id="clients"), "its id"),
    "another unique key": (
        lambda s: container(s).update(uniqueKeyPolicy={"uniqueKeys": [{"paths": ["/x"]}]}),
        "uniqueKeyPolicy",
    ),
    "everything indexed": (lambda s: container(s)["indexingPolicy"].update(includedPaths=[{"path": "/*"}]), "indexing"),
    "index path without an end": (
        lambda s: container(s)["indexingPolicy"]["includedPaths"].append({"path": "/type"}),
        "ends neither",
    ),
    "no time to live": (lambda s: container(s, 1).pop("defaultTtl"), "defaultTtl"),
    "container missing": (lambda s: without(s, f"{ACCOUNT}/sqlDatabases/containers"), "in one place only"),
    "blob container missing": (lambda s: without(s, f"{STORAGE}/blobServices/containers"), "blob containers"),
    "blob container public": (
        lambda s: of_type(s, f"{STORAGE}/blobServices/containers")[0]["properties"].update(publicAccess="Blob"),
        "public",
    ),
    "setting missing": (lambda s: app_settings(s).pop("MOJBOK_PORTAL_URL"), "portal_url is missing"),
    "schedule missing": (lambda s: app_settings(s).pop("MOJBOK_SYNC_SCHEDULE"), "sync_schedule is missing"),
    "setting misspelt": (lambda s: app_settings(s).update(MOJBOK_PORTAL_URI="x"), "portal_uri is none of the code's"),
    "key of the emulator": (lambda s: app_settings(s).update(MOJBOK_COSMOS_KEY="x"), "is for a laptop"),
    "setting forbidden on Flex": (lambda s: app_settings(s).update(FUNCTIONS_WORKER_RUNTIME="python"), "Flex"),
    "time zone": (lambda s: app_settings(s).update(WEBSITE_TIME_ZONE="Europe/Warsaw"), "Flex"),
    "connection string beside the identity": (lambda s: app_settings(s).update(AzureWebJobsStorage="x"), "Flex"),
    "secret as text": (lambda s: app_settings(s).update(MOJBOK_PEPPER="abc"), "comes from the vault"),
    "development in production": (lambda s: app_settings(s).update(MOJBOK_ENVIRONMENT="local"), "not production"),
    "secret output": (lambda s: s["outputs"].update(x="[listKeys('x', '1').keys[0]]"), "gives a secret away"),
    "shared key allowed": (
        lambda s: of_type(s, STORAGE)[1]["properties"].update(allowSharedKeyAccess=True),
        "allowSharedKeyAccess",
    ),
    "keys of the database": (lambda s: only(s, ACCOUNT)["properties"].update(disableLocalAuth=False), "keys in"),
    "publishing by password": (
        lambda s: of_type(s, f"{SITE}/basicPublishingCredentialsPolicies")[0]["properties"].update(allow=True),
        "password",
    ),
    "misspelt runtime": (lambda s: flex(s)["runtime"].update(name="pyton"), "runtime"),
    "misspelt storage": (lambda s: flex(s)["deployment"]["storage"].update(type="blobContainr"), "deployment storage"),
    "misspelt authentication": (
        lambda s: flex(s)["deployment"]["storage"]["authentication"].update(type="UserAssignedIdentiy"),
        "authentication",
    ),
    "misspelt site": (lambda s: only(s, "Microsoft.Web/staticSites")["sku"].update(name="Standrad"), "static site"),
    "misspelt capability": (
        lambda s: only(s, ACCOUNT)["properties"].update(capabilities=[{"name": "EnableServeless"}]),
        "unknown capabilities",
    ),
    "throughput and serverless": (
        lambda s: only(s, f"{ACCOUNT}/sqlDatabases")["properties"].update(options={"autoscaleSettings": {}}),
        "serverless takes no throughput",
    ),
    "throughput the database does not know": (
        lambda s: only(s, f"{ACCOUNT}/sqlDatabases")["properties"].update(
            options={"autoscaleSettings": {"maxThroughput": 4100}}
        ),
        "by thousands",
    ),
    "weak reads": (
        lambda s: only(s, ACCOUNT)["properties"]["consistencyPolicy"].update(defaultConsistencyLevel="Session"),
        "not Strong",
    ),
    "wrong role": (
        lambda s: of_type(s, ASSIGNMENT)[0]["properties"].update(roleDefinitionId=f"/x/{OWNER}"),
        "roles are not",
    ),
    "role on the wrong account": (
        lambda s: next(
            one for one in of_type(s, ASSIGNMENT) if "b7e6dc6d" in one["properties"]["roleDefinitionId"]
        ).update(name="[guid('stmojbokdevd')]"),
        "elsewhere",
    ),
    "role whose name is no guid": (lambda s: of_type(s, ASSIGNMENT)[0].update(name="appi-owner"), "no guid"),
    "data role over the account": (
        lambda s: only(s, f"{ACCOUNT}/sqlRoleAssignments")["properties"].update(scope="/x/cosmos"),
        "not scoped",
    ),
    "budget in the middle of a month": (
        lambda s: only(s, "Microsoft.Consumption/budgets")["properties"]["timePeriod"].update(startDate="[utcNow()]"),
        "budget",
    ),
    "link to another region": (
        lambda s: only(s, "Microsoft.Web/staticSites/linkedBackends")["properties"].update(region="westeurope"),
        "region",
    ),
    "zones without instances that are ready": (
        lambda s: only(s, "Microsoft.Web/serverfarms")["properties"].update(zoneRedundant=True),
        "two always-ready",
    ),
    "suffix in capital letters": (
        lambda s: of_type(s, STORAGE)[0].update(name="stmojbokdevhPlen1"),
        "no name for Microsoft.Storage",
    ),
    "suffix with a dash": (lambda s: of_type(s, STORAGE)[1].update(name="stmojbokdevdpl-en"), "no name for"),
    "nobody to tell": (
        lambda s: only(s, "Microsoft.Insights/actionGroups")["properties"].update(emailReceivers=[]),
        "nobody is told",
    ),
    "domain that is not the portal's": (
        lambda s: s["predictedResources"].append(
            {"type": "Microsoft.Web/staticSites/customDomains", "name": "stapp-mojbok-dev/moj.example.com"}
        ),
        "only mojbok-dev.example.com is let in",
    ),
    "alert that fails the first deployment": (
        lambda s: of_type(s, "Microsoft.Insights/scheduledQueryRules")[0]["properties"].pop("skipQueryValidation"),
        "before the first line",
    ),
    "resource without tags": (lambda s: only(s, SITE).update(tags={}), "no tags"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found(mistake: str) -> None:
    spoil, told = MISTAKES[mistake]
    snapshot = deepcopy(recorded("dev"))
    spoil(snapshot)
    assert any(told in fault for fault in faults(snapshot)), faults(snapshot)


def test_the_containers_of_the_snapshot_are_really_compared() -> None:
    assert container(recorded("dev")) == definition(CONTAINERS[0])
