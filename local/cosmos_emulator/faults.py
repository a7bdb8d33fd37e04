"""Faults on demand: which requests for items are to fail, and how."""

import random
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from local.cosmos_emulator.errors import CosmosError, bad_request

type Kind = Literal["429", "503", "delay", "drop-before", "drop-after"]
KINDS = get_args(Kind.__value__)
OPERATIONS = frozenset({"*", "read", "create", "replace", "upsert", "patch", "delete", "batch", "query"})
THROTTLED = 3200


@dataclass
class Fault:
    """One rule: a seeded `ratio` of the matching requests for items fails as `kind` says, `count` at most.

    `drop-before` closes the connection before anything was done, `drop-after` after the change was committed.
    """

    kind: str
    operation: str = "*"
    container: str = "*"
    ratio: float = 1.0
    retry_after_ms: int = 100
    delay_ms: int = 1000
    count: int | None = None
    seed: int = 0
    generator: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise bad_request(f"The kind of a fault is one of {', '.join(KINDS)}.")
        if self.operation not in OPERATIONS:
            raise bad_request(f"The operation of a fault is one of {', '.join(sorted(OPERATIONS))}.")
        counts = (self.retry_after_ms, self.delay_ms, self.count or 0)
        if not all(isinstance(count, int) and count >= 0 for count in counts):
            raise bad_request("The counts and delays of a fault are whole numbers from 0.")
        if not 0 <= self.ratio <= 1:
            raise bad_request("The ratio of a fault is a number from 0 to 1.")
        self.generator = random.Random(self.seed)

    def strikes(self, operation: str, container: str) -> bool:
        """Whether this request is hit; draws once for each match, so the order of requests decides."""
        if self.operation not in {"*", operation} or self.container not in {"*", container}:
            return False
        if self.count == 0 or self.generator.random() >= self.ratio:
            return False
        if self.count is not None:
            self.count -= 1
        return True

    def error(self) -> CosmosError | None:
        """The refusal of a 429 or 503, None for the other kinds."""
        match self.kind:
            case "429":
                headers = {"x-ms-retry-after-ms": str(self.retry_after_ms)}
                return CosmosError(429, "Request rate is large.", substatus=THROTTLED, headers=headers)
            case "503":
                return CosmosError(503, "The service is currently unavailable.")
        return None


class Faults:
    """The rules in force, the first that strikes wins."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []

    def add(self, kind: str, **rule: Any) -> Fault:
        """Put a rule in force; raises CosmosError 400 for one that makes no sense."""
        fault = Fault(kind, **rule)
        self.rules = [*self.rules, fault]
        return fault

    def add_json(self, rule: Any) -> Fault:
        """Put a rule of the control endpoint in force, its names in camel case."""
        names = {"retryAfterMs": "retry_after_ms", "delayMs": "delay_ms"}
        try:
            return self.add(**{names.get(name, name): value for name, value in rule.items()})
        except (TypeError, AttributeError) as error:
            raise bad_request(f"This is not a fault rule: {rule!r}") from error

    def clear(self) -> None:
        self.rules = []

    def strike(self, operation: str, container: str) -> Fault | None:
        """The fault that hits a request, if any."""
        for rule in self.rules:
            if rule.strikes(operation, container):
                return rule
        return None
