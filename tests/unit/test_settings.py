"""A start with bad settings is refused with all faults, and no value is shown."""

import base64

import pytest

from shared.settings import SettingsError, settings

GOOD = {
    "PORTAL_URL": "https://mojbok.example",
    "COSMOS_ENDPOINT": "https://cosmos.example",
    "BLOB_ENDPOINT": "https://blob.example",
    "SMTP_HOST": "smtp.example",
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
    "LOOKUP_KEY": base64.b64encode(b"k" * 32).decode(),
    "PEPPER": base64.b64encode(b"p" * 32).decode(),
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
