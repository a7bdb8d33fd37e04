"""Clerks before their browsers: most come in by a session that is stored for them, those of the sign-in by Entra ID."""

import asyncio
import html
import re
import ssl
from collections.abc import Iterator
from contextlib import AsyncExitStack
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from functions.staff import sessions, store
from functions.staff.sessions import Role
from local.identity_provider.testing import RunningProvider, running_identity_provider
from shared.access.sessions import OFFICE_COOKIE
from shared.settings import settings
from tests.api.conftest import a_browser

EWA, MAREK, JOANNA, PIOTR = "Ewa Lis", "Marek Sowa", "Joanna Wrona", "Piotr Bąk"


@pytest.fixture(scope="session")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvider]:
    with running_identity_provider(tmp_path_factory.mktemp("identity")) as running:
        yield running


@pytest.fixture
def entra(portal: str, provider: RunningProvider, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningProvider]:
    """The portal signs clerks in at the stand-in, over HTTPS."""
    office_settings(provider, monkeypatch)
    yield provider
    provider.spoiling.change = lambda claims: claims


def office_settings(provider: RunningProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    client = next(one for one in provider.directory.clients if one.user_roles)
    for name, value in {
        "AUTHORITY": provider.authority,
        "CA_FILE": str(provider.ca_file),
        "CLIENT_ID": client.client_id,
        "CLIENT_SECRET": client.secrets[0],
    }.items():
        monkeypatch.setenv(f"MOJBOK_STAFF_{name}", value)
    settings.cache_clear()


async def begun(browser: httpx.AsyncClient) -> str:
    response = await browser.post("/api/staff/sign-ins", json={})
    assert response.status_code == 201, response.text
    address: str = response.json()["address"]
    return address


async def chosen(provider: RunningProvider, address: str, name: str) -> dict[str, str]:
    """What comes back in the fragment once somebody is chosen on the authorize page."""
    user = next(one for one in provider.directory.users if one.name == name)

    def at_the_page() -> str:
        context = ssl.create_default_context(cafile=str(provider.ca_file))
        with httpx.Client(verify=context, headers={"Connection": "close"}) as client:
            page = client.get(address)
            assert page.status_code == 200, page.text
            fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text))
            fields = {name: html.unescape(value) for name, value in fields.items()}
            return client.post(address, data=fields | {"user": user.id}).headers["Location"]

    return dict(parse_qsl(urlsplit(await asyncio.to_thread(at_the_page)).fragment))


async def came_back(browser: httpx.AsyncClient, answer: dict[str, str]) -> httpx.Response:
    body = {name: value for name, value in answer.items() if name in {"code", "state", "error"}}
    return await browser.post("/api/staff/sessions", json=body)


async def signs_in(browser: httpx.AsyncClient, provider: RunningProvider, name: str) -> httpx.Response:
    return await came_back(browser, await chosen(provider, await begun(browser), name))


class Office:
    """Clerks with sessions, each before a browser of their own."""

    def __init__(self, stack: AsyncExitStack) -> None:
        self._stack = stack

    async def clerk(self, name: str = EWA, *roles: Role, without_role: bool = False) -> httpx.AsyncClient:
        browser = await self._stack.enter_async_context(a_browser())
        clerk_id = f"clerk-{name.split(maxsplit=1)[0].lower()}"
        session, token = await sessions.open_session(clerk_id, name, () if without_role else roles or ("bok.clerk",))
        await store.note_clerk(clerk_id, name, lead=session.lead)
        browser.cookies.set(OFFICE_COOKIE, token)
        return browser


@pytest.fixture
async def office(portal: str) -> Any:
    async with AsyncExitStack() as stack:
        yield Office(stack)
