"""A call over functionTimeout takes its whole process along; a process that ends by itself is replaced."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from local.functions_host.testing import RunningHost, running_host
from local.functions_host.workers import workers
from tests.local.functions_host.conftest import Records

APP = """
import asyncio
import os
import azure.functions as func
from pathlib import Path
app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
notes = Path(os.environ["RECORDS"]) / "notes"
@app.route("run")
async def run(req: func.HttpRequest) -> str:
    with notes.open("a") as file:
        file.write(f"run begins in {os.getpid()}\\n")
    try:
        await asyncio.sleep(float(req.params["seconds"]))
    finally:
        with notes.open("a") as file:
            file.write("run ends\\n")
    return str(os.getpid())
@app.route("leave")
async def leave(req: func.HttpRequest) -> str:
    os._exit(int(req.params["code"]))
"""


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(tmp_path)


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningHost]:
    """A functionTimeout of one second, with a second and a half of grace."""
    monkeypatch.setattr(workers, "GRACE_SECONDS", 1.5)
    monkeypatch.setattr(workers, "NEWS_SECONDS", 1.0)
    (tmp_path / "host.json").write_text('{"version": "2.0", "functionTimeout": "00:00:01"}')
    (tmp_path / "function_app.py").write_text(APP)
    with running_host(tmp_path / "function_app.py", tmp_path / "state", {"RECORDS": str(tmp_path)}) as running:
        yield running


def ask(host: RunningHost, path: str) -> httpx.Response:
    return httpx.get(f"{host.url}/api/{path}", timeout=60)


def test_a_call_a_little_late_runs_to_its_end_and_is_a_500(host: RunningHost, records: Records) -> None:
    assert ask(host, "run?seconds=1.5").status_code == 500
    assert records.lines[-1] == "run ends"
    process = records.process_of("run")
    assert ask(host, "run?seconds=0").text == str(process), "nothing was restarted"


def test_a_call_much_too_late_takes_its_process_and_all_in_it_along(host: RunningHost, records: Records) -> None:
    with ThreadPoolExecutor(2) as pool:
        late: Future[httpx.Response] = pool.submit(ask, host, "run?seconds=60")
        process = records.process_of("run")
        time.sleep(1.8)
        other: Future[httpx.Response] = pool.submit(ask, host, "run?seconds=0.9")
        answers = [late.result(), other.result()]
    assert [(answer.status_code, answer.content) for answer in answers] == [(500, b"")] * 2
    assert "run ends" not in records.lines, "nothing is cancelled, no `finally` runs"
    assert not Path(f"/proc/{process}").exists()
    assert ask(host, "run?seconds=0").text != str(process)


def test_a_process_that_fails_loses_its_calls_and_is_replaced_at_once(host: RunningHost, records: Records) -> None:
    first = ask(host, "run?seconds=0").text
    assert ask(host, "leave?code=3").status_code == 500
    assert ask(host, "run?seconds=0").text != first


def test_a_process_that_ends_with_0_goes_unnoticed_until_a_call_is_late(host: RunningHost) -> None:
    first = ask(host, "run?seconds=0").text
    started = time.monotonic()
    assert ask(host, "leave?code=0").status_code == 500
    assert time.monotonic() - started > 2.5, "it hung until functionTimeout"
    assert ask(host, "run?seconds=0").text != first
