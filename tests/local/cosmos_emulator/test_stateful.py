"""The emulator against a simple model of what the service promises: items, ETags, batches, time to live."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from azure.core import MatchConditions
from azure.cosmos import ContainerProxy, CosmosClient, PartitionKey
from azure.cosmos.exceptions import CosmosBatchOperationError, CosmosHttpResponseError, CosmosResourceNotFoundError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from local.cosmos_emulator.testing import running_emulator
from tests.depth import depth
from tests.local.cosmos_emulator.conftest import Clock

KEYS = st.sampled_from(["a", "b"])
IDS = st.sampled_from(["1", "2", "3"])
NUMBERS = st.integers(-5, 5)
TTLS = st.sampled_from([None, None, 5, 50, -1])
DEFAULT_TTL = 20


class Model:
    """Items by partition and id: body, ETag, when written, own time to live."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.items: dict[tuple[str, str], dict[str, Any]] = {}

    def alive(self, key: str, item_id: str) -> dict[str, Any] | None:
        item = self.items.get((key, item_id))
        if item is None:
            return None
        ttl = item["body"].get("ttl", DEFAULT_TTL)
        if ttl >= 0 and item["written"] + ttl <= self.clock.now:
            del self.items[key, item_id]
            return None
        return item

    def put(self, key: str, body: dict[str, Any]) -> None:
        self.items[key, body["id"]] = {"body": body, "written": int(self.clock.now), "etag": None}

    def write(self, kind: str, key: str, body: dict[str, Any], etag: str | None) -> int:
        """What a write answers; it is done if that is a success."""
        item = self.alive(key, body["id"])
        if kind == "create" and item:
            return 409
        if kind in {"replace", "delete", "patch"} and not item:
            return 404
        if etag and (not item or item["etag"] != etag):
            return 412
        if kind == "delete":
            del self.items[key, body["id"]]
            return 204
        if kind == "patch" and item:
            body = {**item["body"], "n": item["body"]["n"] + body["n"]}
        self.put(key, body)
        return 200 if item else 201


def body_of(key: str, item_id: str, number: int, ttl: int | None) -> dict[str, Any]:
    return {"id": item_id, "pk": key, "n": number} | ({} if ttl is None else {"ttl": ttl})


