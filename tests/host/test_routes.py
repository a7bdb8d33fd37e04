"""Which function answers, and the path it sees."""

import pytest

from tests.host.raw import Address


@pytest.mark.parametrize(
    ("path", "function"),
    [
        ("/api/auth/x", "auth"),
        ("/API/AUTH/X", "auth"),
        ("/api/auth", "auth"),
        ("/api/auth/", "auth"),
        ("/api/auth/x/", "auth"),
        ("/api/supply/x", "supply"),
        ("/api/profile/x", "website"),
        ("/api", "website"),
        ("/api/", "website"),
        # In alphabetical order of names: a literal is not preferred, the second of two on a route never asked.
        ("/api/nested/literal", "nested"),
        ("/api/twin", "twin_first"),
        ("/api/unrouted", "unrouted"),
        # Empty segments: not where a catch-all begins, and never next to the prefix.
        ("/api/auth//x", "website"),
        ("/api/auth//", "website"),
        ("/api/plain/", "plain"),
        ("/api/plain//", "website"),
        ("/api/raw/../auth/x", "auth"),
        ("/api/raw/%2e%2e/auth/x", "auth"),
        ("/api/./auth/x", "auth"),
        ("/api/raw/..%2fauth/x", "website"),
        ("/%61pi/auth", "auth"),
        ("/api/numbered/7", "numbered"),
        ("/api/numbered/7/lid", "numbered"),
        ("/api/numbered/seven", "website"),
    ],
)
def test_the_function_that_answers(echo: Address, path: str, function: str) -> None:
    assert echo.ask(path).json["function"] == function


@pytest.mark.parametrize("path", ["//api/auth/x", "/api//auth/x", "/nowhere", "/favicon.ico", "/robots933456.txt"])
def test_a_path_of_no_function_is_a_bare_404(address: Address, path: str) -> None:
    answer = address.ask(path)
    assert (answer.status, answer.is_bare, answer.header("content-length")) == (404, True, "0")


def test_a_disabled_function_is_a_bare_404_and_does_not_fall_to_the_catch_all(echo: Address) -> None:
    answer = echo.ask("/api/off")
    assert (answer.status, answer.is_bare) == (404, True)


def test_a_method_that_is_not_listed_falls_on_to_the_next_that_fits(echo: Address) -> None:
    assert echo.ask("/api/website-get").body == b"text"
    assert echo.ask("/api/website-get", method="POST").json["function"] == "website"


def test_the_home_page(address: Address) -> None:
    answer = address.ask("/")
    assert (answer.status, (answer.header("content-type") or "").partition(";")[0]) == (200, "text/html")


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PATCH", "TRACE", "QUERY", "PROPFIND", "FOO"])
def test_every_method_reaches_a_function_that_lists_none(echo: Address, method: str) -> None:
    answer = echo.ask("/api/plain", method=method)
    assert answer.status == 200
    assert method == "HEAD" or answer.json["method"] == method


@pytest.mark.parametrize(("sent", "seen"), [("get", "GET"), ("Foo", "FOO")])
def test_a_method_in_small_letters_reaches_the_function_in_capitals(echo: Address, sent: str, seen: str) -> None:
    assert echo.ask("/api/plain", method=sent).json["method"] == seen


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("a%2Fb", "a%2Fb"),
        ("a%20b", "a%20b"),
        ("%C5%82", "%C5%82"),
        ("%25", "%25"),
        ("a+b;c", "a+b;c"),
        ("%3F%23", "%3F%23"),
        ("%2525", "%25"),
        ("a%2520b", "a%20b"),
        ("%zz", "%25zz"),
        ("%FF", "%FF"),
    ],
)
def test_the_path_the_function_sees(echo: Address, sent: str, seen: str) -> None:
    assert echo.ask(f"/api/auth/{sent}?q=%2525").json["url"] == f"{echo.scheme}://{echo.name}/api/auth/{seen}?q=%2525"


def test_an_encoded_slash_is_no_separator(echo: Address) -> None:
    assert echo.ask("/api/auth/a%2Fb").json["route"] == {"path": "a%2Fb"}


@pytest.mark.parametrize(
    "target",
    ["/api/auth/%00", b"/api/auth/\xc5\x82", "/api/auth#x", "api/auth", "http://elsewhere.example/api/auth"],
    ids=str,
)
def test_a_target_that_is_none_is_a_bare_400(address: Address, target: str | bytes) -> None:
    answer = address.ask(target)
    assert (answer.status, answer.is_bare, answer.closed) == (400, True, True)


def test_several_methods_in_one_are_refused(address: Address) -> None:
    assert address.ask("/api/auth", method="GET,POST").status == 400


def test_a_request_line_over_8_kb_is_a_bare_414(address: Address) -> None:
    assert address.ask("/api/nowhere?" + "x" * 7000).status in {200, 404}
    answer = address.ask("/api/auth?" + "x" * 8300)
    assert (answer.status, answer.is_bare, answer.closed) == (414, True, True)
    assert address.ask("/api/auth?" + "x" * 70_000).status == 414
