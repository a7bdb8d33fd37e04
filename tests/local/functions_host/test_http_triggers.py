"""HTTP functions over real HTTP: what reaches them, and what of their answer survives."""

import json
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from local.functions_host.testing import RunningHost, running_host
from tests.local.functions_host.conftest import APPS


def test_a_function_sees_the_request_as_azure_would_hand_it_over(http: httpx.Client) -> None:
    answer = http.post(
        "/API/Echo/a%2Fb/%C5%BC?q=1&q=2&empty=",
        content="zażółć",
        headers=[("X-One", "1"), ("X-One", "2"), ("Cookie", "a=1"), ("traceparent", "00-ab-cd-01")],
    )
    seen = answer.json()
    assert answer.headers["content-type"] == "application/json"
    assert seen["method"] == "POST"
    assert seen["url"] == f"{http.base_url}/API/Echo/a%2Fb/%C5%BC?q=1&q=2&empty="
    assert seen["route"] == {"path": "a%2Fb/ż"}
    assert seen["params"] == {"q": "1,2"}
    assert seen["headers"]["x-one"] == "1,2"
    assert seen["headers"]["cookie"] == "a=1"
    assert seen["body"] == "zażółć"
    assert seen["function"] == "echo"
    assert len(seen["invocation"]) == 36


@pytest.mark.parametrize("path", ["/api/echo", "/api/echo/", "/api/echo/x/y/z"])
def test_a_catch_all_takes_nothing_or_everything(http: httpx.Client, path: str) -> None:
    assert http.get(path).json()["route"] == ({"path": "x/y/z"} if path.endswith("z") else {})


def test_of_several_that_fit_the_first_by_name_answers(http: httpx.Client) -> None:
    assert http.get("/api/echo/fixed").json()["route"] == {"path": "fixed"}


def test_constraints_and_optional_parameters(http: httpx.Client) -> None:
    assert http.get("/api/items/7").json() == {"id": "7", "thread": "worker"}
    assert http.put("/api/items/7/lid").json()["part"] == "lid"
    assert http.get("/api/items/seven").status_code == 404
    assert http.get("/api/items/7/lid/more").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("DELETE", "/api/items/7"),
        ("HEAD", "/api/items/7"),
        ("GET", "/api/unknown"),
        ("GET", "/items/7"),
        ("GET", "/api/hidden"),
    ],
)
def test_what_no_function_takes_is_a_bare_404(http: httpx.Client, method: str, path: str) -> None:
    answer = http.request(method, path)
    assert (answer.status_code, answer.content) == (404, b"")


def test_cookies_survive_one_by_one_with_the_attributes_the_worker_knows(http: httpx.Client) -> None:
    answer = http.get("/api/cookies")
    assert answer.status_code == 204
    assert answer.headers.get_list("set-cookie") == [
        "__Host-one=a-b_c.d; max-age=60; domain=; path=/; secure; samesite=lax; httponly",
        "two=x%2By; expires=Wed, 21 Oct 2026 07:28:00 GMT; domain=example.com; path=; samesite=strict",
        "three=3; domain=; path=",
    ]


def test_a_function_without_a_route_is_found_by_its_name(http: httpx.Client) -> None:
    answer = http.get("/api/unnamed")
    assert (answer.status_code, answer.headers["etag"], answer.content) == (304, '"1"', b"")


@pytest.mark.parametrize("path", ["/api/broken", "/api/nothing"])
def test_a_failing_function_is_a_500_that_tells_nothing(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    assert (answer.status_code, answer.content) == (500, b"")


def test_the_log_has_a_line_per_request_and_no_query(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.INFO), running_host(APPS / "http_app.py", tmp_path) as host:
        httpx.get(f"{host.url}/api/broken?token=sesame")
    own = [record.getMessage() for record in caplog.records if not record.name.startswith("http")]
    said = capfd.readouterr().out
    assert any(line.startswith("GET /api/broken function=broken status=500") for line in own)
    assert "about to break" in said
    assert "sesame" not in said + "".join(own)


def test_too_many_at_once_are_refused_by_the_host_itself(tmp_path: Path) -> None:
    (tmp_path / "function_app.py").write_text((APPS / "http_app.py").read_text())
    limits = {"maxOutstandingRequests": 2, "maxConcurrentRequests": 1}
    (tmp_path / "host.json").write_text(json.dumps({"version": "2.0", "extensions": {"http": limits}}))
    with running_host(tmp_path / "function_app.py", tmp_path) as host, ThreadPoolExecutor(3) as pool:
        first = [pool.submit(httpx.get, f"{host.url}/api/late", timeout=30) for _ in range(2)]
        until_outstanding(host, 2)
        refused = httpx.get(f"{host.url}/api/echo")
        assert (refused.status_code, refused.content) == (429, b"")
        assert refused.headers["x-function-scaleout"] == "1"
        assert [answer.result().text for answer in first] == ["1", "1"], "one after the other"


def until_outstanding(host: RunningHost, count: int) -> None:
    deadline = time.monotonic() + 20
    while host.application.state.triggers.outstanding < count:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_with_application_insights_the_worker_hears_a_span_of_the_same_trace(tmp_path: Path) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    settings = {"APPLICATIONINSIGHTS_CONNECTION_STRING": "InstrumentationKey=none"}
    with running_host(APPS / "http_app.py", tmp_path, settings) as host:
        seen = httpx.get(f"{host.url}/api/echo", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"}).json()
    assert seen["traceparent"].startswith(f"00-{trace}-")
    assert "b7ad6b7169203331" not in seen["traceparent"]


def test_a_fastapi_application_works_behind_the_asgi_middleware(tmp_path: Path) -> None:
    with running_host(APPS / "asgi_app.py", tmp_path) as host:
        answer = httpx.post(f"{host.url}/api/auth/sessions?who=me", json={"login": "anna"})
        missing = httpx.get(f"{host.url}/api/auth/nowhere")
    assert (answer.status_code, answer.json()) == (201, {"login": "anna", "who": "me"})
    assert [cookie.partition("=")[0] for cookie in answer.headers.get_list("set-cookie")] == [
        "__Host-mojbok",
        "language",
    ]
    assert (missing.status_code, missing.json()) == (404, {"detail": "Not Found"})
