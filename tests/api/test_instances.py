"""Several instances of the application over one database, whose replicas lag: what one wrote, the next one knows."""

from pathlib import Path

import httpx
import pytest

from shared import cosmos
from shared.access.sessions import COOKIE
from tests.api.auth.guards.test_limits_across_processes import a_worker
from tests.api.auth.steps import PESEL, an_account
from tests.api.conftest import PATIENCE, PORTAL, Mailbox, a_browser
from tests.api.journey import PASSWORD, sign_in

CURRENT = "/api/auth/sessions/current"


async def test_a_session_is_known_and_ended_at_two_workers_at_once(
    portal: str, browser: httpx.AsyncClient, mailbox: Mailbox, tmp_path: Path
) -> None:
    await an_account()
    offset = tmp_path / "offset"
    offset.write_text("0")
    headers = {"Origin": PORTAL, "X-Requested-With": "mojbok"}
    with a_worker(offset) as one, a_worker(offset) as two:
        async with httpx.AsyncClient(headers=headers, timeout=PATIENCE) as client:
            for _ in range(5):
                # The address of a worker is that of signing in.
                opened = await client.post(one, json={"login": PESEL, "password": PASSWORD})
                token = {"Cookie": f"{COOKIE}={opened.cookies[COOKIE]}"}
                client.cookies.clear()
                assert (await client.get(f"{two}/current", headers=token)).status_code == 200
                assert (await client.delete(f"{two}/current", headers=token)).status_code == 204
                assert (await client.get(f"{one}/current", headers=token)).status_code == 401


@pytest.mark.parametrize(("level", "answer"), [("Strong", 200), ("Session", 401)])
async def test_another_instance_knows_the_session_only_by_a_strong_read(
    portal: str, browser: httpx.AsyncClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, level: str, answer: int
) -> None:
    """The second row is what strong reads are for (ADR 18): without them a client that is new knows nobody."""
    await an_account()
    async with a_browser() as phone:
        assert (await sign_in(phone)).status_code == 201
        monkeypatch.setattr(cosmos, "_CONSISTENCY", level)
        await cosmos.close()
        assert (await phone.get(CURRENT)).status_code == answer
