"""The queries of alerts and workbook, and what the application really writes into its log."""

import ast
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.infra.compiler import BICEP, ROOT
from tests.infra.faults import Snapshot, of_type

HERE = Path(__file__).parent / "kql"
WORK = ROOT / ".local" / "kql"
TABLES = {
    "AppTraces": "(TimeGenerated: datetime, Message: string, SeverityLevel: int, AppRoleName: string,"
    " Properties: dynamic)",
    "AppRequests": "(TimeGenerated: datetime, Name: string, ResultCode: string, Success: bool, DurationMs: real,"
    " Url: string, ItemCount: int, AppRoleName: string, Properties: dynamic)",
}
"""The tables of a workspace-based Application Insights, as far as they are asked."""

LOG_METHODS = frozenset({"debug", "info", "warning", "error", "exception"})
EVENT = re.compile(r"line\.event\) (?:==|in) (\([^)]*\)|'[^']*')")
FIELD = re.compile(r"line(?:\.(\w+)|\['(\w+)'\])")
ALWAYS = frozenset({"event", "level", "requestId"})


class Checked(NamedTuple):
    faults: list[str]
    columns: list[str]


def alert_queries(snapshot: Snapshot) -> dict[str, str]:
    """The query of each alert that would be deployed, by its name."""
    return {
        rule["name"]: rule["properties"]["criteria"]["allOf"][0]["query"]
        for rule in of_type(snapshot, "Microsoft.Insights/scheduledQueryRules")
    }


def workbook_queries() -> dict[str, str]:
    items = json.loads((BICEP / "workbook.json").read_text())["items"]
    return {item["name"]: item["content"]["query"] for item in items if "query" in item["content"]}


def checked(queries: dict[str, str]) -> dict[str, Checked]:
    """What Microsoft's KQL language service says of queries; it is installed first where it is missing."""
    shutil.copytree(HERE, WORK, dirs_exist_ok=True)
    if not (WORK / "node_modules").exists():
        npm = ["npm", "ci", "--ignore-scripts", "--no-fund", "--no-audit", "--silent"]
        subprocess.run(npm, cwd=WORK, check=True)
    asked = json.dumps({"tables": TABLES, "queries": queries})
    said = subprocess.run(["node", "check.js"], cwd=WORK, input=asked, capture_output=True, text=True, check=True)
    return {name: Checked(**found) for name, found in json.loads(said.stdout).items()}


def events_in(query: str) -> set[str]:
    """The events of the log a query asks for."""
    return {name for found in EVENT.findall(query) for name in re.findall(r"'([^']*)'", found)}


def fields_in(query: str) -> set[str]:
    """The fields of a log line a query reads."""
    return {one or other for one, other in FIELD.findall(query)}


def written() -> dict[str, set[str]]:
    """Each event the application writes, with every name that the modules writing it use."""
    found: dict[str, set[str]] = {}
    for area in ("functions", "shared"):
        for file in (ROOT / area).rglob("*.py"):
            tree = ast.parse(file.read_text())
            for event in _events(tree):
                found.setdefault(event, set()).update(_names(tree))
    return found


def _events(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        by_level = node.func.attr == "log"
        if not (by_level or node.func.attr in LOG_METHODS or node.func.attr == "event"):
            continue
        arguments = node.args[1:] if by_level else node.args
        if arguments and isinstance(arguments[0], ast.Constant) and isinstance(arguments[0].value, str):
            yield arguments[0].value


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.keyword(arg=str(name)):
                yield name


def unknown_to_the_code(queries: dict[str, str]) -> list[str]:
    """Events that nobody writes and fields that no line of an event has."""
    code = written()
    # The fields of an audit event are put together in one place for all of them.
    audit = {"audit", "outcome", "subject", "from"}
    faults = []
    for name, query in queries.items():
        events = events_in(query)
        faults += [f"{name}: nobody writes {event!r}" for event in events - code.keys()]
        known: set[str] = set().union(*(code.get(event, set()) for event in events)) if events else set()
        faults += [f"{name}: no line has {field!r}" for field in fields_in(query) - known - ALWAYS - audit]
    return sorted(faults)
