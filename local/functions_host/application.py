"""The host as one ASGI application."""

import logging
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route

from local.functions_host.admin import Admin
from local.functions_host.configuration import HostOptions, apply_local_settings, read_host_settings
from local.functions_host.http.gateway import StaticWebAppsGateway
from local.functions_host.http.http_triggers import HttpTriggers
from local.functions_host.http.kestrel import Kestrel
from local.functions_host.http.routes import RouteTable
from local.functions_host.loading import HTTP_TRIGGER, TIMER_TRIGGER, LoadedFunction
from local.functions_host.timers.timers import Timers
from local.functions_host.workers.workers import Workers

logger = logging.getLogger("functions_host")


def create_application(options: HostOptions, give_up: Callable[[], None] = lambda: None) -> Starlette:
    """An application that starts its worker processes with itself and kills them when it ends.

    `give_up` is called when workers have crashed too often.
    """

    @asynccontextmanager
    async def lifespan(application: Starlette) -> AsyncIterator[None]:
        directory = options.script.resolve().parent
        if options.read_local_settings:
            apply_local_settings(directory, os.environ)
        settings = read_host_settings(directory)
        workers = Workers(options.script.resolve(), options.workers, settings.function_timeout, give_up)
        application.state.workers = workers
        try:
            functions = (await workers.start()).functions
            _refuse_unknown_triggers(functions)
            served = [f for f in functions if f.trigger["type"] == HTTP_TRIGGER]
            timed = [f for f in functions if f.trigger["type"] == TIMER_TRIGGER]
            timers = Timers(timed, options.state, workers, os.environ)
            traced = bool(os.environ.get("APPLICATIONINSIGHTS_CONNECTION_STRING"))
            triggers = HttpTriggers(RouteTable(served, settings.route_prefix), workers, settings, traced=traced)
            application.state.triggers = triggers
            admin = Admin(functions, timers, settings.route_prefix)
            gateway = Mount("/", StaticWebAppsGateway(triggers))
            application.router.routes.extend([Route("/", _home), *admin.routes, gateway])
            _announce(functions, timers)
            if options.run_timers:
                timers.start()
            yield
            await timers.stop()
        finally:
            await workers.stop()

    return Starlette(lifespan=lifespan, middleware=[Middleware(Kestrel)])


async def _home(_request: Request) -> Response:
    return HTMLResponse("<!doctype html><title>Functions host</title><p>Your Functions app is up and running.")


def _refuse_unknown_triggers(functions: list[LoadedFunction]) -> None:
    for function in functions:
        kind = function.trigger["type"]
        if kind not in {HTTP_TRIGGER, TIMER_TRIGGER}:
            raise NotImplementedError(f"{function.name}: this host cannot fire a {kind}")


def _announce(functions: list[LoadedFunction], timers: Timers) -> None:
    for function in functions:
        trigger = function.trigger
        if function.disabled:
            logger.info("function=%s disabled", function.name)
        elif function.name in timers.by_name:
            schedule = timers.by_name[function.name].schedule.expression
            logger.info("function=%s timer=%r", function.name, schedule)
        else:
            methods = ",".join(trigger.get("methods") or ["any"]).upper()
            route = trigger.get("route") or function.name
            logger.info("function=%s methods=%s route=%s", function.name, methods, route)
