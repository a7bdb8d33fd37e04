"""Procfile, ports, settings and probes tell one story."""

import json
import re
from pathlib import Path

import pytest
from honcho.environ import parse_procfile

from local.identity_provider.directory import read_directory
from local.stack.environment import ROOT, stack_environment
from local.stack.ports import DEFAULTS, Ports
from local.stack.readiness import probes
from shared.settings import settings

VALUES: dict[str, str] = json.loads((ROOT / "local.settings.json").read_text())["Values"]
PROCFILE = (ROOT / "Procfile").read_text()


def test_each_process_has_a_probe() -> None:
    named = [probe.name for probe in probes(Ports(), Path("a certificate nobody reads yet"))]
    assert sorted(named) == sorted(parse_procfile(PROCFILE).processes)


def test_each_variable_of_the_procfile_is_given_to_the_processes(tmp_path: Path) -> None:
    used = set(re.findall(r"\$(\w+)", PROCFILE))
    assert used <= set(stack_environment(Ports(), tmp_path))
    assert {f"{name.upper()}_PORT" for name in DEFAULTS} <= used


def test_local_settings_name_the_ports_and_the_client_that_exist() -> None:
    derived = stack_environment(Ports(), ROOT / ".local")
    for name, value in VALUES.items():
        expected = derived[name]
        if name.endswith("_CA_FILE"):
            expected = str(Path(expected).relative_to(ROOT))
        assert value == expected, name
    client = read_directory().client(VALUES["MOJBOK_BILLING_CLIENT_ID"])
    assert client
    assert client.knows(VALUES["MOJBOK_BILLING_CLIENT_SECRET"])
    office = read_directory().client(VALUES["MOJBOK_STAFF_CLIENT_ID"])
    assert office
    assert office.knows(VALUES["MOJBOK_STAFF_CLIENT_SECRET"])
    assert office.leads_to(f"{VALUES['MOJBOK_PORTAL_URL']}/bok/wejscie")
    assert read_directory().resource(VALUES["MOJBOK_BILLING_SCOPE"].removesuffix("/.default"))


def test_local_settings_are_enough_for_the_application(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in VALUES.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    assert settings().environment == "local"


def test_a_second_stack_shares_neither_ports_nor_files(tmp_path: Path) -> None:
    first, second = stack_environment(Ports(), ROOT / ".local"), stack_environment(Ports(7), tmp_path)
    assert all(first[f"{name.upper()}_PORT"] != second[f"{name.upper()}_PORT"] for name in DEFAULTS)
    own = re.compile(r"\b(" + "|".join(str(port) for port in DEFAULTS.values()) + r")\b|\.local/")
    assert {name for name in VALUES if first[name] != second[name]} == {
        name for name, value in VALUES.items() if own.search(value)
    }
    assert second["DATA"] == str(tmp_path)
