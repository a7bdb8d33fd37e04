"""Every operation of the OpenAPI document under input no form of ours sends: a clear answer, and no fault of ours.

What single fields do with strange values is in `test_strange_input.py`; here nothing is left out.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from shared.problems import CATALOGUE, MEDIA_TYPE
from shared.settings import settings
from tests.api.auth.sign_in.test_recovery import schema
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.builders import a_balance, a_customer, a_document, mirrored
from tests.depth import sample

IDS = ["..%2f..%2fetc", "%00", "%ff", "x" * 3000, "%ed%a0%80", "a%0d%0ab", "*", "9" * 400, "-1"]
HEADERS = [
    {"Range": "bytes=0-1,5-99999999999999999999999"},
    {"Range": "bytes=-"},
    {"If-None-Match": '"x" * W/'},
    {"If-Match": "*"},
    {"If-Modified-Since": "Sat, 99 Foo 9999 99:99:99 GMT"},
    {"Accept-Language": "," * 200 + "pl;q=NaN,en;q=1e999"},
    {"Accept": "text/nothing;q=-1"},
    {"Idempotency-Key": "\x7f\xff"},
    {"Idempotency-Key": "k" * 5000},
    {"Cookie": "__Host-mojbok=\xff; __Host-mojbok=x; =; ;;; a" + "=b" * 500},
    {"X-Forwarded-For": "999.1.1.1, ::ffff:, [::1, \xff:80"},
    {"Content-Length": "99999999999999999999"},
    {"X-Request-Id": "a\x7fb"},
    {"Host": "evil.example:99999999"},
]
EVERY_VALUE: list[Any] = [
    None,
    True,
    -1,
    0,
    10**30,
    1e308,
    "",
    "\x00",
    "\ud800",
    "x" * 5000,
    [],
    [[]],
    {},
    {"$ne": ""},
    "0001-01-01",
    "9999-12-31",
]
BODIES = [
    b"",
    b"null",
    b"[]",
    b'""',
    b"\xff\xfe",
    b"\x00",
    b"{",
    b"NaN",
    b"[" * 1000 + b"]" * 1000,
    b'{"a":' * 1000 + b"1" + b"}" * 1000,
]


def names(browser: httpx.AsyncClient, method: str, path: str, place: str) -> list[str]:
    found = schema(browser)["paths"][path][method].get("parameters", [])
    return [one["name"] for one in found if one["in"] == place]


def fields(browser: httpx.AsyncClient, method: str, path: str) -> list[str]:
    document = schema(browser)
    content = document["paths"][path][method].get("requestBody", {}).get("content", {}).get("application/json", {})
    reference = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    return list(document["components"]["schemas"].get(reference, {}).get("properties", {}))


QUERY = [
    "%00",
    "%ff",
    "",
    "-1",
    "9" * 400,
    "NaN",
    "0001-01-01",
    "9999-12-31",
    "x" * 5000,
    "%ed%a0%80",
    "W10",
    "a&{0}=b",
]


def every_operation(browser: httpx.AsyncClient) -> list[tuple[str, str]]:
    """What ends things comes last, so that the session lives through the rest."""
    found = [(method, path) for path, methods in schema(browser)["paths"].items() for method in methods]
    return sorted(found, key=lambda one: one[0] == "delete")


def calls(browser: httpx.AsyncClient) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for method, path in every_operation(browser):
        plain = re.sub(r"\{\w+\}", "x" * 22, path).replace("documents." + "x" * 22, "documents.csv")
        if "{" in path:
            yield from ((method, re.sub(r"\{\w+\}", value, path), {}) for value in IDS)
        for name in names(browser, method, path, "query"):
            yield from ((method, f"{plain}?{name}={value.replace('{0}', name)}", {}) for value in QUERY)
        yield from ((method, plain, {"headers": one}) for one in HEADERS)
        if method in {"post", "put", "patch"}:
            yield from ((method, plain, {"content": body}) for body in BODIES)
            known = fields(browser, method, path)
            yield from (
                (method, plain, {"content": json.dumps(dict.fromkeys(known, value)).encode()}) for value in EVERY_VALUE
            )


MAY_BE_AWAY = {"office_sign_in_unavailable", "payments_unavailable", "pdf_unavailable", "xml_unavailable"}
"""No payment provider and no PDF stands behind these calls."""


@pytest.fixture
async def anna(browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    await mirrored(a_customer(), a_balance(), a_document())
    await signed_in(browser, "44051401359")
    return browser


@pytest.mark.timeout(400)
@pytest.mark.parametrize("inside", [True, False], ids=["signed in", "stranger"])
async def test_no_call_is_a_fault(
    anna: httpx.AsyncClient, inside: bool, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOJBOK_REQUEST_LIMIT", "100000")
    settings.cache_clear()
    cookies = dict(anna.cookies) if inside else {}
    outcomes: Counter[int] = Counter()
    for number, (method, path, extra) in enumerate(sample([*calls(anna)], 5 if inside else 17)):
        anna.cookies.clear()
        anna.cookies.update({} if "Cookie" in extra.get("headers", {}) else cookies)
        given = {"X-Forwarded-For": f"203.0.{number // 250}.{number % 250}"}
        if method in {"post", "put", "patch"}:
            given["Content-Type"] = "application/json"
        headers = {name.encode(): value.encode("latin-1") for name, value in (given | extra.get("headers", {})).items()}
        response = await anna.request(method, path, content=extra.get("content", b""), headers=headers)
        place = (method, path[:200], str(extra)[:200], response.text[:200])
        outcomes[response.status_code] += not path.startswith("/api/staff/")
        assert response.status_code < 500 or response.json()["code"] in MAY_BE_AWAY, place
        if response.status_code >= 400:
            assert response.headers["content-type"] == MEDIA_TYPE, place
            assert response.json()["code"] in CATALOGUE, place
        assert not [record for record in caplog.records if record.exc_info], place
        caplog.clear()
    # Negative control: most calls of a signed-in person reach the operation itself, but for those of the office.
    assert not inside or outcomes[401] < sum(outcomes.values()) / 4, outcomes
