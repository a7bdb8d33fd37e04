"""Personal API keys: shown once, read-only, within their scopes, over when they should be; and the page about them."""

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from jinja2 import Environment

from local.cosmos_emulator.testing import Emulator
from shared import clock
from shared.http import client_address
from shared.settings import settings
from tests.api.auth.guards.test_limits_across_processes import a_worker
from tests.api.conftest import PORTAL, Mailbox, a_browser
from tests.api.journey import PASSWORD, signed_in
from tests.builders import a_balance, a_contract, a_customer, a_document, a_point, a_usage, mirrored
from tests.world import stored

KEYS = "/api/profile/api-keys"
PAGE = (Path(__file__).parents[3] / "docs/api-keys.md").read_text("utf-8")


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    await mirrored(a_customer(), a_balance(), a_document(), a_contract(), a_point(), a_usage("usage-months"))
    await signed_in(browser, "44051401359")
    return browser


async def made(browser: httpx.AsyncClient, *scopes: str) -> Any:
    answer = await browser.post(KEYS, json={"name": "Dom", "scopes": list(scopes or ["supply:read"])})
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.fixture
async def program() -> AsyncIterator[httpx.AsyncClient]:
    """A client without cookies."""
    async with a_browser() as client:
        del client.headers["Origin"], client.headers["X-Requested-With"]
        yield client


def with_key(key: Any) -> dict[str, str]:
    return {"X-Api-Key": key["token"]}


async def test_a_key_reads_what_its_scope_opens_and_nothing_else(
    anna: httpx.AsyncClient, program: httpx.AsyncClient
) -> None:
    key = await made(anna, "supply:read")
    assert (await program.get("/api/supply/points", headers=with_key(key))).json()["points"][0]["id"] == "point-0001"
    for method, path in (
        ("GET", "/api/billing/overview"),
        ("GET", KEYS),
        ("GET", "/api/auth/account"),
    ):
        answer = await program.request(method, path, headers=with_key(key))
        assert (answer.status_code, answer.json()["code"]) == (403, "key_scope_missing"), path
    both = await made(anna, "supply:read", "billing:read")
    assert (await program.get("/api/billing/overview", headers=with_key(both))).status_code == 200


async def test_a_key_changes_nothing(anna: httpx.AsyncClient, program: httpx.AsyncClient) -> None:
    key = await made(anna, "supply:read", "billing:read")
    own = with_key(key) | {"Origin": PORTAL, "X-Requested-With": "mojbok"}
    answer = await program.put("/api/supply/points/point-0001/name", json={"name": "x"}, headers=own)
    assert (answer.status_code, answer.json()["code"]) == (403, "key_scope_missing")


async def test_the_secret_is_kept_nowhere_and_shown_once(
    anna: httpx.AsyncClient, emulator: Emulator, portal: str
) -> None:
    key = await made(anna)
    secret = key["token"].rpartition(".")[2]
    assert secret not in (await anna.get(KEYS)).text
    assert secret not in json.dumps(list(stored(emulator.url, emulator.key, portal, "accounts").values()))


@pytest.mark.parametrize("token", ["mojbok.", "mojbok.x.y", "mojbok...", "mojbok./..", "other", ""])
async def test_what_is_no_key_opens_nothing(anna: httpx.AsyncClient, program: httpx.AsyncClient, token: str) -> None:
    answer = await program.get("/api/supply/points", headers={"X-Api-Key": token})
    assert (answer.status_code, answer.json()["code"]) == (401, "session_missing")


async def test_a_key_ends_when_revoked_after_a_year_and_with_a_new_password(
    anna: httpx.AsyncClient, program: httpx.AsyncClient
) -> None:
    revoked, kept = await made(anna), await made(anna)
    assert (await anna.delete(f"{KEYS}/{revoked['id']}")).status_code == 204
    assert (await anna.delete(f"{KEYS}/{revoked['id']}")).status_code == 404
    assert (await program.get("/api/supply/points", headers=with_key(revoked))).status_code == 401
    assert (await program.get("/api/supply/points", headers=with_key(kept))).status_code == 200
    now = clock.now()
    clock.set_now(now + timedelta(days=365, seconds=1))
    assert (await program.get("/api/supply/points", headers=with_key(kept))).status_code == 401
    clock.set_now(now)
    new = {"currentPassword": PASSWORD, "newPassword": PASSWORD + " nowe"}
    assert (await anna.put("/api/auth/password", json=new)).is_success
    assert (await program.get("/api/supply/points", headers=with_key(kept))).status_code == 401


