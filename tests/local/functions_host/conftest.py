import re
import time
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


class Records:
    """What the timer functions noted, line by line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "notes"

    @property
    def lines(self) -> list[str]:
        return self.file.read_text().splitlines() if self.file.exists() else []

    def wait_for(self, line: str, times: int = 1, seconds: float = 20) -> list[str]:
        deadline = time.monotonic() + seconds
        while self.lines.count(line) < times:
            assert time.monotonic() < deadline, f"no {times} x {line!r} in {self.lines}"
            time.sleep(0.01)
        return self.lines

    def process_of(self, name: str, times: int = 1, seconds: float = 20) -> int:
        """The process in which the latest of so many runs began."""
        deadline = time.monotonic() + seconds
        while len(found := re.findall(rf"{name} begins in (\d+)", "\n".join(self.lines))) < times:
            assert time.monotonic() < deadline, f"no {times} x {name} in {self.lines}"
            time.sleep(0.01)
        return int(found[-1])

    def let_slow_end(self) -> None:
        (self.folder / "go on").touch()
