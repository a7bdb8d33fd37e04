"""Loads a function app as Azure's Python worker does, with the worker's own indexer and checks."""

import importlib
import json
import os
import sys
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from azure_functions_runtime import handle_event
from azure_functions_runtime.bindings.meta import load_binding_registry
from azure_functions_runtime.functions import FunctionInfo, Registry
from azure_functions_runtime.loader import index_function_app, process_indexed_function
from azure_functions_runtime.utils.threadpool import get_threadpool_executor, start_threadpool_executor
from azure_functions_runtime.utils.validators import validate_script_file_name

from local.functions_host.configuration import is_disabled
from local.functions_host.workers import messages

HTTP_TRIGGER = "httpTrigger"
TIMER_TRIGGER = "timerTrigger"


@dataclass(frozen=True)
class LoadedFunction:
    """One function of the app: what the indexer found, and the id by which the worker invokes it."""

    name: str
    id: str
    script_file: str
    directory: str
    bindings: tuple[dict[str, Any], ...]
    retry: messages.RpcRetryOptions | None
    disabled: bool

    @property
    def trigger(self) -> dict[str, Any]:
        return next(binding for binding in self.bindings if binding["type"].endswith("Trigger"))


def load_functions(script: Path, environ: Mapping[str, str] = os.environ) -> list[LoadedFunction]:
    """Import the script and return its functions; whatever the script or the indexer raises is passed on."""
    script = script.resolve()
    validate_script_file_name(script.name)
    load_binding_registry()
    if get_threadpool_executor() is None:
        start_threadpool_executor()
    _make_importable(script)
    indexed = index_function_app(str(script))
    registry = Registry()
    found, _ = process_indexed_function(messages, registry, indexed, str(script.parent))
    return [_register(metadata, registry.get_function(metadata.function_id), environ) for metadata in found]


def _register(metadata: messages.RpcFunctionMetadata, info: FunctionInfo, environ: Mapping[str, str]) -> LoadedFunction:
    # The worker derives ids from names alone; an id of its own lets two apps live in one test process.
    function_id = str(uuid.uuid4())
    handle_event._functions._functions[function_id] = info._replace(function_id=function_id)  # noqa: SLF001
    return LoadedFunction(
        name=metadata.name,
        id=function_id,
        script_file=metadata.script_file,
        directory=metadata.directory,
        bindings=tuple(json.loads(binding) for binding in metadata.raw_bindings),
        retry=metadata.retry_options,
        disabled=is_disabled(metadata.name, environ),
    )


def _make_importable(script: Path) -> None:
    if not script.exists():
        raise FileNotFoundError(f"there is no function app at {script}")
    # As Azure's worker does: what was installed into the package, before it the package's own modules.
    for directory in (script.parent / ".python_packages/lib/site-packages", script.parent):
        if directory.exists() and str(directory) not in sys.path:
            sys.path.insert(0, str(directory))
    # get_functions() works once per FunctionApp, so each load needs a fresh module.
    sys.modules.pop(script.stem, None)
    importlib.invalidate_caches()
