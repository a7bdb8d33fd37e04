"""The composition root: the only file Azure loads. Settings, then one function an area, then the timers."""

import gc

gc.disable()  # Nothing an import makes is garbage, and looking for it is a tenth of a cold start.

import azure.functions as func

from functions.auth.api import router as auth
from functions.billing.api import OPEN_PATHS
from functions.billing.api import router as billing
from functions.profile.api import router as profile
from functions.supply.api import router as supply
from functions.sync_timer.timers import timers
from shared.logs import set_up_logs
from shared.settings import settings
from shared.status import router as status
from shared.web import build_web

set_up_logs(settings().log_level)

web = build_web([billing, auth, profile, supply, status], OPEN_PATHS)
asgi = func.AsgiMiddleware(web)  # type: ignore[no-untyped-call]
app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
app.register_functions(timers)


async def _answer(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    response: func.HttpResponse = await asgi.handle_async(req, context)
    return response


@app.function_name("auth")
@app.route("auth/{*path}")
async def serve_auth(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return await _answer(req, context)


@app.function_name("billing")
@app.route("billing/{*path}")
async def serve_billing(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return await _answer(req, context)


@app.function_name("profile")
@app.route("profile/{*path}")
async def serve_profile(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return await _answer(req, context)


@app.function_name("supply")
@app.route("supply/{*path}")
async def serve_supply(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return await _answer(req, context)


@app.function_name("portal")
@app.route("{*path}")
async def serve_portal(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    """Health, status, the schema; and a proper problem document for every unknown path."""
    return await _answer(req, context)


gc.freeze()
gc.enable()
