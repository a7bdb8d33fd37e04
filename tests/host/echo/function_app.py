"""An application that says what reached it, shaped like the portal; deployable by itself."""

import asyncio
import json

import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


def _echo(name: str, route: str) -> None:
    @app.function_name(name)
    @app.route(route)
    async def echo(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
        seen = {
            "function": context.function_name,
            "method": req.method,
            "url": req.url,
            "headers": dict(req.headers),
            "params": dict(req.params),
            "route": dict(req.route_params),
            "body": req.get_body().decode("latin-1"),
            "trace": context.trace_context.trace_parent,
        }
        return func.HttpResponse(json.dumps(seen), mimetype="application/json")


# The product's areas beside a catch-all whose name comes after them, and one whose name comes before `supply`.
for name, route in {
    "auth": "auth/{*path}",
    "supply": "supply/{*path}",
    "plain": "plain",
    "numbered": "numbered/{id:int}/{part?}",
    "nested": "nested/{*path}",
    "nested_literal": "nested/literal",
    "twin_first": "twin",
    "twin_second": "twin",
    "unrouted": "",
    "off": "off",
    "website": "{*path}",
}.items():
    _echo(name, route)


@app.function_name("get_only")
@app.route("website-get", methods=["GET"])
async def get_only(req: func.HttpRequest) -> str:
    return "text"


@app.function_name("answer")
@app.route("answer")
async def answer(req: func.HttpRequest) -> func.HttpResponse:
    """Answers as the query asks: `status`, `body`, and `name:value` for each `header`, separated by `|`."""
    headers = dict(one.split(":", 1) for one in req.params.get("header", "").split("|") if one)
    return func.HttpResponse(req.params.get("body", ""), status_code=int(req.params["status"]), headers=headers)


@app.function_name("cookies")
@app.route("cookies")
async def cookies(req: func.HttpRequest) -> func.HttpResponse:
    response = func.HttpResponse("", status_code=200)
    for cookie in (
        "__Host-one=a-b_c.d; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60",
        "two=x+y; Domain=example.com; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT; SameSite=Strict",
        "bare=1",
        "lost=1; Path=/; Partitioned",
    ):
        response.headers.add("Set-Cookie", cookie)
    return response


@app.function_name("boom")
@app.route("boom")
async def boom(req: func.HttpRequest) -> str:
    raise ValueError("secret detail")


@app.function_name("nothing")
@app.route("nothing")
async def nothing(req: func.HttpRequest) -> func.HttpResponse:
    return None  # type: ignore[return-value]


@app.function_name("number")
@app.route("number")
async def number(req: func.HttpRequest) -> func.HttpResponse:
    return 7  # type: ignore[return-value]


@app.function_name("slow")
@app.route("slow")
async def slow(req: func.HttpRequest) -> str:
    await asyncio.sleep(float(req.params["seconds"]))
    return "done"


@app.function_name("tick")
@app.timer_trigger("timer", "0 0 3 1 1 *")
async def tick(timer: func.TimerRequest) -> None:
    pass
