"""All walks through what a customer is supplied with share a stack."""

import pytest

from local.stack.testing import RunningStack


@pytest.fixture(scope="session")
def stack(shared_stack: RunningStack) -> RunningStack:
    return shared_stack
