"""In Azure each path is answered by the function of its own area, so that it is counted and switched off with it."""

import json
import re
import sys

import pytest

from functions.areas import AREAS, CATCH_ALL
from local.functions_host.configuration import read_host_settings
from local.functions_host.http.routes import RouteTable
from local.functions_host.loading import HTTP_TRIGGER, LoadedFunction, load_functions
from local.stack.environment import ROOT
from shared.http.web import openapi_json
from shared.monitoring.logs import log
from shared.settings import settings

DOCUMENT = (ROOT / "static_web/openapi.json").read_text()
PATHS = list(json.loads(DOCUMENT)["paths"])


def test_the_openapi_document_of_the_web_app_is_the_applications(functions: list[LoadedFunction]) -> None:
    assert openapi_json(sys.modules["function_app"].web) == DOCUMENT, "run `make api`"


def test_a_start_without_traces_loads_nothing_for_them() -> None:
    tree = "\n".join(
        (ROOT / name).read_text() for name in ("shared/monitoring/traces.py", "shared/database_transport.py")
    )
    assert not re.search(
        r"^(from|import) (opentelemetry\.(sdk|exporter)|azure\.monitor|azure\.identity)", tree, re.MULTILINE
    )


@pytest.fixture
def functions(monkeypatch: pytest.MonkeyPatch) -> list[LoadedFunction]:
    """What Azure's own indexer finds in the application."""
    for name, value in json.loads((ROOT / "local.settings.json").read_text())["Values"].items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    # The application sets its log up as it is loaded, and the tests after this one have the log as it comes.
    level, propagate, handlers = log.level, log.propagate, [*log.handlers]
    found = load_functions(ROOT / "function_app.py")
    settings.cache_clear()
    log.handlers = handlers
    log.setLevel(level)
    log.propagate = propagate
    return found


def test_each_path_is_answered_by_the_function_of_its_area(functions: list[LoadedFunction]) -> None:
    served = [function for function in functions if function.trigger["type"] == HTTP_TRIGGER]
    assert {function.name for function in served} == {*AREAS, CATCH_ALL}
    table = RouteTable(served, read_host_settings(ROOT).route_prefix)
    answering = {}
    for path in [*PATHS, "/api/openapi.json", "/api/nowhere", "/api"]:
        found = table.match("GET", re.sub(r"\{\w+\}", "x", path))
        assert found is not None, path
        answering[path] = found[0].name
    areas = {path: path.split("/")[2] if path.count("/") > 1 else "" for path in answering}
    assert answering == {path: area if area in AREAS else CATCH_ALL for path, area in areas.items()}
    assert set(answering.values()) == {*AREAS, CATCH_ALL}


def test_the_catch_all_comes_after_every_other_name(functions: list[LoadedFunction]) -> None:
    assert max(functions, key=lambda function: function.name.lower()).name == CATCH_ALL
