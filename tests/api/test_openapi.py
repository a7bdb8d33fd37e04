"""The application keeps to its own OpenAPI document, whatever schemathesis makes of it, and never fails over it."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from azure.cosmos import CosmosClient

from local.cosmos_emulator.testing import Emulator
from tests.api.auth.guards.test_limits_across_processes import a_worker
from tests.api.auth.steps import an_account
from tests.api.conftest import PATIENCE, ROOT, Mailbox
from tests.api.journey import sign_in
from tests.depth import THOROUGH

KEPT = ("accounts", "sessions")
CONFIGURATION = ROOT / "tests/api/conformance/schemathesis.toml"
# The customer's run tries the public operations as well.
PHASES, EXAMPLES = {"customer": "examples,fuzzing"}, 1
if THOROUGH:
    PHASES, EXAMPLES = {"customer": "examples,coverage,fuzzing", "stranger": "coverage"}, 3


@pytest.mark.timeout(600)
@pytest.mark.parametrize("person", [*PHASES])
async def test_it_answers_as_it_says(
    portal: str,
    emulator: Emulator,
    browser: httpx.AsyncClient,
    mailbox: Mailbox,
    tmp_path: Path,
    person: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Past the limit every answer would be a 429, and right.
    monkeypatch.setenv("MOJBOK_REQUEST_LIMIT", "1000000")
    await an_account()
    await sign_in(browser)
    session = ["--header", f"Cookie: __Host-mojbok={browser.cookies['__Host-mojbok']}"] if person == "customer" else []
    kept, offset = tmp_path / "kept.json", tmp_path / "offset"
    kept.write_text(json.dumps(what_is_there(emulator, portal)))
    offset.write_text("0")
    with a_worker(offset) as address:
        server = address.partition("/api/")[0]
        # Made at its first use, which on a busy machine takes longer than schemathesis waits for it.
        async with httpx.AsyncClient(base_url=server, timeout=PATIENCE) as patient:
            assert (await patient.get("/api/openapi.json")).status_code == 200
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", CONFIGURATION, "run"]
        command += [f"{server}/api/openapi.json", "--url", server, "--phases", PHASES[person], *session]
        command += ["--max-examples", str(EXAMPLES)]
        environment = os.environ | {"MOJBOK_TEST_KEPT": str(kept), "NO_COLOR": "1"}
        options = {"cwd": ROOT, "env": environment, "capture_output": True, "text": True, "check": False}
        run = await asyncio.to_thread(subprocess.run, command, **options)
    assert run.returncode == 0, run.stdout + run.stderr


def what_is_there(emulator: Emulator, database: str) -> dict[str, Any]:
    """The account and the session as each call finds them, and real ids for paths."""
    with CosmosClient(emulator.url, emulator.key, enable_endpoint_discovery=False) as client:
        containers = {name: client.get_database_client(database).get_container_client(name) for name in KEPT}
        documents = [(name, item) for name, container in containers.items() for item in container.read_all_items()]
    return {
        "url": emulator.url,
        "key": emulator.key,
        "database": database,
        "documents": documents,
        "ids": {"document_id": "document-0001"},
    }
