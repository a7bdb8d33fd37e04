"""Loaded by schemathesis: each call comes as from the portal's page, at an address of its own, and undoes the last."""

import itertools
import json
import os
from pathlib import Path
from typing import Any

import schemathesis
from azure.cosmos import CosmosClient

from tests.api.conftest import PORTAL

KEPT = "MOJBOK_TEST_KEPT"
"""Names a file: where the database is, which documents each call finds as they were, and what ids there are."""

_kept = json.loads(Path(os.environ[KEPT]).read_text())
_client = CosmosClient(_kept["url"], _kept["key"], enable_endpoint_discovery=False)
_database = _client.get_database_client(_kept["database"])
_numbers = itertools.count(1)
_SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
_MALFORMED = {400, 405, 411, 413, 415}
_disturbed = [True]
"""Whether a call may have changed what is kept: it was none that only reads, and more than malformed."""


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    if _disturbed[0]:
        for container, item in _kept["documents"]:
            _database.get_container_client(container).upsert_item(item)
    _disturbed[0] = True
    number = next(_numbers)
    sent = {
        "Origin": PORTAL,
        "X-Requested-With": "mojbok",
        "X-Forwarded-For": f"203.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
    }
    if case.method.upper() in {"POST", "PUT", "PATCH"} and not case.media_type:
        sent["Content-Type"] = "application/json"
    case.headers.update(sent)
    if number % 2 and case.meta is not None and case.meta.generation.mode.is_positive:
        case.path_parameters.update({name: _kept["ids"][name] for name in case.path_parameters if name in _kept["ids"]})


@schemathesis.hook
def after_call(context: schemathesis.HookContext, case: schemathesis.Case, response: schemathesis.Response) -> None:
    _disturbed[0] = case.method.upper() not in _SAFE and response.status_code not in _MALFORMED
