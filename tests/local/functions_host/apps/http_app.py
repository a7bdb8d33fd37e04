"""HTTP functions as an app for Azure would have them."""

import asyncio
import json
import logging
import threading

import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route(route="echo/{*path}")
async def echo(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    seen = {
        "method": req.method,
        "url": req.url,
        "headers": dict(req.headers),
        "params": dict(req.params),
        "route": dict(req.route_params),
        "body": req.get_body().decode(),
        "function": context.function_name,
        "invocation": context.invocation_id,
        "traceparent": context.trace_context.trace_parent,
    }
    return func.HttpResponse(json.dumps(seen), mimetype="application/json")


@app.route(route="echo/fixed", methods=["GET"])
async def fixed(req: func.HttpRequest) -> str:
    return "never: `echo` comes before by name"


@app.route(route="items/{id:int}/{part?}", methods=["GET", "PUT"])
def items(req: func.HttpRequest) -> func.HttpResponse:
    thread = "worker" if threading.current_thread() is not threading.main_thread() else "main"
    return func.HttpResponse(json.dumps(dict(req.route_params) | {"thread": thread}))


@app.route(route="cookies", methods=["GET"])
async def cookies(req: func.HttpRequest) -> func.HttpResponse:
    response = func.HttpResponse(status_code=204)
    for cookie in (
        "__Host-one=a-b_c.d; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60",
        "two=x+y; Domain=example.com; Expires=Wed, 21 Oct 2026 07:28:00 GMT; SameSite=Strict",
        "three=3; Version=1; Comment=lost",
        "four=4; Path=/; Partitioned",
    ):
        response.headers.add("Set-Cookie", cookie)
    return response


@app.route(methods=["GET"])
async def unnamed(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(None, status_code=304, headers={"ETag": '"1"'})


_at_once = 0


@app.route(route="late")
async def late(req: func.HttpRequest) -> str:
    global _at_once
    _at_once += 1
    seen = _at_once
    await asyncio.sleep(1)
    _at_once -= 1
    return str(seen)


@app.route(route="broken")
async def broken(req: func.HttpRequest) -> func.HttpResponse:
    logging.getLogger("app").warning("about to break")
    raise ValueError("secret detail")


@app.route(route="nothing")
async def nothing(req: func.HttpRequest) -> func.HttpResponse:
    return None  # type: ignore[return-value]


@app.route(route="hidden")
async def hidden(req: func.HttpRequest) -> str:
    return "should be disabled"
