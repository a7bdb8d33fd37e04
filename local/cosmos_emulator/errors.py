"""What the emulator answers when it refuses, with the service's own codes."""

from typing import Any

NAMES = {
    304: "NotModified",
    400: "BadRequest",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    405: "MethodNotAllowed",
    409: "Conflict",
    410: "Gone",
    412: "PreconditionFailed",
    413: "RequestEntityTooLarge",
    424: "FailedDependency",
    429: "TooManyRequests",
    501: "NotImplemented",
    503: "ServiceUnavailable",
}


class CosmosError(Exception):
    """A refused request: HTTP `status`, the service's `substatus` and a message for the developer.

    `extra` are further members of the JSON answer, `headers` further headers.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        substatus: int = 0,
        extra: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.substatus = substatus
        self.message = message
        self.extra = extra or {}
        self.headers = headers or {}


def bad_request(message: str, substatus: int = 0) -> CosmosError:
    return CosmosError(400, message, substatus=substatus)


def not_found(substatus: int = 0) -> CosmosError:
    """A missing item (substatus 0) or a missing owner: its database or container (1003)."""
    owner = (
        "Owner resource does not exist" if substatus else "Entity with the specified id does not exist in the system."
    )
    return CosmosError(404, owner, substatus=substatus)


def conflict(message: str = "Entity with the specified id already exists in the system.") -> CosmosError:
    return CosmosError(409, message)


def precondition_failed() -> CosmosError:
    return CosmosError(412, "One of the specified pre-condition is not met")


def not_emulated(what: str) -> CosmosError:
    return CosmosError(501, f"This emulator does not emulate {what}.")


PARTITION_KEY_MISMATCH = (
    "Partition key provided either doesn't correspond to definition in the collection or doesn't match partition "
    "key field values specified in the document."
)


def partition_key_mismatch() -> CosmosError:
    return bad_request(PARTITION_KEY_MISMATCH, substatus=1001)
