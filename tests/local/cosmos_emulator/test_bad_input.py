"""Whatever is sent, the answer is a clear refusal: never a 500, never a broken connection."""

import base64
import hmac
import http.client
import json
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from local.cosmos_emulator.testing import Emulator
from tests.local.cosmos_emulator.conftest import MakeContainer

DATE = "mon, 01 jan 2026 00:00:00 gmt"
QUERY = {"x-ms-documentdb-isquery": "true", "content-type": "application/query+json"}
KEY = {"x-ms-documentdb-partitionkey": '["a"]'}


def send(
    emulator: Emulator, method: str, path: str, headers: dict[str, str], body: bytes, signed: str | None = None
) -> tuple[int, Any]:
    """A hand-made request with a valid signature; gives back the status and the JSON answer."""
    parts = [part for part in path.split("/") if part]
    feed = len(parts) % 2 == 1
    resource_type = parts[-1] if feed else parts[-2]
    link = "/".join(parts[:-1] if feed else parts) if signed is None else signed
    text = f"{method.lower()}\n{resource_type}\n{link}\n{DATE}\n\n"
    digest = base64.b64encode(hmac.digest(base64.b64decode(emulator.key), text.encode(), "sha256")).decode()
    own = {"x-ms-date": DATE, "authorization": quote(f"type=master&ver=1.0&sig={digest}", safe="")}
    connection = http.client.HTTPConnection(urlsplit(emulator.url).netloc, timeout=10)
    try:
        connection.request(method, path, body, own | headers)
        response = connection.getresponse()
        answer = response.read()
        return response.status, json.loads(answer) if answer else None
    finally:
        connection.close()


def deep(text: str, times: int = 5000) -> bytes:
    return (text * times).encode()


@pytest.mark.parametrize(
    ("method", "below", "headers", "body", "status"),
    [
        ("POST", "docs", KEY, b"", 400),
        ("POST", "docs", KEY, b"{", 400),
        ("POST", "docs", KEY, b"[]", 400),
        ("POST", "docs", KEY, b'"text"', 400),
        ("POST", "docs", KEY, b'{"id": "1", "pk": "a", "n": NaN}', 400),
        ("POST", "docs", KEY, b'{"id": "1", "pk": "a", "n": 1e999}', 400),
        ("POST", "docs", KEY, b'{"id": "1", "pk": "b"}', 400),
        ("POST", "docs", KEY, b'{"id": "\\ud800", "pk": "a"}', 400),
        ("POST", "docs", KEY, b'{"id": "a/b", "pk": "a"}', 400),
        ("POST", "docs", KEY, b'{"id": ["a"], "pk": "a"}', 400),
        ("POST", "docs", KEY, deep("["), 400),
        ("POST", "docs", KEY, deep('{"a":', 200_000), 400),
        ("POST", "docs", {}, b'{"id": "1", "pk": "a"}', 400),
        ("POST", "docs", {"x-ms-documentdb-partitionkey": "a"}, b'{"id": "1", "pk": "a"}', 400),
        ("POST", "docs", {"x-ms-documentdb-partitionkey": '{"a":1}'}, b'{"id": "1", "pk": "a"}', 400),
        ("POST", "docs", {"x-ms-documentdb-partitionkey": '[["a"]]'}, b'{"id": "1", "pk": "a"}', 400),
        ("POST", "docs", {"x-ms-documentdb-partitionkey": '["a","b"]'}, b'{"id": "1", "pk": "a"}', 400),
        ("POST", "docs", {"x-ms-documentdb-partitionkey": f'["{"x" * 3000}"]'}, b'{"id": "1"}', 400),
        ("POST", "docs", KEY | QUERY, b"SELECT", 400),
        ("POST", "docs", KEY | QUERY, b'{"query": 5}', 400),
        ("POST", "docs", KEY | QUERY, b'{"query": "SELECT"}', 400),
        ("POST", "docs", KEY | QUERY, b'{"query": "SELECT * FROM c", "parameters": 5}', 400),
        ("POST", "docs", KEY | QUERY, b'{"query": "SELECT * FROM c", "parameters": [{"name": "@a"}]}', 400),
        ("POST", "docs", KEY | QUERY, b'{"query": "SELECT VALUE ' + deep("(") + b'"}', 400),
        ("POST", "docs", KEY | QUERY, b'{"query": "SELECT VALUE ' + deep("-") + b'1"}', 400),
        ("POST", "docs", KEY | QUERY, b'{"query": "SELECT VALUE ' + deep("1+") + b'1"}', 400),
        ("POST", "docs", KEY | QUERY, b'{"query": "SELECT VALUE \'\\\\u12\'"}', 400),
        ("POST", "docs", KEY | QUERY, b'{"query": "SELECT * FROM c OFFSET @o LIMIT 1"}', 400),
        ("POST", "docs", KEY | QUERY | {"x-ms-continuation": "!!"}, b'{"query": "SELECT * FROM c"}', 400),
        ("POST", "docs", KEY | QUERY | {"x-ms-continuation": "WzFd"}, b'{"query": "SELECT * FROM c"}', 400),
        ("POST", "docs", KEY | QUERY | {"x-ms-max-item-count": "many"}, b'{"query": "SELECT * FROM c"}', 200),
        ("POST", "docs", KEY | {"x-ms-cosmos-is-batch-request": "True"}, b'{"a": 1}', 400),
        ("POST", "docs", KEY | {"x-ms-cosmos-is-batch-request": "True"}, b"[5]", 207),
        ("POST", "docs", KEY | {"x-ms-cosmos-is-batch-request": "True"}, b'[{"operationType": "Drop"}]', 207),
        (
            "POST",
            "docs",
            KEY | {"x-ms-cosmos-is-batch-request": "True"},
            b'[{"operationType": "Patch", "id": "1"}]',
            207,
        ),
        ("PATCH", "docs/1", KEY, b"[]", 400),
        ("PATCH", "docs/1", KEY, b'{"operations": [], "condition": "WHERE"}', 400),
        ("PATCH", "docs/1", KEY, b'{"operations": [], "condition": 5}', 400),
        ("PUT", "docs/1", KEY, b"5", 400),
        ("PUT", "docs", KEY, b"{}", 405),
        ("GET", "docs", KEY | {"a-im": "Incremental Feed", "if-none-match": '"x"'}, b"", 400),
        ("GET", "docs", KEY | {"a-im": "Incremental Feed", "if-none-match": '"9' + "9" * 40 + '"'}, b"", 400),
        ("GET", "docs", KEY | {"a-im": "Incremental Feed", "if-modified-since": "soon"}, b"", 400),
        ("GET", "docs", KEY | {"a-im": "Full-Fidelity Feed"}, b"", 501),
        ("GET", "docs", {"x-ms-documentdb-partitionkeyrangeid": "77"}, b"", 410),
        ("GET", "docs/none", KEY, b"", 404),
        ("POST", "sprocs", {}, b"{}", 501),
        ("PUT", "", {}, b'{"id": "other"}', 400),
    ],
)
def test_a_senseless_request_below_a_container(
    emulator: Emulator,
    make_container: MakeContainer,
    method: str,
    below: str,
    headers: dict[str, str],
    body: bytes,
    status: int,
) -> None:
    path = f"/dbs/tests/colls/{make_container().id}/{below}"
    found, answer = send(emulator, method, path, headers, body)
    assert found == status, answer
    if status >= 400 and answer:
        assert answer["message"]


