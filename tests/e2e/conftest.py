"""A real Chromium over the whole local stack, which runs on its own ports and with its own data."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from azure.cosmos import CosmosClient
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from xdist.scheduler import LoadScopeScheduling

from local.stack.ports import Ports
from local.stack.testing import RunningStack, running_stack
from tests.e2e.traces import traces

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / ".local" / "screenshots"
PHONE = {"width": 360, "height": 740}
SMALL = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}
PASSWORD = "wieczorna kuchnia 27"
OTHER_PASSWORD = "poranna herbata 31"
PASSWORDS = {"the password": PASSWORD, "the other password": OTHER_PASSWORD}
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
_ADDRESSES = count(1)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

# A busy machine is slow, and what never comes is told a few seconds later.
expect.set_options(timeout=15_000)


class ByFolder(LoadScopeScheduling):  # type: ignore[misc]  # it has no types
    """A folder's tests are one worker's, in their order: they share a stack, and what comes next is no chance."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0].rpartition("/")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFolder:
    return ByFolder(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure says what every page has shown."""
    report = yield
    browser = getattr(item, "funcargs", {}).get("browser")
    if report.when == "call" and report.failed and browser is not None:
        for opened in [page for context in browser.contexts for page in context.pages]:
            with suppress(PlaywrightError):
                report.sections.append((f"shown at {opened.url}", opened.inner_text("body", timeout=2_000)))
    return report


@pytest.fixture(scope="session")
def clock_file() -> Path:
    """Seconds by which every process of the stack is ahead of the system."""
    return ROOT / ".local" / f"e2e-clock-{WORKER}"


@pytest.fixture(scope="session")
def world(clock_file: Path) -> Path:
    """Everything a stack keeps once it has synced the demo people and a few others, made by the first worker that needs
    it: the first sync is most of what a start takes."""
    made, run = ROOT / ".local" / "e2e-world", ROOT / ".local" / "e2e-world-of"
    this_run = os.environ.get("PYTEST_XDIST_TESTRUNUID", "")
    made.parent.mkdir(exist_ok=True)
    with run.open("a+") as made_by:
        fcntl.flock(made_by, fcntl.LOCK_EX)
        made_by.seek(0)
        if this_run and made_by.read() == this_run:
            return made
        shutil.rmtree(made, ignore_errors=True)
        subprocess.run(
            [sys.executable, "-m", "local.billing_system", "prepare", "--data", made / "billing", "--customers", "4"],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with on_own_ports(made, clock_file) as running:
            _wait_for_rest(running)
        made_by.truncate(0)
        made_by.write(this_run)
    return made


@contextmanager
def a_stack(clock_file: Path, world: Path, settings: Mapping[str, str] | None = None) -> Iterator[RunningStack]:
    """The stack of `make run`, fresh: nobody has an account yet, nobody has used up a limit. `settings` are its own."""
    data = ROOT / ".local" / f"e2e-{WORKER}"
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(world, data)
    with on_own_ports(data, clock_file, settings or {}) as running:
        yield running
    # Whatever was walked, it has left none of these behind.
    listed = json.loads((ROOT / "local" / "demo_people.json").read_text("utf-8"))
    pesels = {person["name"]: person["pesel"] for person in listed if person["kind"] == "individual"}
    assert traces(data, pesels | PASSWORDS) == []


def _wait_for_rest(stack: RunningStack) -> None:
    """Return once all of billing is here and no job is at work, whose lease would keep the next stack's from it."""
    environ = stack.environ
    with CosmosClient(environ["MOJBOK_COSMOS_ENDPOINT"], environ["MOJBOK_COSMOS_KEY"]) as client:
        operations = client.get_database_client(environ["MOJBOK_COSMOS_DATABASE"]).get_container_client("operations")
        for _ in range(1_800):
            jobs = [
                *operations.query_items("SELECT c.id, c.holder, c.completeAt FROM c", enable_cross_partition_query=True)
            ]
            complete = any(job.get("completeAt") for job in jobs)
            if complete and not any(job.get("holder") for job in jobs):
                return
            time.sleep(0.1)
    pytest.fail("the first sync does not end")


@contextmanager
def on_own_ports(data: Path, clock_file: Path, own: Mapping[str, str] | None = None) -> Iterator[RunningStack]:
    """A stack on that data, at ports no other worker takes and at the present time; `own` are further settings."""
    clock_file.parent.mkdir(exist_ok=True)
    clock_file.write_text("0")
    settings = {"MOJBOK_CLOCK_OFFSET_FILE": str(clock_file), "BILLING_FLAGS": "--customers 4"} | dict(own or {})
    first = 20_000 + 2_000 * int(WORKER.removeprefix("gw"))
    offset = next(offset for offset in range(first, first + 2_000, 100) if not Ports(offset).taken())
    with running_stack(data, offset, settings) as running:
        yield running


class FoldersStack:
    """The stack of the folder whose tests are run; the one before it ends when the next folder begins."""

    def __init__(self, clock_file: Path, world: Path) -> None:
        self._made_from = (clock_file, world)
        self._of: Path | None = None
        self._open = ExitStack()

    def of(self, folder: Path, settings: Mapping[str, str] | None = None) -> RunningStack:
        """Started with those settings of its own where it does not run yet."""
        if folder != self._of:
            self.close()
            self._running = self._open.enter_context(a_stack(*self._made_from, settings))
            self._of = folder
        return self._running

    def close(self) -> None:
        self._of = None
        self._open.close()


@pytest.fixture(scope="session")
def folders_stack(clock_file: Path, world: Path) -> Iterator[FoldersStack]:
    stacks = FoldersStack(clock_file, world)
    yield stacks
    stacks.close()


@pytest.fixture(scope="module")
def stack(request: pytest.FixtureRequest, folders_stack: FoldersStack) -> RunningStack:
    """One for each folder, whose files run in their order: a start costs as much as several tests."""
    return folders_stack.of(request.path.parent)


@pytest.fixture(scope="session")
def people() -> dict[str, dict[str, Any]]:
    """The demo people by their e-mail's first part."""
    listed = json.loads((ROOT / "local" / "demo_people.json").read_text("utf-8"))
    return {person["email"].partition("@")[0]: person for person in listed}


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright) -> Iterator[Browser]:
    executable = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if executable is None:
        pytest.fail("no Chromium found; `make chromium` installs one")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    chromium = playwright_driver.chromium.launch(executable_path=executable, args=[*sandbox, "--disable-gpu"])
    yield chromium
    chromium.close()


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def viewport(request: pytest.FixtureRequest) -> dict[str, int]:
    size: dict[str, int] = request.param
    return size


