"""A personal API key: made with the password, shown once, ended; and every line of its examples works."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml  # type: ignore[import-untyped]
from jinja2 import Environment
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PASSWORD, Mail
from tests.e2e.steps import come_in, heading, look

pytestmark = pytest.mark.e2e

PLACEHOLDER = "mojbok.…"


SecretLoader: Any = type("SecretLoader", (yaml.SafeLoader,), {})
"""Reads Home Assistant's `!secret name` as the name."""
SecretLoader.add_constructor("!secret", lambda loader, node: ("secret", loader.construct_scalar(node)))


def example(page: Page, name: str, token: str) -> str:
    return page.locator(f'[data-example="{name}"]').inner_text().replace(PLACEHOLDER, token)


@pytest.mark.thorough
def test_a_key_is_made_and_every_example_works(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    come_in(page, mail, people["tomasz.zielinski"])
    page.goto("/zuzycie")
    page.get_by_text("Pobierz te dane").click()
    page.get_by_role("link", name="Pobieraj automatycznie").click()
    heading(page, "Klucze API")
    page.get_by_label("Nazwa").fill("Home Assistant")
    page.get_by_role("button", name="Utwórz klucz").click()
    made = page.locator("code.token")
    password = page.get_by_role("dialog").get_by_label("Hasło", exact=True)
    expect(made.or_(password)).to_be_visible()
    if password.is_visible():
        password.fill(PASSWORD)
        page.get_by_role("dialog").locator("button[type=submit]").click()
    expect(made).to_be_visible()
    look(page, "supply-api-keys")
    token = made.inner_text()

    environ = {**os.environ, "MOJBOK_KEY": token, "NO_PROXY": "*", "no_proxy": "*"}
    script = example(page, "curl", token)
    assert script.count("curl ") == 3
    subprocess.run(["bash", "-eu", "-c", script], cwd=tmp_path, env=environ, check=True, stdout=subprocess.DEVNULL)
    assert len((tmp_path / "zuzycie.csv").read_text("utf-8-sig").splitlines()) > 1

    code = example(page, "python", token)
    printed = subprocess.run([sys.executable, "-c", code], env=environ, check=True, capture_output=True, text=True)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d+(\.\d+)? kWh", line) for line in printed.stdout.splitlines())

    secrets = yaml.safe_load(example(page, "secrets", token))
    [sensor] = yaml.load(example(page, "homeAssistant", token), SecretLoader)["rest"]  # noqa: S506
    headers = {name: secrets[value[1]] for name, value in sensor["headers"].items()}
    told = httpx.get(sensor["resource"], headers=headers, trust_env=False)
    assert told.status_code == 200
    [entity] = sensor["sensor"]
    state = {
        name: Environment(autoescape=True).from_string(entity[name]) for name in ("availability", "value_template")
    }
    assert state["availability"].render(value_json=told.json()) == "True"
    assert float(state["value_template"].render(value_json=told.json())) == told.json()["rows"][-1]["imported"] / 1000
    # The value begins anew each month, which Home Assistant would book as energy given back under `total`.
    assert entity["state_class"] == "total_increasing"

    # Shown once, read-only, and over when its owner says so.
    page.reload()
    expect(page.get_by_role("button", name="Unieważnij klucz „Home Assistant”")).to_be_visible()
    expect(made).to_have_count(0)
    assert (
        httpx.get(
            sensor["resource"].partition("/supply")[0] + "/billing/overview", headers=headers, trust_env=False
        ).status_code
        == 403
    )
    page.get_by_role("button", name="Unieważnij klucz „Home Assistant”").click()
    expect(page.get_by_text("Nie masz jeszcze żadnego klucza.")).to_be_visible()
    assert httpx.get(sensor["resource"], headers=headers, trust_env=False).status_code == 401
