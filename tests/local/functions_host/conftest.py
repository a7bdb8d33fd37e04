from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from local.functions_host.testing import running_host

APPS = Path(__file__).with_name("apps")


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a host that serves `http_app.py`."""
    settings = {"AzureWebJobs.hidden.Disabled": "true"}
    with (
        running_host(APPS / "http_app.py", tmp_path_factory.mktemp("state"), settings) as host,
        httpx.Client(base_url=host.url) as client,
    ):
        yield client