async def test_there_are_ten_keys_at_most(anna: httpx.AsyncClient) -> None:
    for _ in range(10):
        await made(anna)
    answer = await anna.post(KEYS, json={"name": "Dom", "scopes": ["supply:read"]})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_keys")


async def test_a_key_has_a_limit_of_its_own_and_its_uses_are_seen(
    anna: httpx.AsyncClient, program: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set_now(clock.now())
    azure = settings().model_copy(update={"client_address_header": "x-azure-clientip"})
    monkeypatch.setattr(client_address, "settings", lambda: azure)
    key = await made(anna)
    program.headers["X-Azure-ClientIP"] = "198.51.100.7"
    answers = [(await program.get("/api/supply/points?limit=1", headers=with_key(key))).status_code for _ in range(121)]
    assert (answers.count(200), answers[-1]) == (120, 429)
    [row] = (await anna.get(KEYS)).json()["items"]
    assert [use["source"] for use in row["uses"]] == ["198.51.100.0/24"]


async def test_uses_stand_in_the_history_of_sign_ins_once_a_day_also_of_a_key_that_is_no_more(
    anna: httpx.AsyncClient, program: httpx.AsyncClient, emulator: Emulator
) -> None:
    key = await made(anna)
    await program.get("/api/supply/points", headers=with_key(key))
    emulator.requests.clear()
    await program.get("/api/supply/points", headers=with_key(key))
    writes = [one for one in emulator.requests if one.operation in {"create", "replace", "upsert", "batch"}]
    assert [one.container for one in writes] == ["operations"], "the count of its limit, and no use written again"
    await anna.delete(f"{KEYS}/{key['id']}")
    history = (await anna.get("/api/auth/sign-ins")).json()
    [use] = history["keyUses"]
    assert use["key"] == "Dom"
    assert history["items"]


async def test_making_a_key_wants_the_password_again(anna: httpx.AsyncClient) -> None:
    clock.set_now(clock.now() + timedelta(minutes=6))
    answer = await anna.post(KEYS, json={"name": "Dom", "scopes": ["supply:read"]})
    assert (answer.status_code, answer.json()["code"]) == (403, "reauthentication_required")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


class HomeAssistant(yaml.SafeLoader):
    """YAML with the tag by which Home Assistant takes a value from its file of secrets."""


HomeAssistant.add_constructor("!secret", lambda _, node: f"!secret {node.value}")


async def test_every_example_of_the_page_works(anna: httpx.AsyncClient, tmp_path: Path) -> None:
    key = await made(anna)
    offset = tmp_path / "offset"
    offset.write_text("0")
    with a_worker(offset) as address:
        await asyncio.to_thread(_run_the_page, address.partition("/api/")[0], key["token"], tmp_path)


def _run_the_page(server: str, token: str, folder: Path) -> None:
    environment = os.environ | {"MOJBOK": server, "MOJBOK_KEY": token}
    options: dict[str, Any] = {"env": environment, "cwd": folder, "capture_output": True, "text": True}
    lines = block("bash").splitlines()
    assert len(lines) == 3
    for line in lines:
        run = subprocess.run(["bash", "-c", line], check=False, **options)
        assert run.returncode == 0, (line, run.stdout, run.stderr)
    assert (folder / "usage.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    run = subprocess.run([sys.executable, "-c", block("python")], check=False, **options)
    assert run.stdout == "590310600000000019 100000 Wh\n", run.stderr
    [sensor] = yaml.load(block("yaml"), HomeAssistant)["sensor"]  # noqa: S506  it is safe, and knows one tag more
    path = sensor["resource"].removeprefix("https://mojbok.example")
    headers = {name: value.replace("!secret mojbok_key", token) for name, value in sensor["headers"].items()}
    answer = httpx.get(server + path, headers=headers)
    assert answer.status_code == 200
    for name, shown in {"value_template": "100.0", "availability": "True"}.items():
        assert Environment(autoescape=True).from_string(sensor[name]).render(value_json=answer.json()) == shown
