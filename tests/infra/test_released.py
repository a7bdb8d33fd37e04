"""What is released stays: a container's partition key and unique keys can never change, and none disappears."""

import json

import pytest

from shared.containers import CONTAINERS, Container
from tests.infra.compiler import ROOT

RELEASED = ROOT / "infra" / "released-containers.json"
"""By container: partition key and unique keys as deployed; a new one is written down with its first commit on main."""


def broken_promises(containers: tuple[Container, ...], released: dict[str, dict[str, object]]) -> list[str]:
    """What of the released containers would have to be made anew, and migrated."""
    now = {
        one.name: {"partitionKey": one.partition_key, "unique": [list(key) for key in one.unique]} for one in containers
    }
    return [name for name, keys in released.items() if now.get(name) != keys]


def test_released_containers_keep_their_keys() -> None:
    assert broken_promises(CONTAINERS, json.loads(RELEASED.read_text())) == [], "make a new container and migrate"


def test_no_container_goes_out_without_being_written_down() -> None:
    assert {one.name for one in CONTAINERS} - json.loads(RELEASED.read_text()).keys() == set()


@pytest.mark.parametrize(
    "changed",
    [{"partition_key": "/id"}, {"unique": (("/number",),)}, {"name": "clients"}],
    ids=["partition key", "unique key", "gone"],
)
def test_a_changed_key_is_refused(changed: dict[str, object]) -> None:
    released = {"tickets": {"partitionKey": "/customerId", "unique": []}}
    tickets = next(one for one in CONTAINERS if one.name == "tickets")
    assert broken_promises((tickets,), released) == []
    assert broken_promises((tickets._replace(**changed),), released) == ["tickets"]
