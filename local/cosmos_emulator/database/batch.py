"""Transactional batch: up to 100 operations on one partition, all or nothing."""

from typing import Any

import orjson

from local.cosmos_emulator import charges
from local.cosmos_emulator.database.catalogue import Container
from local.cosmos_emulator.database.items import Conditions, Outcome, Write
from local.cosmos_emulator.database.patch import patched_by
from local.cosmos_emulator.database.storage import Storage
from local.cosmos_emulator.errors import CosmosError, bad_request

MAX_OPERATIONS = 100
MAX_BYTES = 2 * 1024 * 1024
FAILED_DEPENDENCY = 424


class BatchFailed(Exception):
    """Leaves the transaction, so that nothing of the batch stays; carries the answer."""

    def __init__(self, results: list[dict[str, Any]]) -> None:
        super().__init__("the batch failed")
        self.results = results


def run_batch(
    storage: Storage, container: Container, key: str, operations: Any, size: int
) -> tuple[int, list[dict[str, Any]]]:
    """Run a batch; return the HTTP status (200 or 207) and the result of each operation.

    If one operation fails it keeps its own code, all others get 424 and nothing is stored. Raises CosmosError 400
    for none or more than 100 operations and 413 for more than 2 MB.
    """
    if not isinstance(operations, list) or not operations:
        raise bad_request("Batch request has no operations.")
    if len(operations) > MAX_OPERATIONS:
        raise bad_request("Batch request has more operations than what is supported.")
    if size > MAX_BYTES:
        raise CosmosError(413, "Request size is too large")
    try:
        with storage.transaction() as lsn:
            write = Write(storage, container, key, lsn)
            return 200, [_result(write, operations, index) for index in range(len(operations))]
    except BatchFailed as failed:
        return 207, failed.results


def _result(write: Write, operations: list[Any], index: int) -> dict[str, Any]:
    try:
        outcome = run_operation(write, operations[index])
    except CosmosError as error:
        results = [{"statusCode": FAILED_DEPENDENCY, "requestCharge": 0.0} for _ in operations]
        results[index] = {"statusCode": error.status, "requestCharge": charges.insert(0, 0)}
        if error.substatus:
            results[index]["subStatusCode"] = error.substatus
        raise BatchFailed(results) from error
    result: dict[str, Any] = {"statusCode": outcome.status, "requestCharge": outcome.charge}
    if outcome.item:
        result["eTag"] = outcome.item.etag
        if outcome.status != 304:
            result["resourceBody"] = orjson.Fragment(outcome.item.body)
    return result


def run_operation(write: Write, operation: Any) -> Outcome:
    """Do one operation of a batch in the caller's transaction."""
    if not isinstance(operation, dict):
        raise bad_request("A batch operation must be a JSON object.")
    conditions = Conditions(operation.get("ifMatch"), operation.get("ifNoneMatch"))
    item_id, body = operation.get("id"), operation.get("resourceBody")
    match operation.get("operationType"):
        case "Create":
            return write.create(body)
        case "Upsert":
            return write.upsert(body, conditions)
        case "Replace" if isinstance(item_id, str):
            return write.replace(item_id, body, conditions)
        case "Patch" if isinstance(item_id, str):
            return write.change(item_id, patched_by(body), conditions)
        case "Read" if isinstance(item_id, str):
            return write.read(item_id, conditions)
        case "Delete" if isinstance(item_id, str):
            return write.delete(item_id, conditions)
    raise bad_request("The batch operation is not supported.")
