"""The sentences of the architecture about who may import whom."""

import ast
import sys
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AREAS = {path.name for path in (ROOT / "functions").iterdir() if path.is_dir() and path.name != "__pycache__"}
MAY_CALL_STORES = {"sync_timer", "staff"}
BENEATH = {f"functions.{name}" for name in ("auth.guards", "sync_timer.intake", "sync_timer.mails", "tickets.thread")}
"""Wings other wings of their area stand on, as all stand on the modules beside them."""
WINGS = {
    f"functions.{area}.{path.name}"
    for area in AREAS
    for path in (ROOT / "functions" / area).iterdir()
    if (path / "__init__.py").exists()
} - BENEATH
ROOFS = {f"functions.{area}.api" for area in AREAS} | {
    "functions.tickets.office",
    "functions.sync_timer.timers",
    "functions.sync_timer.billing_sync",
    "functions.sync_timer.customer_requests",
    "functions.sync_timer.office",
    "functions.sync_timer.payment_reconciliation",
    "functions.sync_timer.payment_run",
}
"""Modules beside the wings of their area that stand on them."""
STORES = {"store", "found_store", "figures_store", "accounts", "office", "transfer"}
"""What of an area keeps its documents and files; `office` of the tickets is what the office does to them."""

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def imports_of(file: Path) -> set[str]:
    """Every module a file imports, `from a import b` as both `a` and `a.b`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            names |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def fault(importer: str, imported: str) -> str | None:
    """Why a module (`functions.auth.api`) may not import another; None where it may."""
    source, target = importer.split("."), imported.split(".")
    if target[0] in {"local", "tests", "adapters"} and source[0] in {"functions", "shared"}:
        return "local/, tests/ and adapters/ are never imported by what is deployed"
    if source[0] == "shared" and target[0] == "functions":
        return "shared imports no area"
    if source[0] == target[0] == "functions" and len(target) > 1 and len(source) > 1 and target[1] != source[1]:
        if source[1:] == ["areas"]:
            return None if target[2:3] == ["api"] else "the list of areas knows their routes only"
        if not (source[1] in MAY_CALL_STORES and any(part in STORES for part in target[2:])):
            return "an area imports no other; only sync_timer and staff call stores"
    if source[:2] == target[:2] and source[0] == "functions" and importer not in ROOFS:
        own, other = ".".join(source[:3]), ".".join(target[:3])
        if other in WINGS and other != own:
            return "a wing is no business of another wing, nor of what it stands on"
        if other in BENEATH and own not in WINGS | BENEATH:
            return "guards stand on the area's records, not below them"
    return None


def modules() -> list[Path]:
    return sorted([*(ROOT / "functions").rglob("*.py"), *(ROOT / "shared").rglob("*.py")])


@pytest.mark.parametrize("file", modules(), ids=lambda file: str(file.relative_to(ROOT)))
def test_a_module_imports_only_what_its_place_allows(file: Path) -> None:
    importer = ".".join(file.relative_to(ROOT).with_suffix("").parts)
    faults = {name: reason for name in imports_of(file) if (reason := fault(importer, name))}
    assert not faults


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("functions.auth.api", "shared.http.web", True),
        ("functions.auth.api", "functions.auth.accounts", True),
        ("functions.auth.api", "functions.billing.store", False),
        ("functions.sync_timer.expiry", "functions.auth.accounts", True),
        ("functions.sync_timer.expiry", "functions.auth.registration.store", True),
        ("functions.sync_timer.expiry", "functions.auth.registration.activation", False),
        ("functions.areas", "functions.auth.api.router", True),
        ("functions.areas", "functions.auth.accounts", False),
        ("functions.billing.api", "functions.billing.paying.api", True),
        ("functions.billing.paying.api", "functions.billing.store", True),
        ("functions.billing.paying.api", "functions.billing.paying.payable", True),
        ("functions.billing.paying.api", "functions.billing.exports.statement", False),
        ("functions.billing.store", "functions.billing.paying.payable", False),
        ("functions.auth.api", "functions.auth.account.api", True),
        ("functions.auth.account.closing", "functions.auth.guards.audit", True),
        ("functions.auth.account.closing", "functions.auth.accounts", True),
        ("functions.auth.account.closing", "functions.auth.sign_in.recovery", False),
        ("functions.auth.guards.session_opening", "functions.auth.sign_in.sign_in", False),
        ("functions.auth.guards.session_opening", "functions.auth.accounts", True),
        ("functions.auth.accounts", "functions.auth.guards.attempts", False),
        ("functions.sync_timer.mirror.files", "functions.sync_timer.mails.announcements", True),
        ("functions.sync_timer.mails.notices", "functions.sync_timer.mirror.apply", False),
        ("functions.sync_timer.billing_sync", "functions.sync_timer.mirror.apply", True),
        ("functions.sync_timer.state", "functions.sync_timer.intake.doubt", False),
        ("shared.http.web", "functions.auth.api", False),
        ("shared.http.web", "local.cosmos_emulator", False),
        ("functions.auth.api", "tests.api", False),
    ],
)
def test_the_rule_itself(importer: str, imported: str, allowed: bool) -> None:
    assert (fault(importer, imported) is None) is allowed


def rooms(area: str) -> dict[str, set[str]]:
    """The wings of an area and the modules beside them, each with those it imports."""
    prefix = f"functions.{area}."
    of: dict[str, set[str]] = {}
    for file in (ROOT / "functions" / area).rglob("*.py"):
        room = ".".join(file.relative_to(ROOT).with_suffix("").parts[:3])
        imported = {".".join(name.split(".")[:3]) for name in imports_of(file) if name.startswith(prefix)}
        of.setdefault(room, set()).update(imported - {room})
    return of


@pytest.mark.parametrize("area", sorted(AREAS))
def test_no_arrow_within_an_area_comes_back(area: str) -> None:
    TopologicalSorter(rooms(area)).prepare()


def every_module() -> dict[str, Path]:
    """The modules of the whole house but its tests, by the names they are imported by."""
    folders = ("functions", "shared", "adapters", "local")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.py") if "node_modules" not in file.parts]
    return {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in files}


def test_no_import_runs_in_a_circle() -> None:
    """Imports within functions and for types only count as well."""
    known = every_module()
    TopologicalSorter({name: (imports_of(file) & known.keys()) - {name} for name, file in known.items()}).prepare()


def user(module: str) -> str:
    """Who a module outside `shared` belongs to: an area, or what stands beside the areas."""
    parts = module.split(".")
    return parts[1] if parts[0] == "functions" else parts[0]


def test_what_is_shared_is_used_by_two() -> None:
    """By two areas, or by what builds the portal of all of them; directly or through what else is shared.

    What no area uses is for two of the others: stand-ins, adapters, and the operator's commands.
    """
    known = every_module()
    importers: dict[str, set[str]] = {name: set() for name in known}
    for name, file in known.items():
        for imported in imports_of(file) & known.keys():
            importers[imported].add(name)
    importers["shared.http.addresses"].add("functions.areas")  # by function_app.py, which is no module of these
    importers["shared.containers"].add("infra")  # Bicep reads the JSON it writes
    alone = {}
    for module in (name for name in known if name.startswith("shared.") and not name.endswith(".__main__")):
        reached, waiting = {module}, [module]
        while waiting:
            new = importers[waiting.pop()] - reached
            reached |= new
            waiting += [name for name in new if name.startswith("shared.")]
        users = {user(name) for name in reached if not name.startswith("shared.") or name.endswith(".__main__")}
        if len(users) < 2 and "areas" not in users and known[module].read_text():
            alone[module] = users
    assert alone == {}


LATE = {
    "functions/sync_timer/timers.py": "a timer's job is loaded when it first fires",
    "shared/cosmos.py": "the client and its transport are made at first use",
    "shared/brand/__init__.py": "reads files at first use",
    "shared/files/__main__.py": "the child process is limited before it loads what reads files",
}


def test_only_heavy_libraries_are_imported_within_functions() -> None:
    """What is ours, or of the standard library, stands at the head of its module, but for these reasons."""
    ours = {"functions", "shared"} | sys.stdlib_module_names
    late = set()
    for file in modules():
        functions = (node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, FUNCTIONS))
        for node in (inner for function in functions for inner in ast.walk(function)):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            named += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if any(name.split(".")[0] in ours for name in named):
                late.add(str(file.relative_to(ROOT)))
    assert late == LATE.keys()


MOST_MODULES = 20


def test_no_folder_is_a_crowd() -> None:
    """A folder with more modules gets rooms, named for what is in them."""
    every = [*every_module().values(), *(ROOT / "tests").rglob("*.py")]
    sizes = Counter(str(file.parent.relative_to(ROOT)) for file in every if file.name != "__init__.py")
    assert {folder: size for folder, size in sizes.items() if size > MOST_MODULES} == {}


def test_only_the_clock_asks_for_the_time() -> None:
    forbidden = ("datetime.now(", "datetime.utcnow(", "date.today(", "time.time(")
    guilty = [
        f"{file.relative_to(ROOT)}: {call}"
        for file in modules()
        if file.name != "clock.py"
        for call in forbidden
        if call in file.read_text()
    ]
    assert not guilty


def test_modules_stay_small_enough_to_hold_in_the_head() -> None:
    files = [*modules(), *(ROOT / "local").rglob("*.py")]
    long = {str(file.relative_to(ROOT)): n for file in files if (n := len(file.read_text().splitlines())) > 400}
    assert not long


def test_an_adapter_knows_of_the_portal_the_billing_contract_only() -> None:
    files = sorted((ROOT / "adapters").rglob("*.py"))
    ours = {
        name for file in files for name in imports_of(file) if name.split(".")[0] in {"functions", "shared", "local"}
    }
    assert files
    assert all(f"{name}.".startswith("shared.billing_contract.") for name in ours), ours
