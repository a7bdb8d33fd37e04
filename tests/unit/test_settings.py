"""A start with bad settings is refused with all faults, and no value is shown."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from shared.production import PUBLIC
from shared.settings import SettingsError, settings

GOOD = {
    "PORTAL_URL": "https://mojbok.example",
    "COSMOS_ENDPOINT": "https://cosmos.example",
    "BLOB_ENDPOINT": "https://blob.example",
    "SMTP_HOST": "smtp.example",
    "SMTP_TLS": "true",
    "BILLING_URL": "https://billing.example",
    "BILLING_TOKEN_AUTHORITY": "https://login.example/tenant",
    "BILLING_CLIENT_ID": "portal",
    "BILLING_CLIENT_SECRET": "do-not-show-me",
    "BILLING_SCOPE": "billing/.default",
    "PAYMENT_URL": "https://payments.example",
    "PAYMENT_MERCHANT_ID": "1",
    "PAYMENT_POS_ID": "1",
    "PAYMENT_CRC": "crc-not-to-be-shown",
    "PAYMENT_REPORT_KEY": "key-not-to-be-shown",
    "LOOKUP_KEY": base64.b64encode(bytes(range(32))).decode(),
    "PEPPER": base64.b64encode(bytes(range(32, 64))).decode(),
}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in GOOD.items():
        monkeypatch.setenv(f"MOJBOK_{name}", value)
    settings.cache_clear()


def test_good_settings_are_taken_and_secrets_do_not_print() -> None:
    chosen = settings()
    assert chosen.portal_origin == "https://mojbok.example"
    assert chosen.environment == "production"
    assert "do-not-show-me" not in repr(chosen)
    assert "not-to-be-shown" not in repr(chosen)
    assert repr(chosen.lookup_key) not in repr(chosen)
    settings.cache_clear()


def test_all_faults_are_listed_at_once_without_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MOJBOK_SMTP_HOST")
    monkeypatch.setenv("MOJBOK_COSMOS_ENDPOINT", "secret not a url")
    monkeypatch.setenv("MOJBOK_LOOKUP_KEY", base64.b64encode(b"short").decode())
    monkeypatch.setenv("MOJBOK_PEPPER", "!!!")
    with pytest.raises(SettingsError) as caught:
        settings()
    for name in ("SMTP_HOST", "COSMOS_ENDPOINT", "LOOKUP_KEY", "PEPPER"):
        assert f"MOJBOK_{name}:" in str(caught.value)
    assert "BILLING_URL" not in str(caught.value)
    assert "secret not a url" not in str(caught.value)


LAPTOP: dict[str, str] = {
    name.removeprefix("MOJBOK_"): value
    for name, value in json.loads((Path(__file__).parents[2] / "local.settings.json").read_text())["Values"].items()
    if name.startswith("MOJBOK_")
}
SECRETS = [
    "COSMOS_KEY",
    "BLOB_KEY",
    "BILLING_CLIENT_SECRET",
    "STAFF_CLIENT_SECRET",
    "PAYMENT_CRC",
    "PAYMENT_REPORT_KEY",
    "LOOKUP_KEY",
    "PEPPER",
]
ADDRESSES = sorted(name for name in LAPTOP if name.endswith(("_URL", "_ENDPOINT", "_AUTHORITY")))


def refusal(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> str:
    monkeypatch.setenv(f"MOJBOK_{name}", value)
    settings.cache_clear()
    with pytest.raises(SettingsError) as caught:
        settings()
    assert value not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", [*SECRETS, *ADDRESSES, "SMTP_HOST"])
def test_production_refuses_each_value_of_a_laptop(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert f"MOJBOK_{name}: " in refusal(monkeypatch, name, LAPTOP[name])


def test_each_secret_of_a_laptop_is_known_to_be_public() -> None:
    """One that is new there must be refused as well."""
    digests = {name: hashlib.sha256(value.encode()).hexdigest()[:32] for name, value in LAPTOP.items()}
    assert {name for name, digest in digests.items() if digest in PUBLIC} == set(SECRETS)
    assert {name for name in LAPTOP if re.search("KEY|SECRET|CRC|PEPPER$|PASSWORD", name)} == set(SECRETS)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOOKUP_KEY", base64.b64encode(bytes(32)).decode()),
        ("PEPPER", base64.b64encode(b"ab" * 16).decode()),
        ("PEPPER", GOOD["LOOKUP_KEY"]),
        ("SMTP_TLS", "false"),
        ("LOG_LEVEL", "WARNING"),
        ("PORTAL_URL", "http://mojbok.example"),
        ("BILLING_URL", "https://127.0.0.1:9010"),
        ("PAYMENT_URL", "https://[::1]/"),
        ("BLOB_ENDPOINT", "https://azurite.localhost/"),
        ("PAYMENT_CRC", "@Microsoft.KeyVault(SecretUri=https://kv.example/secrets/payment-crc)"),
        ("SMTP_PASSWORD", "@Microsoft.KeyVault(SecretUri=https://kv.example/secrets/smtp-password)"),
    ],
)
def test_production_refuses_by_rule(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert f"MOJBOK_{name}: " in refusal(monkeypatch, name, value)


def test_former_peppers_are_read_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOJBOK_PEPPER_ID", "3")
    monkeypatch.setenv("MOJBOK_FORMER_PEPPERS", f"1:{GOOD['LOOKUP_KEY']} 2:{GOOD['PEPPER']}")
    settings.cache_clear()
    assert sorted(settings().peppers) == ["1", "2", "3"]
    assert "former" not in repr(settings())
