"""The application as Azure runs it: `function_app.py` in a worker process behind the host."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from local.functions_host.testing import RunningHost, running_host
from local.stack.environment import ROOT
from shared.http.gate import SECURITY_HEADERS
from tests.api.conftest import PORTAL, Mailbox
from tests.api.journey import signed_in
from tests.builders import a_balance, a_customer, a_document, mirrored
from tests.host.raw import Address, Answer

OWN = (f"Origin: {PORTAL}", "X-Requested-With: mojbok", "Content-Type: application/json")
LOCAL = json.loads((ROOT / "local.settings.json").read_text())["Values"]
SCHEDULES = {name: value for name, value in LOCAL.items() if name.endswith("_SCHEDULE")}


@pytest.fixture
def host(portal: str, tmp_path: Path) -> Iterator[RunningHost]:
    with running_host(ROOT / "function_app.py", tmp_path / "host", SCHEDULES, run_timers=False) as running:
        yield running


def test_a_chunked_body_is_refused_by_what_is_wrong_with_it(host: RunningHost) -> None:
    sent = Address.of(host.url).ask(
        "/api/auth/sessions",
        *OWN,
        "Transfer-Encoding: chunked",
        method="POST",
        body=b'e\r\n{"login": "x"}\r\n0\r\n\r\n',
    )
    assert sent.json["code"] == "length_required", sent
    assert sent.status == 411


def test_a_path_that_is_not_utf_8_is_refused_like_any_other(host: RunningHost) -> None:
    for path in ("/api/billing/documents/%FF", "/api/%E0%A4%A", "/api/nowhere/%C5"):
        answer = Address.of(host.url).ask(path)
        assert (answer.status, answer.json["code"]) == (400, "path_invalid"), path
        assert {name: answer.header(name.lower()) for name in SECURITY_HEADERS} == SECURITY_HEADERS


async def test_a_session_is_found_in_one_cookie_header_and_in_several(
    host: RunningHost, browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await mirrored(a_customer(), a_balance(), a_document())
    await signed_in(browser, "44051401359")
    own = f"__Host-mojbok={browser.cookies['__Host-mojbok']}"
    for lines in ([own], ["a=1", own], [own, "b=2"], ["a=1; c=2", own, "b=2"], [f"a=1; {own}; b=2", "c=3"]):
        answer = await ask(host, *(f"Cookie: {line}" for line in lines))
        assert answer.status == 200, lines


async def ask(host: RunningHost, *headers: str) -> Answer:
    return await asyncio.to_thread(Address.of(host.url).ask, "/api/billing/overview", *headers)
