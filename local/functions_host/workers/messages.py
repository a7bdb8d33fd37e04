"""The few messages of the host's gRPC protocol that Azure's worker library fills in, as plain classes.

The library takes its protobuf module as an argument named `protos`; this module is passed in its place.
"""

import enum
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, ClassVar


@dataclass
class BindingInfo:
    type: str
    data_type: Any
    direction: int

    undefined: ClassVar[int] = 0
    out: ClassVar[int] = 1
    inout: ClassVar[int] = 2


@dataclass
class RpcRetryOptions:
    max_retry_count: int
    retry_strategy: str
    delay_interval: timedelta = timedelta()
    minimum_interval: timedelta = timedelta()
    maximum_interval: timedelta = timedelta.max


@dataclass
class RpcFunctionMetadata:
    name: str
    function_id: str
    directory: str
    script_file: str
    entry_point: str
    language: str
    is_proxy: bool
    managed_dependency_enabled: bool
    bindings: dict[str, BindingInfo]
    raw_bindings: list[str]
    retry_options: RpcRetryOptions | None
    properties: dict[str, str] = field(default_factory=dict)


@dataclass
class NullableString:
    value: str


@dataclass
class NullableBool:
    value: bool


@dataclass
class NullableDouble:
    value: float


@dataclass
class Timestamp:
    seconds: int


@dataclass
class NullableTimestamp:
    value: Timestamp


SameSite = enum.Enum("SameSite", ["None", "Lax", "Strict", "ExplicitNone"])


@dataclass
class RpcHttpCookie:
    name: str
    value: str
    domain: NullableString | None
    path: NullableString | None
    expires: NullableTimestamp | None
    secure: NullableBool | None
    http_only: NullableBool | None
    same_site: SameSite
    max_age: NullableDouble | None

    SameSite: ClassVar[type[SameSite]] = SameSite
