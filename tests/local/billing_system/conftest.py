from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from local.billing_system.testing import RunningBilling, running_billing
from local.billing_system.world import World

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def world() -> World:
    return World(seed=7, customers=60, demo=True, made_on=TODAY)


@pytest.fixture
def billing(tmp_path: Path) -> Iterator[RunningBilling]:
    with running_billing(tmp_path, customers=3, demo=False, pdfs="none", today=TODAY) as running:
        yield running


@pytest.fixture
def client(billing: RunningBilling) -> httpx.Client:
    return billing.server
