"""Time to live by container and item, on a clock the test moves."""

import pytest
from azure.cosmos import ContainerProxy
from azure.cosmos.exceptions import CosmosHttpResponseError, CosmosResourceNotFoundError

from tests.local.cosmos_emulator.conftest import Clock, MakeContainer


def exists(container: ContainerProxy, item_id: str) -> bool:
    try:
        container.read_item(item_id, "a")
    except CosmosResourceNotFoundError:
        return False
    return True


def test_items_expire_by_container_and_by_their_own_time(make_container: MakeContainer, clock: Clock) -> None:
    container = make_container(default_ttl=10)
    for item_id, ttl in {"default": None, "longer": 20, "never": -1}.items():
        container.create_item({"id": item_id, "pk": "a"} | ({"ttl": ttl} if ttl else {}))

    clock.advance(9)
    assert exists(container, "default")
    clock.advance(1)
    assert [exists(container, item_id) for item_id in ("default", "longer", "never")] == [False, True, True]
    clock.advance(10)
    assert sorted(item["id"] for item in container.read_all_items()) == ["never"]
    assert list(container.query_items("SELECT VALUE COUNT(1) FROM c", partition_key="a")) == [1]
    assert [item["id"] for item in container.query_items_change_feed(start_time="Beginning")] == ["never"]


def test_a_container_without_default_keeps_items_with_a_ttl(make_container: MakeContainer, clock: Clock) -> None:
    container = make_container()
    container.create_item({"id": "1", "pk": "a", "ttl": 1})
    clock.advance(1000)
    assert exists(container, "1")


def test_a_default_of_minus_one_leaves_it_to_the_items(make_container: MakeContainer, clock: Clock) -> None:
    container = make_container(default_ttl=-1)
    container.create_item({"id": "1", "pk": "a", "ttl": 5})
    container.create_item({"id": "2", "pk": "a"})
    clock.advance(5)
    assert (exists(container, "1"), exists(container, "2")) == (False, True)


def test_an_update_starts_the_time_anew(make_container: MakeContainer, clock: Clock) -> None:
    container = make_container(default_ttl=10)
    container.create_item({"id": "1", "pk": "a"})
    clock.advance(9)
    container.patch_item("1", "a", [{"op": "set", "path": "/n", "value": 1}])
    clock.advance(9)
    assert exists(container, "1")


def test_an_expired_id_is_free_and_cannot_be_changed(make_container: MakeContainer, clock: Clock) -> None:
    container = make_container(default_ttl=10, unique_key_policy={"uniqueKeys": [{"paths": ["/email"]}]})
    container.create_item({"id": "1", "pk": "a", "email": "x"})
    clock.advance(10)

    with pytest.raises(CosmosResourceNotFoundError):
        container.replace_item("1", {"id": "1", "pk": "a"})
    with pytest.raises(CosmosResourceNotFoundError):
        container.delete_item("1", "a")
    container.create_item({"id": "2", "pk": "a", "email": "x"})
    container.create_item({"id": "1", "pk": "a", "email": "y"})


@pytest.mark.parametrize("ttl", [0, -2, None, "10", 1.5, True])
def test_a_senseless_ttl_is_refused(make_container: MakeContainer, ttl: object) -> None:
    with pytest.raises(CosmosHttpResponseError) as refused:
        make_container(default_ttl=10).create_item({"id": "1", "pk": "a", "ttl": ttl})
    assert refused.value.status_code == 400
