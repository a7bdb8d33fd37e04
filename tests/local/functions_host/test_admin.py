"""The host's own endpoints."""

import time
from pathlib import Path

import httpx

from local.functions_host.testing import running_host
from tests.local.functions_host.conftest import APPS, Records


def test_the_host_says_that_it_runs(http: httpx.Client) -> None:
    assert http.get("/admin/host/status").json()["state"] == "Running"


def test_functions_are_listed_as_core_tools_lists_them(http: httpx.Client) -> None:
    listed = {function["name"]: function for function in http.get("/admin/functions").json()}
    assert set(listed) == {
        "echo", "fixed", "items", "late", "cookies", "unnamed", "broken", "nothing", "hidden",
    }  # fmt: skip
    items = listed["items"]
    assert items["invoke_url_template"] == f"{http.base_url}/api/items/{{id:int}}/{{part?}}"
    assert items["config"]["bindings"][0]["methods"] == ["GET", "PUT"]
    assert items["language"] == "python"
    assert [name for name, function in listed.items() if function["isDisabled"]] == ["hidden"]
    assert http.get("/admin/functions/items").json() == items


def test_draining_stops_what_runs_by_the_clock_and_nothing_else(tmp_path: Path) -> None:
    records = Records(tmp_path)
    settings = {"RECORDS": str(tmp_path), "QUICK_SCHEDULE": "* * * * * *"}
    with running_host(APPS / "timer_app.py", tmp_path / "state", settings) as host:
        assert httpx.get(f"{host.url}/admin/host/drain/status").json()["state"] == "Disabled"
        records.wait_for("quick")
        assert httpx.post(f"{host.url}/admin/host/drain").status_code == 202
        assert httpx.get(f"{host.url}/admin/host/drain/status").json()["state"] == "Completed"
        drained = records.lines.count("quick")
        httpx.post(f"{host.url}/admin/functions/slow", json={})
        records.wait_for("slow begins")
        time.sleep(1.5)
        records.let_slow_end()
        records.wait_for("slow ends")
        assert records.lines.count("quick") <= drained + 1