class EmulatorMachine(RuleBasedStateMachine):
    """Random operations on the emulator and the model at once; both must always agree."""

    client: CosmosClient
    clock: Clock
    made = 0

    @initialize()
    def start(self) -> None:
        type(self).made += 1
        database = self.client.create_database_if_not_exists("stateful")
        name = f"c{self.made}"
        self.container: ContainerProxy = database.create_container(name, PartitionKey("/pk"), default_ttl=DEFAULT_TTL)
        self.model = Model(self.clock)
        self.stale = '"never"'

    def note(self, key: str, item_id: str, etag: str) -> None:
        self.model.items[key, item_id]["etag"] = etag

    @rule(
        kind=st.sampled_from(["create", "upsert", "replace", "patch", "delete"]),
        key=KEYS,
        item_id=IDS,
        number=NUMBERS,
        ttl=TTLS,
        condition=st.sampled_from(["none", "none", "current", "stale"]),
    )
    def write(self, kind: str, key: str, item_id: str, number: int, ttl: int | None, condition: str) -> None:
        body = body_of(key, item_id, number, ttl)
        current = self.model.alive(key, item_id)
        etag = None
        if condition == "stale":
            etag = self.stale
        elif condition == "current" and current:
            etag = current["etag"]
        if kind == "create":
            etag = None
        guard = {"etag": etag, "match_condition": MatchConditions.IfNotModified} if etag else {}
        if current:
            self.stale = current["etag"]
        expected = self.model.write(kind, key, copy.deepcopy(body), etag)
        if expected >= 400:
            with pytest.raises(CosmosHttpResponseError) as refused:
                self.send(kind, key, body, guard)
            assert refused.value.status_code == expected
        else:
            result = self.send(kind, key, body, guard)
            if kind != "delete":
                self.note(key, item_id, result["_etag"])

    def send(self, kind: str, key: str, body: dict[str, Any], guard: dict[str, Any]) -> Any:
        match kind:
            case "create":
                return self.container.create_item(body)
            case "upsert":
                return self.container.upsert_item(body, **guard)
            case "replace":
                return self.container.replace_item(body["id"], body, **guard)
            case "patch":
                operations = [{"op": "incr", "path": "/n", "value": body["n"]}]
                return self.container.patch_item(body["id"], key, operations, **guard)
        return self.container.delete_item(body["id"], key, **guard)

    @rule(
        key=KEYS,
        operations=st.lists(
            st.tuples(st.sampled_from(["create", "upsert", "replace", "delete", "patch"]), IDS, NUMBERS, TTLS),
            min_size=1,
            max_size=4,
        ),
    )
    def batch(self, key: str, operations: list[tuple[str, str, int, int | None]]) -> None:
        before = copy.deepcopy(self.model.items)
        statuses = []
        for kind, item_id, number, ttl in operations:
            statuses.append(self.model.write(kind, key, body_of(key, item_id, number, ttl), None))
            if statuses[-1] >= 400:
                break
        sent = [self.batched(kind, body_of(key, item_id, number, ttl)) for kind, item_id, number, ttl in operations]
        try:
            results = self.container.execute_item_batch(sent, key)
        except CosmosBatchOperationError as failed:
            self.model.items = before
            codes = [result["statusCode"] for result in failed.operation_responses]
            wanted = [424] * len(operations)
            wanted[len(statuses) - 1] = statuses[-1]
            assert codes == wanted
        else:
            assert [result["statusCode"] for result in results] == statuses
            for (kind, item_id, _, _), result in zip(operations, results, strict=True):
                if kind != "delete" and (key, item_id) in self.model.items:
                    self.note(key, item_id, result["eTag"])

    def batched(self, kind: str, body: dict[str, Any]) -> Any:
        match kind:
            case "delete":
                return ("delete", (body["id"],))
            case "patch":
                return ("patch", (body["id"], [{"op": "incr", "path": "/n", "value": body["n"]}]))
            case "replace":
                return ("replace", (body["id"], body))
        return (kind, (body,))

    @rule(seconds=st.sampled_from([1, 5, 15, 60]))
    def time_passes(self, seconds: int) -> None:
        self.clock.advance(seconds)

    @rule(key=KEYS, item_id=IDS)
    def read(self, key: str, item_id: str) -> None:
        item = self.model.alive(key, item_id)
        if item is None:
            with pytest.raises(CosmosResourceNotFoundError):
                self.container.read_item(item_id, key)
        else:
            found = self.container.read_item(item_id, key)
            assert found["_etag"] == item["etag"]
            assert {name: found[name] for name in item["body"]} == item["body"]

    @invariant()
    def both_hold_the_same(self) -> None:
        if not hasattr(self, "container"):
            return
        for key in ("a", "b"):
            found = self.container.query_items("SELECT c.id, c.n, c._etag FROM c", partition_key=key)
            expected = [
                {"id": item_id, "n": item["body"]["n"], "_etag": item["etag"]}
                for owner, item_id in list(self.model.items)
                if owner == key and (item := self.model.alive(owner, item_id))
            ]
            assert sorted(found, key=lambda one: one["id"]) == sorted(expected, key=lambda one: one["id"])


@pytest.fixture(scope="module")
def machine() -> Iterator[type[EmulatorMachine]]:
    clock = Clock()
    with running_emulator(clock=clock) as emulator, CosmosClient(emulator.url, emulator.key) as client:
        EmulatorMachine.client = client
        EmulatorMachine.clock = clock
        yield EmulatorMachine


def test_the_emulator_keeps_its_promises(machine: type[EmulatorMachine]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=depth(15, 6), stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
