"""One stack for all walks through what a customer is supplied with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local.stack.testing import RunningStack
from tests.e2e.conftest import a_stack


@pytest.fixture(scope="package")
def stack(clock_file: Path, billing_world: Path) -> Iterator[RunningStack]:
    """Shared by the files of this folder: starting one takes longer than most of their tests."""
    with a_stack(clock_file, billing_world) as running:
        yield running
