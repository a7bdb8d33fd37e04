"""The host's own endpoints."""

import httpx
import pytest


def test_the_host_says_that_it_runs(http: httpx.Client) -> None:
    assert http.get("/admin/host/status").json()["state"] == "Running"


def test_functions_are_listed_as_core_tools_lists_them(http: httpx.Client) -> None:
    listed = {function["name"]: function for function in http.get("/admin/functions").json()}
    assert set(listed) == {
        "echo", "fixed", "items", "cookies", "unnamed", "broken", "nothing", "hidden",
    }  # fmt: skip
    items = listed["items"]
    assert items["invoke_url_template"] == f"{http.base_url}/api/items/{{id:int}}/{{part?}}"
    assert items["config"]["bindings"][0]["methods"] == ["GET", "PUT"]
    assert items["language"] == "python"
    assert [name for name, function in listed.items() if function["isDisabled"]] == ["hidden"]
    assert http.get("/admin/functions/items").json() == items


@pytest.mark.parametrize(
    ("name", "body", "status"),
    [("nobody", b'{"input": ""}', 404), ("echo", b'{"input": ""}', 400)],
)
def test_only_timers_can_be_run_by_hand(http: httpx.Client, name: str, body: bytes, status: int) -> None:
    assert http.post(f"/admin/functions/{name}", content=body).status_code == status
