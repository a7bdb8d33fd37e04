"""The change feed: every item once, at its last change, in order, from any point."""

import datetime as dt

from azure.cosmos import ContainerProxy

from tests.local.cosmos_emulator.conftest import Clock, MakeContainer


def changed(container: ContainerProxy, **options: object) -> tuple[list[str], str]:
    """The ids of the changes and the token to go on with."""
    iterable = container.query_items_change_feed(**options)
    ids = [item["id"] for item in iterable]
    return ids, container.client_connection.last_response_headers["etag"]


def test_it_goes_on_from_a_token_and_shows_the_last_state_only(make_container: MakeContainer) -> None:
    container = make_container()
    for item_id in ("1", "2", "3"):
        container.create_item({"id": item_id, "pk": item_id})
    ids, token = changed(container, start_time="Beginning")
    assert ids == ["1", "2", "3"]

    container.upsert_item({"id": "1", "pk": "1", "n": 1})
    container.upsert_item({"id": "4", "pk": "4"})
    container.upsert_item({"id": "1", "pk": "1", "n": 2})
    container.delete_item("2", "2")

    ids, token = changed(container, continuation=token)
    assert ids == ["4", "1"]
    assert changed(container, continuation=token)[0] == []


def test_from_now_from_a_moment_and_of_one_partition(make_container: MakeContainer, clock: Clock) -> None:
    container = make_container()
    container.create_item({"id": "1", "pk": "a"})
    _, now = changed(container, start_time="Now")
    clock.advance(100)
    moment = dt.datetime.fromtimestamp(clock.now, dt.UTC)
    container.create_item({"id": "2", "pk": "a"})
    container.create_item({"id": "3", "pk": "b"})

    assert changed(container, continuation=now)[0] == ["2", "3"]
    assert changed(container, start_time=moment)[0] == ["2", "3"]
    assert changed(container, start_time="Beginning", partition_key="a")[0] == ["1", "2"]


def test_a_batch_is_never_split_by_a_page(make_container: MakeContainer) -> None:
    container = make_container()
    container.create_item({"id": "0", "pk": "a"})
    container.execute_item_batch([("create", ({"id": str(n), "pk": "a"},)) for n in range(1, 6)], "a")

    pager = container.query_items_change_feed(start_time="Beginning", max_item_count=2).by_page()
    assert [item["id"] for item in next(pager)] == ["0", "1", "2", "3", "4", "5"]


def test_it_covers_all_ranges_of_a_large_container(make_container: MakeContainer) -> None:
    container = make_container(offer_throughput=30_000)
    for number in range(30):
        container.create_item({"id": str(number), "pk": f"p{number}"})

    assert sorted(map(int, changed(container, start_time="Beginning")[0])) == list(range(30))
    ranges = list(container.read_feed_ranges())
    parts = [changed(container, start_time="Beginning", feed_range=one)[0] for one in ranges]
    assert len(ranges) == 5
    assert sum(map(len, parts)) == 30
    assert max(map(len, parts)) < 30
