"""What every test shares: hypothesis judges the code, not how busy the machine is; what takes longest begins first."""

import pytest
from hypothesis import HealthCheck, settings

from tests.depth import THOROUGH

settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")

LONGEST = ("tests/chaos/", "tests/local/test_adding_a_feature.py", "tests/api/test_openapi.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let no worker begin a walk of minutes when the others are done; leave to the night what belongs there."""
    items[:] = [item for item in items if THOROUGH or item.get_closest_marker("thorough") is None]
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
