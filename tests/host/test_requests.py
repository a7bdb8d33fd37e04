"""Headers and bodies on their way to a function."""

import socket

import pytest

from tests.host.raw import Address, read

CHUNKED = b'b\r\n{"login":1}\r\n0\r\n\r\n'


def test_names_are_small_and_repeated_headers_joined_by_a_comma(echo: Address) -> None:
    seen = echo.ask("/api/plain", "X-One: one", "X-ONE: two", "x-one:   three  ").json["headers"]
    assert seen["x-one"] == "one,two,three"


def test_several_cookie_headers_are_joined_by_a_comma_too(echo: Address) -> None:
    assert echo.ask("/api/plain", "Cookie: a=1; b=2", "Cookie: c=3").json["headers"]["cookie"] == "a=1; b=2,c=3"


def test_a_header_is_read_as_utf_8_or_refused(echo: Address) -> None:
    assert echo.ask("/api/plain", "X-Name: Żółć".encode()).json["headers"]["x-name"] == "Żółć"
    answer = echo.ask("/api/plain", b"X-Name: \xff\xfe")
    assert (answer.status, answer.is_bare) == (400, True)


@pytest.mark.parametrize("header", ["X-Empty:", "X_Under: 1", "Forwarded: for=1", "Traceparent: 00-ab-cd-01", "Te: x"])
def test_headers_that_pass(echo: Address, header: str) -> None:
    name, _, value = header.partition(":")
    assert echo.ask("/api/plain", header).json["headers"][name.lower()] == value.strip()


def test_trace_context_is_empty_without_application_insights(echo: Address) -> None:
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    seen = echo.ask("/api/plain", f"traceparent: {parent}").json
    assert (seen["headers"]["traceparent"], seen["trace"]) == (parent, "")


@pytest.mark.parametrize("host", ["a b", "user@x.example", "a.example,b.example", "x<y"])
def test_a_host_that_is_none_is_refused(address: Address, host: str) -> None:
    assert address.ask("/api/plain", host=host).status == 400


def test_a_host_of_which_no_url_can_be_built(address: Address) -> None:
    assert address.ask("/api/plain", host="", version="1.0").status == 500
    assert address.ask("/api/plain", host="x.example:65536").status == 500
    assert address.ask("/api/plain", host="").status == 400
    assert address.ask("/api/plain", "Host: b.example", host="a.example").status == 400


def test_headers_are_bounded_by_size_and_by_count(address: Address) -> None:
    assert address.ask("/api/plain", "X-Long: " + "x" * 31_000).status in {200, 404}
    answer = address.ask("/api/plain", "X-Long: " + "x" * 33_000)
    assert (answer.status, answer.is_bare, answer.closed) == (431, True, True)
    assert address.ask("/api/plain", *(f"X-{n}: 1" for n in range(98))).status in {200, 404}
    assert address.ask("/api/plain", *(f"X-{n}: 1" for n in range(120))).status == 431
    assert address.ask("/api/plain", "X-Long: " + "x" * 200_000).status == 431


def test_repeated_names_of_the_query_are_joined_their_case_ignored(echo: Address) -> None:
    assert echo.ask("/api/plain?q=1&Q=2&empty=").json["params"] == {"q": "1,2"}


def test_a_chunked_body_arrives_empty(echo: Address) -> None:
    seen = echo.ask("/api/plain", "Transfer-Encoding: chunked", method="POST", body=CHUNKED).json
    assert (seen["body"], seen["headers"]["transfer-encoding"]) == ("", "chunked")


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "OPTIONS"])
def test_a_body_of_announced_length_arrives_unchanged(echo: Address, method: str) -> None:
    body = bytes(range(256)) + b"\xef\xbb\xbf{"
    seen = echo.ask("/api/plain", "Content-Encoding: gzip", method=method, body=body).json
    assert seen["body"].encode("latin-1") == body


def test_a_large_body(echo: Address) -> None:
    assert len(echo.ask("/api/plain", method="POST", body=b"x" * 5_000_000).json["body"]) == 5_000_000


@pytest.mark.parametrize("length", ["-1", "text", "99999999999999999999999999"])
def test_a_length_that_is_none_is_refused(address: Address, length: str) -> None:
    assert address.ask("/api/plain", f"Content-Length: {length}", method="POST").status in {400, 413}


def test_the_body_is_asked_for_where_the_client_waits(echo: Address) -> None:
    with echo.connect() as connection:
        head = f"POST /api/plain HTTP/1.1\r\nHost: {echo.name}\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
        connection.sendall(head.encode())
        assert connection.recv(64).startswith(b"HTTP/1.1 100 Continue")
        connection.sendall(b"ok")
        seen = read(connection).json
        assert (seen["body"], seen["headers"]["expect"]) == ("ok", "100-continue")


def test_an_upload_that_stalls_is_cut(echo: Address) -> None:
    with echo.connect() as connection:
        head = f"POST /api/plain HTTP/1.1\r\nHost: {echo.name}\r\nContent-Length: 100\r\n\r\nhalf"
        connection.sendall(head.encode())
        answer = read(connection)
        assert (answer.status, answer.is_bare, answer.closed) == (500, True, True)


def test_a_client_that_goes_away_in_mid_upload_harms_nobody(echo: Address) -> None:
    with echo.connect() as connection:
        connection.sendall(f"POST /api/plain HTTP/1.1\r\nHost: {echo.name}\r\nContent-Length: 100\r\n\r\nhalf".encode())
        connection.shutdown(socket.SHUT_RDWR)
    assert echo.ask("/api/plain").status == 200
