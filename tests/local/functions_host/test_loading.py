"""An app that would not load in Azure does not load here, and the message says why."""

import logging
from pathlib import Path

import httpx
import pytest

from local.functions_host.configuration import (
    ConfigurationError,
    apply_local_settings,
    read_host_settings,
    resolve_settings,
)
from local.functions_host.testing import running_host

HEAD = "import azure.functions as func\napp = func.FunctionApp()\n"


def faulty(folder: Path, source: str) -> Path:
    (folder / "host.json").write_text('{"version": "2.0"}')
    script = folder / "faulty_app.py"
    script.write_text(source)
    return script


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("import nowhere\n", "No module named 'nowhere'"),
        ("x = 1\n", "Could not find top level function app"),
        (f"{HEAD}other = func.FunctionApp()\n", "More than one"),
        (f"{HEAD}@app.route()\ndef f(request): ...\n", "cannot load the f function"),
    ],
)
def test_an_app_the_worker_refuses_leaves_a_host_without_functions(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, source: str, message: str
) -> None:
    with running_host(faulty(tmp_path, source), tmp_path / "state") as host:
        assert httpx.get(f"{host.url}/admin/functions").json() == []
    assert message in "".join(record.getMessage() for record in caplog.records)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (f"{HEAD}@app.route('{{a}}-{{b}}')\ndef f(req): ...\n", "does not know what"),
        (f"{HEAD}@app.timer_trigger('t', '0 0 * *')\ndef f(t): ...\n", "six fields"),
        (f"{HEAD}@app.timer_trigger('t', '%NOT_SET%')\ndef f(t): ...\n", "NOT_SET"),
        (f"{HEAD}@app.queue_trigger('q', 'queue', 'C')\ndef f(q): ...\n", "cannot fire a queueTrigger"),
    ],
)
def test_a_faulty_app_is_refused_with_the_reason(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, source: str, message: str
) -> None:
    caplog.set_level(logging.ERROR)
    with pytest.raises(RuntimeError, match="did not start"), running_host(faulty(tmp_path, source), tmp_path / "state"):
        pass
    assert message in caplog.text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "is missing"),
        ("{", "not valid JSON"),
        ("[]", "JSON object"),
        ('{"version": "1"}', "2.0"),
        ('{"version": "2.0", "functionTimeout": "5 min"}', "5 min"),
    ],
)
def test_a_faulty_host_json_is_refused_with_the_reason(tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "host.json").write_text(content)
    with pytest.raises(ConfigurationError, match=message):
        read_host_settings(tmp_path)


def test_the_environment_wins_over_local_settings(tmp_path: Path) -> None:
    (tmp_path / "local.settings.json").write_text('{"Values": {"A": "file", "B": "file"}}')
    environ = {"A": "environment"}
    apply_local_settings(tmp_path, environ)
    assert environ == {"A": "environment", "B": "file"}


@pytest.mark.parametrize("content", ['{"IsEncrypted": true}', '{"Values": {"A": 1}}'])
def test_settings_core_tools_would_refuse_are_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "local.settings.json").write_text(content)
    with pytest.raises(ConfigurationError):
        apply_local_settings(tmp_path, {})


def test_settings_are_resolved_inside_a_text() -> None:
    assert resolve_settings("0 %MINUTES% * * * *", {"MINUTES": "*/5"}) == "0 */5 * * * *"
