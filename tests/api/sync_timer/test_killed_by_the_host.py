"""A sync in the worker process that the host kills over `functionTimeout`: nothing is lost, the next run goes on."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from functions.sync_timer.state import LEASE
from local.functions_host.testing import RunningHost, running_host
from local.stack.environment import ROOT
from shared.billing import billing_system
from tests.api.sync_timer.conftest import World
from tests.api.test_in_the_host import SCHEDULES


async def eventually(condition: Callable[[], Any], seconds: float = 240) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - another process gives no event
            await asyncio.sleep(0.2)


def cursor(world: World) -> int:
    state = world.mirror("operations").get(("sync-state", "sync-state"), {})
    return int(state.get("cursor", 0))


async def run_by_hand(host: RunningHost) -> None:
    answer = await asyncio.to_thread(httpx.post, f"{host.url}/admin/functions/billing_sync", json={})
    assert answer.status_code == 202


@pytest.mark.timeout(900)
async def test_a_sync_killed_by_the_host_loses_nothing_and_the_next_run_goes_on(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offset = tmp_path / "offset"
    offset.write_text("0")
    monkeypatch.setenv("MOJBOK_CLOCK_OFFSET_FILE", str(offset))
    monkeypatch.setenv("MOJBOK_SYNC_PAGE", "1")
    await billing_system.close()
    with running_host(ROOT / "function_app.py", tmp_path / "host", SCHEDULES, run_timers=False) as host:
        pool = host.application.state.workers
        [worker] = pool._workers
        await run_by_hand(host)
        await eventually(lambda: cursor(world) > 0)
        worker.kill()
        await eventually(lambda: pool._workers not in ([], [worker]))
        killed_at = world.state()
        assert killed_at["holder"] is not None, "no shutdown code let the lease go"
        assert killed_at["cursor"] < max(change["cursor"] for change in world.changes())
        offset.write_text(str(LEASE.total_seconds() + 1))
        await run_by_hand(host)
        await eventually(lambda: world.state().get("completeAt"))
    assert world.is_mirrored()
