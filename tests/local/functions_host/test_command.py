"""`python -m local.functions_host` as a process: settings, workers, reload, stopping."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from local.stack.environment import ROOT

APP = """
import os
import azure.functions as func
from pathlib import Path
app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
@app.route("answer")
async def answer(req: func.HttpRequest) -> str:
    return f"{os.getpid()} {os.environ['FROM_FILE']} {os.environ['FROM_BOTH']} {os.environ['TZ']}"
@app.timer_trigger("timer", "* * * * * *")
async def tick(timer: func.TimerRequest) -> None:
    print("progress of", os.getpid())
    with (Path(__file__).parent / "ticks").open("a") as file:
        file.write(f"{os.getpid()}\\n")
"""
CRASHING = """
import os
import azure.functions as func
app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
@app.route("crash")
async def crash(req: func.HttpRequest) -> str:
    os._exit(3)
@app.route("pid")
async def pid(req: func.HttpRequest) -> str:
    return str(os.getpid())
"""
SETTINGS = '{"IsEncrypted": false, "Values": {"FROM_FILE": "file", "FROM_BOTH": "file"}}'


@contextmanager
def started_host(folder: Path, *flags: str) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    (folder / "host.json").write_text('{"version": "2.0"}')
    (folder / "local.settings.json").write_text(SETTINGS)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "local.functions_host", "--port", str(port), *flags]
    command += ["--app", str(folder / "function_app.py"), "--state", str(folder / "state")]
    environ = os.environ | {"FROM_BOTH": "environment", "TZ": "Europe/Warsaw"}
    with (
        (folder / "output").open("w") as log,
        subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log, text=True) as process,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", headers={"Connection": "close"}) as client,
    ):
        try:
            eventually(lambda: _status(client) == 200)
            yield process, client
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


def eventually(condition: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.05)


def _status(client: httpx.Client) -> int:
    try:
        return client.get("/admin/host/status").status_code
    except httpx.TransportError:
        return 0


def _answer(client: httpx.Client) -> str:
    try:
        return client.get("/api/answer").text
    except httpx.TransportError:
        return ""


def test_workers_share_the_requests_and_end_with_the_host(tmp_path: Path) -> None:
    (tmp_path / "function_app.py").write_text(APP)
    ticks = tmp_path / "ticks"
    seen: set[str] = set()
    with started_host(tmp_path, "--workers", "2") as (process, client):

        def both_answered() -> bool:
            pid, *settings = _answer(client).split()
            assert settings == ["file", "environment", "UTC"]
            seen.add(pid)
            return len(seen) == 2

        eventually(both_answered)
        eventually(lambda: ticks.exists() and len(ticks.read_text().split()) >= 2)
        assert set(ticks.read_text().split()) <= seen
    assert process.returncode == -signal.SIGTERM
    assert not any(Path(f"/proc/{worker}").exists() for worker in seen)
    assert f"progress of {ticks.read_text().split()[0]}" in (tmp_path / "output").read_text()


def test_a_change_of_the_source_is_served_without_a_restart_by_hand(tmp_path: Path) -> None:
    script = tmp_path / "function_app.py"
    script.write_text(APP)
    with started_host(tmp_path, "--reload") as (_, client):
        assert "changed" not in _answer(client)
        script.write_text("this is no Python")
        eventually(lambda: _answer(client) == "" and _status(client) == 200)
        script.write_text(APP.replace('f"{os', 'f"changed {os'))
        eventually(lambda: _answer(client).startswith("changed"))


def test_a_start_that_cannot_work_says_why() -> None:
    command = [sys.executable, "-m", "local.functions_host", "--app", "nowhere.py"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode != 0
    assert "There is no function app at" in ended.stderr


def test_an_app_that_does_not_load_leaves_a_host_that_looks_healthy(tmp_path: Path) -> None:
    (tmp_path / "function_app.py").write_text("import nowhere_at_all\n")
    with started_host(tmp_path) as (_, client):
        assert client.get("/admin/host/ping").status_code == 200
        assert client.get("/admin/host/status").json()["state"] == "Running"
        assert client.get("/api/answer").status_code == 404
    assert "No module named 'nowhere_at_all'" in (tmp_path / "output").read_text()


def test_a_host_gives_up_after_the_third_crash(tmp_path: Path) -> None:
    (tmp_path / "function_app.py").write_text(CRASHING)
    with started_host(tmp_path) as (process, client):
        assert _answer_status(client, "/api/crash") == 500
        assert _answer_status(client, "/api/pid") == 200, "the first successor comes at once"
        assert _answer_status(client, "/api/crash") == 500
        started = time.monotonic()
        assert _answer_status(client, "/api/pid") == 200
        assert time.monotonic() - started > 8, "the second comes after ten seconds"
        _answer_status(client, "/api/crash")
        assert process.wait(30) == 1
    assert "restart retry count" in (tmp_path / "output").read_text()


def _answer_status(client: httpx.Client, path: str) -> int:
    try:
        return client.get(path, timeout=30).status_code
    except httpx.TransportError:
        return 0