@pytest.mark.parametrize(
    "definition",
    [
        [],
        {},
        {"id": "x"},
        {"id": "x", "partitionKey": "/pk"},
        {"id": "x", "partitionKey": {"paths": []}},
        {"id": "x", "partitionKey": {"paths": ["pk"]}},
        {"id": "x", "partitionKey": {"paths": ["/pk"], "kind": "Range"}},
        {"id": "x", "partitionKey": {"paths": ["/pk"], "version": "two"}},
        {"id": "x/y", "partitionKey": {"paths": ["/pk"]}},
        {"id": "x", "partitionKey": {"paths": ["/pk"]}, "defaultTtl": 0},
        {"id": "x", "partitionKey": {"paths": ["/pk"]}, "indexingPolicy": "all"},
        {"id": "x", "partitionKey": {"paths": ["/pk"]}, "indexingPolicy": {"compositeIndexes": [5]}},
        {"id": "x", "partitionKey": {"paths": ["/pk"]}, "indexingPolicy": {"indexingMode": "sometimes"}},
        {"id": "x", "partitionKey": {"paths": ["/pk"]}, "uniqueKeyPolicy": {"uniqueKeys": [{"paths": []}]}},
        {"id": "x", "partitionKey": {"paths": ["/pk"]}, "uniqueKeyPolicy": 5},
    ],
)
def test_a_senseless_container_definition(emulator: Emulator, database: Any, definition: Any) -> None:
    status, answer = send(emulator, "POST", "/dbs/tests/colls", {}, json.dumps(definition).encode())
    assert status == 400
    assert answer["message"]


@pytest.mark.parametrize("path", ["/nothing", "/dbs/tests/colls/c/docs/1/more/2", "/dbs/tests/users", "/offers/x"])
def test_an_unknown_place(emulator: Emulator, database: Any, path: str) -> None:
    status, answer = send(emulator, "PUT", path, {}, b"{}")
    assert status in {400, 404, 405, 501}
    assert answer["message"]


def test_no_signature_or_a_foreign_one(emulator: Emulator, database: Any) -> None:
    assert send(emulator, "GET", "/dbs/tests", {"authorization": ""}, b"")[0] == 401
    assert send(emulator, "GET", "/dbs/tests", {}, b"", signed="dbs/other")[0] == 401


WORDS = [
    *("SELECT", "VALUE", "FROM", "WHERE", "c", ".", "c.n", "*", ",", "(", ")", "[", "]", "{", "}", "'a'", "1", "1.5"),
    *("@p", "=", "!=", "AND", "OR", "NOT", "IN", "BETWEEN", "LIKE", "ORDER", "BY", "GROUP", "JOIN", "x", "??", "?"),
    *(":", "||", "COUNT(1)", "SUM(c.n)", "LOWER(c.s)", "ARRAY", "EXISTS", "TOP", "5", "OFFSET", "LIMIT", "DISTINCT"),
]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(
        st.sampled_from(WORDS),
        max_size=14,
    )
)
def test_any_text_is_a_query_or_a_refusal(emulator: Emulator, database: Any, pieces: list[str]) -> None:
    from azure.cosmos import PartitionKey

    database.create_container_if_not_exists("any-query", PartitionKey("/pk"))
    body = {"query": "SELECT " + " ".join(pieces), "parameters": [{"name": "@p", "value": 1}]}
    status, _ = send(emulator, "POST", "/dbs/tests/colls/any-query/docs", KEY | QUERY, json.dumps(body).encode())
    assert status in {200, 400}
