"""What of a function's answer reaches the caller, and the host's own addresses."""

import concurrent.futures
import time

import pytest

from tests.host.raw import Address


def test_headers_of_the_hosts_own(echo: Address) -> None:
    answer = echo.ask("/api/answer?status=200&body=x&header=X-Own:1|Cache-Control:no-store")
    assert answer.header("server") == "Kestrel"
    assert answer.header("date") is not None
    assert (answer.header("x-own"), answer.header("cache-control")) == ("1", "no-store")
    assert echo.ask("/api/answer?status=200&header=Server:Own").header("server") == "Own"


@pytest.mark.parametrize("status", [200, 201, 299, 400, 418, 503])
def test_a_status_with_a_body(echo: Address, status: int) -> None:
    answer = echo.ask(f"/api/answer?status={status}&body=x")
    assert (answer.status, answer.body) == (status, b"x")


@pytest.mark.parametrize("status", [204, 205, 304])
def test_a_status_without_a_body(echo: Address, status: int) -> None:
    answer = echo.ask(f"/api/answer?status={status}&body=x")
    assert (answer.status, answer.body) == (status, b"")
    assert status != 204 or answer.header("content-length") is None


def test_head_has_the_headers_and_no_body(echo: Address) -> None:
    answer = echo.ask("/api/answer?status=200&body=x&header=X-Own:1", method="HEAD")
    assert (answer.status, answer.header("x-own"), answer.body) == (200, "1", b"")
    told = echo.ask("/api/answer?status=200&body=&header=Content-Length:99659", method="HEAD")
    assert (told.header("content-length"), told.body) == ("99659", b""), "what a GET would have"


def test_an_answer_may_close_the_connection(echo: Address) -> None:
    assert echo.ask("/api/answer?status=200&body=x&header=Connection:close").closed
    assert not echo.ask("/api/answer?status=200&body=x").closed


def test_text_by_itself(echo: Address) -> None:
    answer = echo.ask("/api/website-get")
    assert (answer.header("content-type"), answer.body) == ("text/plain; charset=utf-8", b"text")


@pytest.mark.parametrize("path", ["/api/boom", "/api/nothing", "/api/number"])
def test_a_failing_function_is_a_bare_500(echo: Address, path: str) -> None:
    answer = echo.ask(path)
    assert (answer.status, answer.is_bare) == (500, True)


def test_nothing_is_compressed(echo: Address) -> None:
    answer = echo.ask("/api/answer?status=200&body=" + "x" * 5000, "Accept-Encoding: gzip, br")
    assert (answer.header("content-encoding"), len(answer.body)) == (None, 5000)


def test_cookies_survive_one_by_one(echo: Address) -> None:
    one, two, bare = echo.ask("/api/cookies").cookies()
    assert one.replace(" domain=;", "") == "__Host-one=a-b_c.d; max-age=60; path=/; secure; samesite=lax; httponly"
    assert two.startswith("two=x%2By; expires=Wed, 21 Oct 2026 07:28:00 GMT; domain=example.com; path=/; samesite=str")
    assert bare.replace(" domain=;", "") in {"bare=1; path=", "bare=1; path=;"}


def test_many_at_once_run_at_once(echo: Address) -> None:
    started = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: echo.ask("/api/slow?seconds=2"), range(20)))
    assert [answer.body for answer in answers] == [b"done"] * 20
    assert time.monotonic() - started < 20, "one after the other takes 40 s"


@pytest.mark.parametrize("path", ["/admin/host/ping", "/admin/warmup"])
def test_ping_and_warm_up_need_no_key(address: Address, path: str) -> None:
    assert address.ask(path).status == 200


@pytest.mark.parametrize("path", ["/admin", "/admin/nothing", "/runtime"])
def test_there_is_nothing_else_to_find(address: Address, path: str) -> None:
    assert address.ask(path).status == 404


@pytest.mark.parametrize(
    ("name", "kind", "body", "status"),
    [
        ("tick", "application/json", b"{}", 202),
        ("TICK", "application/json", b'{"input": ""}', 202),
        ("plain", "application/json", b"{}", 202),
        ("tick", "text/plain", b"{}", 415),
        ("tick", None, b"{}", 415),
        ("tick", "application/json", b"{", 400),
        ("nobody", "application/json", b"{}", 404),
    ],
)
def test_a_run_by_hand(
    echo: Address, key: tuple[str, ...], name: str, kind: str | None, body: bytes, status: int
) -> None:
    headers = [f"Content-Type: {kind}"] if kind else []
    answer = echo.ask(f"/admin/functions/{name}", *headers, *key, method="POST", body=body)
    assert answer.status == status
