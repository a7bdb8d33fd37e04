"""What the log says: real levels and JSON in Azure as on a laptop, nothing personal, no event sampled away."""

import json
import logging
from pathlib import Path

import pytest

from shared.monitoring import logs

HOST = json.loads((Path(__file__).parents[3] / "host.json").read_text())


@pytest.fixture
def own_log(monkeypatch: pytest.MonkeyPatch) -> logging.Logger:
    """A logger as the application's is before it is set up."""
    fresh = logging.Logger("mojbok")  # noqa: LOG001
    fresh.parent = logging.Logger("the host's root")  # noqa: LOG001
    monkeypatch.setattr(logs, "log", fresh)
    return fresh


class Host(logging.Handler):
    """What the Functions worker puts at the root: it sends each message with its level."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.sent.append((record.levelno, self.format(record)))


def test_the_host_gets_each_line_with_its_real_level(own_log: logging.Logger) -> None:
    host = Host()
    assert own_log.parent is not None
    own_log.parent.addHandler(host)
    logs.set_up_logs("INFO", through_host=True)
    logs.set_up_logs("INFO", through_host=True)
    own_log.info("sign-in failed", extra={"audit": True, "login": "44051401359"})
    try:
        raise ValueError("anna@example.pl")
    except ValueError:
        own_log.exception("it broke")
    [(first, told), (second, broke)] = host.sent
    assert (first, second) == (logging.INFO, logging.ERROR)
    line = {"event": "sign-in failed", "level": "INFO", "requestId": "-", "audit": True, "login": "[number]"}
    assert json.loads(told) == line
    assert "ValueError" in json.loads(broke)["exception"]
    assert "anna@" not in broke
    assert own_log.handlers == []


def test_a_laptop_gets_json_lines(own_log: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    host = Host()
    assert own_log.parent is not None
    own_log.parent.addHandler(host)
    logs.set_up_logs("INFO")
    own_log.warning("lease left to run out")
    assert json.loads(capsys.readouterr().err)["level"] == "WARNING"
    assert host.sent == []


def test_no_audit_event_is_sampled_or_filtered_away() -> None:
    logging_settings = HOST["logging"]
    sampling = logging_settings["applicationInsights"]["samplingSettings"]
    assert "Trace" in sampling["excludedTypes"].split(";"), "audit events are lines of the log"
    assert logging_settings["logLevel"]["Function"] == "Information"


def test_the_host_fetches_nothing_before_it_starts() -> None:
    """Without the internet a host with an extension bundle never came up; HTTP and timers need none (ADR 17)."""
    assert "extensionBundle" not in HOST
