"""The edge's rules, at limits small enough for a test."""

import asyncio
from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from local.functions_host.http.gateway import BODY_LIMIT, TIME_LIMIT, StaticWebAppsGateway
from local.server_thread import listening_socket, served

finished = asyncio.Event()


async def echo(request: Request) -> Response:
    body = await request.body()
    return JSONResponse({"headers": dict(request.headers), "size": len(body)})


async def late(_request: Request) -> Response:
    await asyncio.sleep(0.2)
    finished.set()
    return Response("too late")


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    app = Starlette(routes=[Route("/echo", echo, methods=["POST"]), Route("/late", late)])
    gateway = StaticWebAppsGateway(app, body_limit=1000, time_limit=0.1)
    with (
        listening_socket() as listener,
        served(Starlette(routes=[Mount("/", gateway)]), listener),
        httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}") as http,
    ):
        yield http


def test_the_limits_are_those_of_static_web_apps() -> None:
    assert (BODY_LIMIT, TIME_LIMIT) == (31_457_280, 45)


def test_authorization_never_reaches_a_function(client: httpx.Client) -> None:
    answer = client.post("/echo", headers={"Authorization": "Bearer x", "X-Other": "kept"})
    assert "authorization" not in answer.json()["headers"]
    assert answer.json()["headers"]["x-other"] == "kept"


def test_a_body_of_the_limit_passes_and_one_byte_more_does_not(client: httpx.Client) -> None:
    assert client.post("/echo", content=b"x" * 1000).json()["size"] == 1000
    assert client.post("/echo", content=b"x" * 1001).status_code == 413


def test_a_body_without_an_announced_length_is_counted(client: httpx.Client) -> None:
    def chunks(size: int) -> Iterator[bytes]:
        yield from (b"x" * 100 for _ in range(size // 100))
        yield b"x" * (size % 100)

    assert client.post("/echo", content=chunks(1000)).json()["size"] == 1000
    assert client.post("/echo", content=chunks(1001)).status_code == 413


def test_a_late_function_is_a_504_and_runs_on(client: httpx.Client) -> None:
    finished.clear()
    assert client.get("/late").status_code == 504
    asyncio.run(asyncio.wait_for(_until_finished(), 5))


async def _until_finished() -> None:
    while not finished.is_set():  # noqa: ASYNC110 - it is set on another loop
        await asyncio.sleep(0.01)
