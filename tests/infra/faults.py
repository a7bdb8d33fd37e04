"""What a snapshot must not say: each check names its faults, so that a test can see them found.

The compiler catches misspelt properties; here is caught what it lets through, and what only the application knows.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, get_args
from urllib.parse import urlsplit

from pydantic import SecretStr

from shared.containers import BLOB_CONTAINERS, CONTAINERS, definition
from shared.settings import Settings

type Resource = dict[str, Any]
type Snapshot = dict[str, Any]
type Check = Callable[[Snapshot], Iterator[str]]

PREFIX = "MOJBOK_"
LOCAL_ONLY = frozenset({"cosmos_key", "blob_key", "billing_token_ca_file"})
"""Settings for a laptop: an identity and public authorities stand in their place."""
PLATFORM = frozenset(
    {
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "AZURE_CLIENT_ID",
        "AzureWebJobsStorage__blobServiceUri",
        "AzureWebJobsStorage__clientId",
        "AzureWebJobsStorage__credential",
        "AzureWebJobsStorage__queueServiceUri",
        "AzureWebJobsStorage__tableServiceUri",
    }
)
VAULT_REFERENCE = re.compile(r"@Microsoft\.KeyVault\(SecretUri=.*secrets/\{?[\w-]*\}?.*\)")
ROLES = {
    "Key Vault Secrets User": ("Microsoft.KeyVault/vaults", "4633458b-17de-408a-b874-0445c86b69e6"),
    "Monitoring Metrics Publisher": ("Microsoft.Insights/components", "3913510d-42f4-4e42-8a64-420c390055eb"),
    "Storage Blob Data Contributor": ("stmojbok.*d", "ba92f5b4-2d11-453d-a403-e96b0029c9fe"),
    "Storage Blob Data Owner": ("stmojbok.*h", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"),
    "Storage Queue Data Contributor": ("stmojbok.*h", "974c5e8b-45b9-4653-ba55-5f855dd0fb88"),
    "Storage Table Data Contributor": ("stmojbok.*h", "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"),
}
NAMES = {
    "Microsoft.DocumentDB/databaseAccounts": r"[a-z0-9][a-z0-9-]{2,43}",
    "Microsoft.KeyVault/vaults": r"[a-z][a-z0-9-]{1,22}[a-z0-9]",
    "Microsoft.Storage/storageAccounts": r"[a-z0-9]{3,24}",
    "Microsoft.Web/sites": r"[a-z0-9][a-z0-9-]{0,58}[a-z0-9]",
}


def of_type(snapshot: Snapshot, kind: str) -> list[Resource]:
    return [one for one in snapshot["predictedResources"] if one["type"] == kind]


def only(snapshot: Snapshot, kind: str) -> Resource:
    [found] = of_type(snapshot, kind)
    return found


def short(resource: Resource) -> str:
    return str(resource["name"].rpartition("/")[2])


def app_settings(snapshot: Snapshot) -> dict[str, str]:
    found: dict[str, str] = only(snapshot, "Microsoft.Web/sites/config")["properties"]
    return found


def containers(snapshot: Snapshot) -> Iterator[str]:
    kind = "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers"
    deployed = {short(one): one["properties"]["resource"] for one in of_type(snapshot, kind)}
    wanted = {container.name: definition(container) for container in CONTAINERS}
    for name in deployed.keys() ^ wanted.keys():
        yield f"container {name} is in one place only"
    for name in deployed.keys() & wanted.keys():
        for part in sorted(deployed[name].keys() | wanted[name].keys()):
            if deployed[name].get(part) != wanted[name].get(part):
                yield f"container {name}: {part} is not the code's"
        paths = deployed[name].get("partitionKey", {}).get("paths", [])
        if deployed[name].get("id") != name or not all(path.startswith("/") for path in paths):
            yield f"container {name}: its id or its partition key's path is none"
        for path in deployed[name].get("indexingPolicy", {}).get("includedPaths", []):
            if not path["path"].endswith(("/?", "/*")):
                yield f"container {name}: {path['path']} ends neither in /? nor in /*"


def blob_containers(snapshot: Snapshot) -> Iterator[str]:
    kind = "Microsoft.Storage/storageAccounts/blobServices/containers"
    found = of_type(snapshot, kind)
    if sorted(short(one) for one in found) != sorted((*BLOB_CONTAINERS, "packages")):
        yield "blob containers are not the code's"
    if any(one["properties"].get("publicAccess") != "None" for one in found):
        yield "a blob container is public"


def settings(snapshot: Snapshot) -> Iterator[str]:
    given = app_settings(snapshot)
    own = {name.removeprefix(PREFIX).lower() for name in given if name.startswith(PREFIX)}
    fields = Settings.model_fields
    for name in sorted(own - fields.keys()):
        yield f"setting {name} is none of the code's"
    scheduled = {name for name in fields if name.endswith("_schedule")}
    required = {name for name, field in fields.items() if field.is_required()} | scheduled
    for name in sorted(required - own - LOCAL_ONLY):
        yield f"setting {name} is missing"
    for name in sorted(own & LOCAL_ONLY):
        yield f"setting {name} is for a laptop"
    for name in sorted(given.keys() - {f"{PREFIX}{one.upper()}" for one in own} - PLATFORM):
        yield f"setting {name} is not known, or must not be set on Flex Consumption"
    for name in sorted(PLATFORM - given.keys()):
        yield f"setting {name} is missing"
    if given.get(f"{PREFIX}ENVIRONMENT") != "production":
        yield "the environment is not production"


def secrets(snapshot: Snapshot) -> Iterator[str]:
    given = app_settings(snapshot)
    for name, field in Settings.model_fields.items():
        value = given.get(f"{PREFIX}{name.upper()}")
        if value is not None and _is_secret(field) != ("@Microsoft.KeyVault(" in value):
            yield f"setting {name}: a secret comes from the vault, and nothing else does"
    for name, output in snapshot["outputs"].items():
        if re.search(r"listKeys|listConnectionStrings|listSecrets|\bkey\b|password", str(output)):
            yield f"output {name} gives a secret away"


def _is_secret(field: Any) -> bool:
    """Whether a setting holds a secret text or key, alone or in a ring of several."""
    return not {SecretStr, bytes}.isdisjoint(_parts(field.annotation))


def _parts(kind: Any) -> Iterator[Any]:
    yield kind
    for part in get_args(kind):
        yield from _parts(part)


def stores_without_keys(snapshot: Snapshot) -> Iterator[str]:
    for account in of_type(snapshot, "Microsoft.Storage/storageAccounts"):
        for name, wanted in {
            "allowSharedKeyAccess": False,
            "allowBlobPublicAccess": False,
            "minimumTlsVersion": "TLS1_2",
            "supportsHttpsTrafficOnly": True,
        }.items():
            if account["properties"].get(name) != wanted:
                yield f"{account['name']}: {name} is {account['properties'].get(name)}"
    cosmos = only(snapshot, "Microsoft.DocumentDB/databaseAccounts")["properties"]
    for name in ("disableLocalAuth", "disableKeyBasedMetadataWriteAccess"):
        if cosmos.get(name) is not True:
            yield f"the database lets keys in: {name}"


def services_without_keys(snapshot: Snapshot) -> Iterator[str]:
    for policy in of_type(snapshot, "Microsoft.Web/sites/basicPublishingCredentialsPolicies"):
        if policy["properties"]["allow"] is not False:
            yield f"publishing by password is allowed: {policy['name']}"
    if only(snapshot, "Microsoft.KeyVault/vaults")["properties"].get("enableRbacAuthorization") is not True:
        yield "the vault has access policies"
    for kind in ("Microsoft.Insights/components", "Microsoft.OperationalInsights/workspaces"):
        properties = only(snapshot, kind)["properties"]
        if not (properties.get("DisableLocalAuth") or properties.get("features", {}).get("disableLocalAuth")):
            yield f"{kind} takes keys"
    if re.search(r"listKeys|AccountKey|SharedAccessSignature", str(snapshot)):
        yield "a key is read"


def function_app(snapshot: Snapshot) -> Iterator[str]:
    """What the compiler lets through of a Flex Consumption app."""
    app = only(snapshot, "Microsoft.Web/sites")
    config = app["properties"]["functionAppConfig"]
    storage = config["deployment"]["storage"]
    for what, found, wanted in (
        ("runtime", config["runtime"], {"name": "python", "version": "3.13"}),
        ("deployment storage", storage["type"], "blobContainer"),
        ("authentication of the deployment", storage["authentication"]["type"], "UserAssignedIdentity"),
        ("plan", only(snapshot, "Microsoft.Web/serverfarms")["sku"]["name"], "FC1"),
        ("static site", only(snapshot, "Microsoft.Web/staticSites")["sku"]["name"], "Standard"),
        ("https", app["properties"].get("httpsOnly"), True),
    ):
        if found != wanted:
            yield f"{what} is {found}"
    ready = {one["name"]: one["instanceCount"] for one in config["scaleAndConcurrency"]["alwaysReady"]}
    if ready.keys() - {"http"}:
        yield "always-ready instances of an unknown group"
    if only(snapshot, "Microsoft.Web/serverfarms")["properties"]["zoneRedundant"] and ready.get("http", 0) < 2:
        yield "redundant zones need two always-ready instances"
    if "siteConfig" in app["properties"] and "appSettings" in app["properties"]["siteConfig"]:
        yield "settings stand in two places"


def database(snapshot: Snapshot) -> Iterator[str]:
    properties = only(snapshot, "Microsoft.DocumentDB/databaseAccounts")["properties"]
    if properties["consistencyPolicy"]["defaultConsistencyLevel"] != "Strong":
        yield "the account is not Strong (ADR 18), so the application's reads would be refused"
    if properties["backupPolicy"]["type"] != "Continuous":
        yield "no continuous backup"
    names = {capability["name"] for capability in properties["capabilities"]}
    options = only(snapshot, "Microsoft.DocumentDB/databaseAccounts/sqlDatabases")["properties"].get("options", {})
    if names - {"EnableServerless"}:
        yield f"unknown capabilities {names}"
    if ("EnableServerless" in names) == ("autoscaleSettings" in options):
        yield "serverless takes no throughput, everything else needs one"
    most = options.get("autoscaleSettings", {}).get("maxThroughput", 1000)
    if most < 1000 or most % 1000:
        yield f"autoscale goes by thousands, not to {most}"


def roles(snapshot: Snapshot) -> Iterator[str]:
    assigned = of_type(snapshot, "Microsoft.Authorization/roleAssignments")
    found = sorted(one["properties"]["roleDefinitionId"].rpartition("/")[2] for one in assigned)
    if found != sorted(role for _, role in ROLES.values()):
        yield "roles are not those the application needs"
    for one in assigned:
        role = one["properties"]["roleDefinitionId"].rpartition("/")[2]
        scope = next((scope for scope, wanted in ROLES.values() if wanted == role), "none")
        if not re.search(scope, one["name"]):
            yield f"role {role} is given elsewhere than it is needed"
        if not one["name"].startswith("[guid(") or one["properties"].get("principalType") != "ServicePrincipal":
            yield f"role {role}: its name is no guid of scope, identity and role, or its principal has no type"
    access = only(snapshot, "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments")
    if "guid(" not in access["name"] or not access["properties"]["scope"].endswith("/dbs/mojbok"):
        yield "the data role is not scoped to the database"


def names(snapshot: Snapshot) -> Iterator[str]:
    """What a suffix in other letters makes of names, which the compiler checks in length only."""
    for kind, pattern in NAMES.items():
        for one in of_type(snapshot, kind):
            if not re.fullmatch(pattern, one["name"]):
                yield f"no name for {kind}: {one['name']}"


def addresses(snapshot: Snapshot) -> Iterator[str]:
    """Whether alerts come to be and reach somebody, and where customers are let in."""
    group = only(snapshot, "Microsoft.Insights/actionGroups")["properties"]
    if not group["emailReceivers"]:
        yield "nobody is told of an alert"
    for rule in of_type(snapshot, "Microsoft.Insights/scheduledQueryRules"):
        if rule["properties"].get("skipQueryValidation") is not True:
            yield f"{rule['name']} asks for a table that is not there before the first line, and is refused"
    portal = urlsplit(app_settings(snapshot).get(f"{PREFIX}PORTAL_URL", "")).hostname
    for domain in of_type(snapshot, "Microsoft.Web/staticSites/customDomains"):
        if short(domain) != portal:
            yield f"customers come to {short(domain)}, and only {portal} is let in"


def everything(snapshot: Snapshot) -> Iterator[str]:
    """Rules for resources of every kind."""
    if snapshot["diagnostics"]:
        yield f"not all could be evaluated: {snapshot['diagnostics']}"
    for one in snapshot["predictedResources"]:
        if "location" in one and not one.get("tags", {}).get("application"):
            yield f"{one['type']} {one['name']} has no tags"
    budget = only(snapshot, "Microsoft.Consumption/budgets")["properties"]
    if not re.fullmatch(r"\d{4}-\d\d-01", budget["timePeriod"]["startDate"]):
        yield "the budget does not start on a fixed first of a month"
    for link in of_type(snapshot, "Microsoft.Web/staticSites/linkedBackends"):
        if link["properties"]["region"] != only(snapshot, "Microsoft.Web/sites")["location"]:
            yield "the linked backend's region is not the function app's"


CHECKS: tuple[Check, ...] = (
    containers,
    blob_containers,
    settings,
    secrets,
    stores_without_keys,
    services_without_keys,
    function_app,
    database,
    roles,
    names,
    addresses,
    everything,
)


def faults(snapshot: Snapshot) -> list[str]:
    """Everything that is wrong."""
    return [fault for check in CHECKS for fault in check(snapshot)]
