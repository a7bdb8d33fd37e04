"""Where a request comes from: only what the hop before us wrote counts."""

import pytest

from shared.http import client_address as module
from shared.http.client_address import UNKNOWN, WINDOW, ShareWatch, client_address, truncated
from shared.monitoring import logs
from shared.settings import _PRIVATE


class _Settings:
    trusted_proxies = _PRIVATE
    client_address_hops = 0


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "settings", _Settings)


@pytest.mark.parametrize(
    ("values", "address"),
    [
        (["203.0.113.5"], "203.0.113.5"),
        (["203.0.113.5:1000"], "203.0.113.5"),
        (["203.0.113.5:1001"], "203.0.113.5"),
        (["1.2.3.4, 203.0.113.5:1000"], "203.0.113.5"),
        (["1.2.3.4", "203.0.113.5:1000"], "203.0.113.5"),
        (["8.23.191.142:52987, [fd00::7]:64909"], "8.23.191.142"),
        (["8.23.191.142:52987, 10.0.0.4:1, 100.64.3.1"], "8.23.191.142"),
        (["203.0.113.5, ::ffff:127.0.0.1"], "203.0.113.5"),
        (["[2001:db8:1:2:3:4:5:6]:443"], "2001:db8:1:2::/64"),
        (["2001:db8:1:2:ffff::1"], "2001:db8:1:2::/64"),
        (["::ffff:203.0.113.5"], "203.0.113.5"),
        ([], UNKNOWN),
        ([""], UNKNOWN),
        (["203.0.113.5, nonsense"], UNKNOWN),
        (["203.0.113.5, "], UNKNOWN),
        (["unknown"], UNKNOWN),
        (["203.0.113.5:1000:7"], UNKNOWN),
        (["10.0.0.4, 192.168.1.1:80"], UNKNOWN),
    ],
)
def test_the_right_most_hop_that_is_not_ours(values: list[str], address: str) -> None:
    assert client_address(values) == address


@pytest.mark.parametrize(
    ("address", "kept"),
    [("203.0.113.5", "203.0.113.0/24"), ("2001:db8:1:2::/64", "2001:db8:1::/48"), (UNKNOWN, UNKNOWN)],
)
def test_an_audit_keeps_the_network_only(address: str, kept: str) -> None:
    assert truncated(address) == kept


@pytest.mark.parametrize(
    ("hops", "values", "address"),
    [
        (1, ["198.51.100.7, 203.0.113.5:1, 20.50.1.1:443"], "203.0.113.5"),
        (1, ["198.51.100.7, 203.0.113.5:1, 20.50.1.1:443, 10.0.0.4:1"], "203.0.113.5"),
        (2, ["203.0.113.5, 13.107.1.1, 20.50.1.1:443"], "203.0.113.5"),
        (2, ["203.0.113.5, 20.50.1.1:443"], UNKNOWN),
    ],
)
def test_public_hops_of_ours_are_counted_off(
    monkeypatch: pytest.MonkeyPatch, hops: int, values: list[str], address: str
) -> None:
    monkeypatch.setattr(_Settings, "client_address_hops", hops)
    assert client_address(values) == address


@pytest.mark.parametrize(("common", "rings"), [(UNKNOWN, True), ("20.50.1.1", True), (None, False)])
def test_an_impossible_share_raises_the_alarm(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, common: str | None, rings: bool
) -> None:
    monkeypatch.setattr(logs.log, "propagate", True)
    watch = ShareWatch()
    for n in range(600):
        watch.note(common if common and n % 3 else f"203.0.{n % 250}.7", 10.0)
    watch.note("203.0.113.7", 11.0)
    assert not caplog.records
    watch.note("203.0.113.7", 11.0 + WINDOW)
    assert {record.message for record in caplog.records} == ({"alarm"} if rings else set())
