"""The stores are reached directly: what the environment says of proxies is for other programs."""

import pytest

from shared import blob, cosmos


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy"])
async def test_no_proxy_of_the_environment_stands_between_us_and_the_stores(
    portal: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for part in (cosmos, blob):
        await part.close()
    for exception in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(exception, raising=False)
    monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert await cosmos.read("sessions", "none", "none") is None
    assert await blob.blobs(blob.DOCUMENTS).exists()
