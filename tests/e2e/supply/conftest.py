"""All walks through what a customer is supplied with share a stack."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local.stack.testing import RunningStack
from tests.e2e.conftest import a_stack


@pytest.fixture(scope="package")
def stack(clock_file: Path, world: Path) -> Iterator[RunningStack]:
    """Shared by the files of this folder."""
    with a_stack(clock_file, world) as running:
        yield running
