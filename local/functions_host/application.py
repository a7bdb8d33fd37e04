"""The host as one ASGI application."""

import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import Mount

from local.functions_host.admin import Admin
from local.functions_host.configuration import HostOptions, apply_local_settings, read_host_settings
from local.functions_host.gateway import StaticWebAppsGateway
from local.functions_host.http_triggers import HttpTriggers
from local.functions_host.loading import HTTP_TRIGGER, TIMER_TRIGGER, LoadedFunction, load_functions
from local.functions_host.log import configure_logging
from local.functions_host.routes import RouteTable
from local.functions_host.timers import Timers

logger = logging.getLogger("functions_host")


def create_application(options: HostOptions) -> Starlette:
    """An application that loads the function app when it starts and stops its timers when it ends."""

    @asynccontextmanager
    async def lifespan(application: Starlette) -> AsyncIterator[None]:
        directory = options.script.resolve().parent
        if options.read_local_settings:
            apply_local_settings(directory, os.environ)
        settings = read_host_settings(directory)
        functions = load_functions(options.script)
        _refuse_unknown_triggers(functions)
        timers = Timers(
            (f for f in functions if f.trigger["type"] == TIMER_TRIGGER),
            options.state,
            settings.function_timeout,
            os.environ,
        )
        served = [f for f in functions if f.trigger["type"] == HTTP_TRIGGER and not f.disabled]
        triggers = HttpTriggers(RouteTable(served, settings.route_prefix), settings.function_timeout)
        admin = Admin(functions, timers, settings.route_prefix)
        application.router.routes.extend([*admin.routes, Mount("/", StaticWebAppsGateway(triggers))])
        application.state.timers = timers
        _announce(functions, timers)
        if options.run_timers:
            timers.start()
        yield
        await timers.stop()

    return Starlette(lifespan=lifespan)


def from_environment() -> Starlette:
    """What a worker process serves."""
    configure_logging()
    return create_application(HostOptions.from_environment(os.environ))


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
