"""One emulator for the folder's tests; each test makes the containers it needs."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from azure.cosmos import ContainerProxy, CosmosClient, DatabaseProxy, PartitionKey

from local.cosmos_emulator.testing import Emulator, running_emulator

type MakeContainer = Callable[..., ContainerProxy]


class Clock:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture(scope="session")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def shared_emulator(clock: Clock) -> Iterator[Emulator]:
    with running_emulator(clock=clock) as emulator:
        yield emulator


@pytest.fixture
def emulator(shared_emulator: Emulator) -> Iterator[Emulator]:
    """The folder's emulator, without faults and with an empty record."""
    shared_emulator.requests.clear()
    yield shared_emulator
    shared_emulator.faults.clear()


@pytest.fixture(scope="session")
def client(shared_emulator: Emulator) -> Iterator[CosmosClient]:
    with CosmosClient(shared_emulator.url, shared_emulator.key) as client:
        yield client


@pytest.fixture(scope="session")
def database(client: CosmosClient) -> DatabaseProxy:
    return client.create_database("tests")


@pytest.fixture
def make_container(database: DatabaseProxy, emulator: Emulator) -> MakeContainer:
    """Make a container of its own for a test; `path` is its partition key."""

    def make(path: str | list[str] = "/pk", **options: Any) -> ContainerProxy:
        key = PartitionKey(path) if isinstance(path, str) else PartitionKey(path, kind="MultiHash")
        container = database.create_container(f"c-{uuid.uuid4()}", key, **options)
        emulator.requests.clear()
        return container

    return make
