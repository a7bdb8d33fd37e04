"""Limits hold over two worker processes, over a restart, and end when their time is over."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.api.auth.steps import PESEL, WRONG, an_account
from tests.api.conftest import PATIENCE, PORTAL, ROOT, Mailbox
from tests.api.journey import PASSWORD
from tests.azurite import free_port, wait_for_port


@contextmanager
def a_worker(offset_file: Path) -> Iterator[str]:
    """The application in a process of its own; its address."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "function_app:web", "--port", str(port), "--log-level", "error"]
    environment = os.environ | {"MOJBOK_CLOCK_OFFSET_FILE": str(offset_file)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for_port(process, port)
            yield f"http://127.0.0.1:{port}/api/auth/sessions"
        finally:
            process.terminate()


async def sign_in(url: str, password: str) -> int:
    headers = {"Origin": PORTAL, "X-Requested-With": "mojbok", "X-Forwarded-For": "203.0.113.5:4711"}
    async with httpx.AsyncClient(headers=headers, timeout=PATIENCE) as client:
        return (await client.post(url, json={"login": PESEL, "password": password})).status_code


async def test_two_workers_and_their_successor_count_together(
    portal: str, browser: httpx.AsyncClient, mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await an_account()
    offset = tmp_path / "offset"
    offset.write_text("0")
    with a_worker(offset) as one, a_worker(offset) as two:
        assert [await sign_in(url, WRONG) for url in (one, two, one, two, one)] == [401] * 5
        assert [await sign_in(url, PASSWORD) for url in (one, two)] == [429, 429]
    with a_worker(offset) as successor:
        assert await sign_in(successor, PASSWORD) == 429
        offset.write_text("901")
        assert await sign_in(successor, PASSWORD) == 201
