"""The deployment package as `make package` has built it: indexed by itself, started as in production, walked."""

import asyncio
import base64
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from functions.areas import AREAS, CATCH_ALL
from functions.sync_timer.mirror.apply import apply_changes
from local.functions_host.testing import RunningHost, running_host
from shared.blob import DOCUMENTS, blobs
from tests.api.conftest import PORTAL, Mailbox
from tests.api.journey import PASSWORD, signed_in
from tests.api.test_budgets import PDF, PDF_FACTS
from tests.api.test_in_the_host import SCHEDULES
from tests.builders import a_balance, a_customer, a_document, mirrored, records
from tests.infra.compiler import recorded
from tests.infra.faults import app_settings

PACKAGE = Path(os.environ.get("PACKAGE", "/nowhere"))
pytestmark = pytest.mark.skipif(not PACKAGE.exists(), reason="there is no package; `make package` builds it")

TIMERS = {
    "billing_sync",
    "deliver_mail",
    "expire_registrations",
    "tend_tickets",
    "reconcile_payments",
    "keep_desk",
    "remind_of_due_dates",
    "watch_freshness",
}
INDEX = """
import json, sys
sys.path[:0] = sys.argv[1:3]
from azure_functions_runtime.loader import index_function_app
functions = index_function_app(sys.argv[1] + "/function_app.py")
foreign = [m.__file__ for m in list(sys.modules.values()) if "site-packages" in (getattr(m, "__file__", None) or "")]
print(json.dumps([sorted(f.get_function_name() for f in functions), foreign]))
"""
PROBES = [
    "/docs",
    "/redoc",
    "/openapi.json",
    "/api/docs",
    "/api/redoc",
    "/api/openapi.json",
    "/api/debug",
    "/api/admin",
    "/api/.env",
    "/.env",
    "/.git/config",
    "/host.json",
    "/local.settings.json",
    "/function_app.py",
    "/assets/index.js.map",
]


def test_it_holds_what_runs_and_nothing_else() -> None:
    names = {path.name for path in PACKAGE.iterdir()}
    assert names - {"__pycache__"} == {
        ".python_packages", ".funcignore", "brand", "functions", "shared", "function_app.py", "host.json",
        "requirements.txt",
    }  # fmt: skip
    assert [path for path in PACKAGE.rglob("*") if path.name == "tests" or path.suffix == ".map"] == []
    for source in (PACKAGE / "functions").rglob("*.py"):
        assert list((source.parent / "__pycache__").glob(f"{source.stem}.cpython-313.pyc")), source


def test_azures_indexer_finds_every_function_in_the_package_alone() -> None:
    libraries = PACKAGE / ".python_packages/lib/site-packages"
    command = [sys.executable, "-I", "-S", "-c", INDEX, str(PACKAGE), str(libraries)]
    environ = as_deployed() | {"PATH": os.environ["PATH"]}
    said = subprocess.run(command, env=environ, cwd="/", capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    names, loaded = json.loads(said.stdout.splitlines()[-1])
    assert {*AREAS, CATCH_ALL} <= {*names}
    assert {*names} >= TIMERS
    assert [file for file in loaded if not file.startswith(str(PACKAGE))] == []


def as_deployed() -> dict[str, str]:
    """The settings of production as the template gives them, with random bytes for what the vault keeps."""
    return {name: _known(str(value)) for name, value in app_settings(recorded("prod")).items()}


def _known(value: str) -> str:
    """What a reference to the vault or to a store would give in Azure."""
    if "Microsoft.KeyVault" in value:
        return base64.b64encode(os.urandom(32)).decode()
    return "https://store.example.com/" if value.startswith("[") else value


@pytest.fixture
def host(portal: str, tmp_path: Path) -> Iterator[RunningHost]:
    """The package as in production, but for its refusal of stand-ins on this machine.

    Comes after `browser`, whose application in this process reads the settings of a test.
    """
    app = tmp_path / "app"
    shutil.copytree(PACKAGE, app, copy_function=os.link)
    refusal = app / "shared" / "production.py"
    for file in (refusal, *(refusal.parent / "__pycache__").glob("production.*")):
        file.unlink()
    refusal.write_text("def production_faults(*_): return ()\n")
    profile = SCHEDULES | {"MOJBOK_ENVIRONMENT": "production"}
    with running_host(app / "function_app.py", tmp_path / "host", profile, run_timers=False) as running:
        yield running


@pytest.mark.timeout(300)
async def test_it_starts_as_in_production_and_a_customer_reads_balance_and_pdf(
    browser: httpx.AsyncClient, mailbox: Mailbox, host: RunningHost
) -> None:
    await blobs(DOCUMENTS).upload_blob(PDF_FACTS["sha256"], PDF, overwrite=True)
    await mirrored(a_customer(), a_balance(), a_document())
    [printed] = records(a_document("document-0002", number="F/2", pdf=PDF_FACTS))
    printed.item["pdf"] = "ready"
    await apply_changes("customer-anna", [printed])
    await signed_in(browser, "44051401359")

    def walk() -> None:
        own = {"Origin": PORTAL, "X-Requested-With": "mojbok"}
        with httpx.Client(base_url=host.url, headers=own, timeout=60) as client:
            health = client.get("/api/health").json()
            assert health["version"] not in {"", "development"}
            entered = client.post("/api/auth/sessions", json={"login": "44051401359", "password": PASSWORD})
            assert entered.status_code == 201, entered.text
            session = next(line for line in entered.headers.get_list("set-cookie") if line.startswith("__Host-mojbok="))
            cookie = {"Cookie": session.partition(";")[0]}
            assert client.get("/api/billing/overview", headers=cookie).status_code == 200
            assert client.get("/api/billing/documents/document-0002/pdf", headers=cookie).content == PDF
            answers = {path: client.get(path, headers=cookie).status_code for path in PROBES}
            assert answers == dict.fromkeys(PROBES, 404)

    await asyncio.to_thread(walk)
