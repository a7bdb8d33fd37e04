"""Every query of alerts and workbook is sound KQL and asks for what the application really writes."""

import json
import re
import shutil
from typing import get_args

import pytest

from shared.monitoring.alarms import Alarm
from tests.infra.compiler import BICEP, ENVIRONMENTS, ROOT, recorded
from tests.infra.queries import alert_queries, checked, events_in, fields_in, unknown_to_the_code, workbook_queries

QUERIES = {**alert_queries(recorded("prod")), **workbook_queries()}
MISTAKES = {
    "unknown column": ("AppTraces | where Mesage == 'x'", "Mesage"),
    "unknown table": ("AppTrace | count", "AppTrace"),
    "misspelt operator": ("AppTraces | summarise value = count()", "operator"),
    "text compared with a number": ("AppRequests | where DurationMs > 'slow'", "Error"),
}


@pytest.mark.skipif(shutil.which("npm") is None, reason="the KQL language service comes by npm")
def test_every_query_is_sound_and_the_language_service_finds_mistakes() -> None:
    found = checked(QUERIES | {name: query for name, (query, _) in MISTAKES.items()})
    for name in QUERIES:
        assert found[name].faults == [], name
    for name in alert_queries(recorded("prod")):
        assert found[name].columns == ["value"], name
    for name, (_, told) in MISTAKES.items():
        assert any(told in fault for fault in found[name].faults), (name, found[name])


def test_every_query_asks_for_what_the_code_writes() -> None:
    assert unknown_to_the_code(QUERIES) == []
    assert all(events_in(query) or "audit" in fields_in(query) for query in QUERIES.values())


def test_every_alarm_has_an_alert_that_waits_for_its_line() -> None:
    """Those left out of the alert for all others have one of their own; a gauge beside them is not enough."""
    queries = alert_queries(recorded("prod"))
    [others] = [query for name, query in queries.items() if name.startswith("application-alarm-")]
    apart = set(re.findall(r"'([^']*)'", others.partition("!in")[2]))
    heard = {
        name
        for query in queries.values()
        for found in re.findall(r"line\.alarm\) (?:==|in) (\([^)]*\)|'[^']*')", query)
        for name in re.findall(r"'([^']*)'", found)
    }
    assert apart <= heard <= {*get_args(Alarm.__value__)}


def test_an_alert_on_an_event_nobody_writes_is_found() -> None:
    event = "AppTraces | extend line = parse_json(Message) | where tostring(line.event) == 'gages'"
    field = "AppTraces | where tostring(line.event) == 'gauges' | where toint(line.mials) > 0"
    assert unknown_to_the_code({"a": event, "b": field}) == ["a: nobody writes 'gages'", "b: no line has 'mials'"]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_each_alert_reaches_somebody_and_stands_in_the_list(environment: str) -> None:
    alerts = json.loads((BICEP / "alerts.json").read_text())
    rules = [one for one in recorded(environment)["predictedResources"] if "scheduledQueryRules" in one["type"]]
    assert len(rules) == len(alerts) == len({alert["name"] for alert in alerts})
    assert all(rule["properties"]["actions"]["actionGroups"] for rule in rules)
    assert {rule["properties"]["enabled"] for rule in rules} == {environment == "prod"}
    listed = (ROOT / "docs/infrastructure.md").read_text()
    assert [alert["name"] for alert in alerts if f"`{alert['name']}`" not in listed] == []
