"""Devices in words, and the cookie that knows them."""

import pytest

from functions.auth.guards import devices
from functions.auth.guards.devices import Device, DeviceCookie, device_of


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome/Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge/Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox/Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari/iOS"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome/Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "Safari/macOS"),
        ("curl/8", "/"),
        ("", "/"),
    ],
)
def test_a_browser_in_words(user_agent: str, device: str) -> None:
    browser, _, system = device.partition("/")
    assert device_of(user_agent) == Device(browser=browser, system=system)


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_keys", lambda: [b"k" * 32])


def test_a_cookie_knows_the_accounts_it_was_sealed_for() -> None:
    value = DeviceCookie(None).value_with("anna:1")
    both = DeviceCookie(value).value_with("ewa:1")
    assert DeviceCookie(both).knows("anna:1")
    assert DeviceCookie(both).knows("ewa:1")
    assert not DeviceCookie(both).knows("anna:2")
    assert DeviceCookie(both).device_id == DeviceCookie(value).device_id


def test_a_forged_cookie_knows_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    value = DeviceCookie(None).value_with("anna:1")
    other = ("B" if value[0] == "A" else "A") + value[1:]
    for forged in (None, "", "x", value[:-1], other, value.replace(".", ""), "ą.ż", "." * 500):
        assert not DeviceCookie(forged).knows("anna:1"), forged
    monkeypatch.setattr(devices, "_keys", lambda: [b"other" * 8])
    assert not DeviceCookie(value).knows("anna:1")


def test_a_cookie_sealed_with_a_former_key_is_known_and_sealed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    value = DeviceCookie(None).value_with("anna:1")
    monkeypatch.setattr(devices, "_keys", lambda: [b"new" * 11, b"k" * 32])
    anew = DeviceCookie(value).value_with("anna:1")
    assert DeviceCookie(value).knows("anna:1")
    monkeypatch.setattr(devices, "_keys", lambda: [b"new" * 11])
    assert DeviceCookie(anew).knows("anna:1")
    assert not DeviceCookie(value).knows("anna:1")


def test_it_remembers_five_accounts() -> None:
    value = None
    for n in range(8):
        value = DeviceCookie(value).value_with(f"account-{n}")
    assert [DeviceCookie(value).knows(f"account-{n}") for n in range(8)] == [False] * 3 + [True] * 5