def new_context(browser: Browser, stack: RunningStack, **options: Any) -> BrowserContext:
    """A browser of somebody's own at an address of their own: limits by address are not shared by the tests.

    The stack has no front end that would write down the peer, so what is sent here is what the limits see.
    """
    made = browser.new_context(
        base_url=stack.url("web"),
        reduced_motion="reduce",
        extra_http_headers={"X-Forwarded-For": f"203.0.113.{next(_ADDRESSES) % 255}"},
        **{"locale": "pl-PL", "timezone_id": "Europe/Warsaw", "viewport": DESKTOP} | options,
    )
    made.set_default_timeout(15_000)
    return made


@pytest.fixture
def context(browser: Browser, stack: RunningStack) -> Iterator[BrowserContext]:
    made = new_context(browser, stack)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that must not log an error, break a script or meet the content policy."""
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(f"script: {error}"))
    opened.on("console", lambda entry: faults.append(entry.text) if entry.type == "error" else None)
    yield opened
    # A refused request is logged by the browser itself; the pages under test cause them on purpose.
    assert not [fault for fault in faults if "Failed to load resource" not in fault]


class Mail:
    """The mailboxes of maildev."""

    def __init__(self, server: httpx.Client) -> None:
        self._server = server

    def newest_to(self, address: str, subject: str) -> dict[str, Any] | None:
        mails = self._server.get("/email").json()
        fitting = [
            mail for mail in mails if subject in mail["subject"] and any(to["address"] == address for to in mail["to"])
        ]
        return max(fitting, key=lambda mail: mail["time"], default=None)

    def clear(self) -> None:
        self._server.delete("/email/all")


@pytest.fixture
def mail(stack: RunningStack) -> Iterator[Mail]:
    # Plain HTTP; a client that reads the system's certificates costs 60 ms of CPU each time.
    with httpx.Client(base_url=stack.url("mail"), trust_env=False, verify=False) as server:  # noqa: S501
        box = Mail(server)
        box.clear()
        yield box


@pytest.fixture
def travel(clock_file: Path) -> Iterator[Any]:
    """Move the clock of the whole stack by seconds; it comes back after the test."""
    yield lambda seconds: clock_file.write_text(str(seconds))
    clock_file.write_text("0")
