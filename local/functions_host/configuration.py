"""What the host reads before it loads an app: its options, `host.json` and `local.settings.json`."""

import json
import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

DEFAULT_ROUTE_PREFIX = "api"
DEFAULT_FUNCTION_TIMEOUT = timedelta(minutes=30)


class ConfigurationError(Exception):
    """A file or setting the host needs is missing or wrong; the message says which and why."""


@dataclass(frozen=True)
class HostOptions:
    """How this host was started."""

    script: Path
    state: Path
    read_local_settings: bool = True
    run_timers: bool = True
    workers: int = 1


@dataclass(frozen=True)
class HostSettings:
    """The part of host.json this host acts on."""

    route_prefix: str
    function_timeout: timedelta
    max_outstanding_requests: int | None = None
    max_concurrent_requests: int | None = None


def read_host_settings(app_directory: Path) -> HostSettings:
    """Read host.json; absent keys take Azure's defaults. Raises ConfigurationError."""
    content = _read_json(app_directory / "host.json")
    if content.get("version") != "2.0":
        raise ConfigurationError(f'{app_directory / "host.json"}: "version" has to be "2.0"')
    http = content.get("extensions", {}).get("http", {})
    timeout = content.get("functionTimeout")
    return HostSettings(
        http.get("routePrefix", DEFAULT_ROUTE_PREFIX).strip("/"),
        _time_span(timeout) if timeout else DEFAULT_FUNCTION_TIMEOUT,
        http.get("maxOutstandingRequests"),
        http.get("maxConcurrentRequests"),
    )


def apply_local_settings(app_directory: Path, environ: MutableMapping[str, str]) -> None:
    """Put the "Values" of local.settings.json into the environment; what is set there already wins."""
    file = app_directory / "local.settings.json"
    if not file.exists():
        return
    content = _read_json(file)
    if content.get("IsEncrypted"):
        raise ConfigurationError(f"{file} is encrypted; `func settings decrypt` makes it readable")
    for name, value in content.get("Values", {}).items():
        if not isinstance(value, str):
            raise ConfigurationError(f"{file}: the value of {name} has to be a string")
        environ.setdefault(name, value)


def resolve_settings(text: str, environ: Mapping[str, str]) -> str:
    """Replace each `%NAME%` by the app setting of that name. Raises ConfigurationError for a missing one."""

    def value_of(match: re.Match[str]) -> str:
        value = environ.get(match[1])
        if value is None:
            raise ConfigurationError(f"the app setting {match[1]}, asked for by '{text}', is not set")
        return value

    return re.sub(r"%([^%\s]+)%", value_of, text)


def is_disabled(function_name: str, environ: Mapping[str, str]) -> bool:
    """Whether the app setting `AzureWebJobs.<name>.Disabled` switches a function off."""
    return environ.get(f"AzureWebJobs.{function_name}.Disabled", "").lower() in {"1", "true"}


def _read_json(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigurationError(f"{file} is missing") from None
    except ValueError as error:
        raise ConfigurationError(f"{file} is not valid JSON: {error}") from None
    if not isinstance(content, dict):
        raise ConfigurationError(f"{file} has to hold a JSON object")
    return content


def _time_span(text: str) -> timedelta:
    match = re.fullmatch(r"(\d+):([0-5]\d):([0-5]\d)", text)
    if not match:
        raise ConfigurationError(f"'{text}' is no time span of the form hh:mm:ss")
    hours, minutes, seconds = map(int, match.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
