"""What each operation of the OpenAPI document costs, counted from the requests that reached Cosmos and Azurite."""

import asyncio
import json
import re
import uuid
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from local.cosmos_emulator.recording import RequestRecord
from local.cosmos_emulator.testing import Emulator
from shared.http.web import openapi_json
from tests.api.conftest import settle_mail

KINDS = {"read": "reads", "query": "queries"}


class Cost(NamedTuple):
    """So many requests for documents: point reads, queries, writes; to Blob; and all that go to the outbox of mails.

    `units` are the request units of all of them together, by the published figures (`cosmos_emulator/charges.py`).
    What the SDK reads once a process to know its containers is nobody's cost.
    """

    reads: int = 0
    queries: int = 0
    writes: int = 0
    blobs: int = 0
    mail: int = 0
    units: float | None = None

    def within(self, budget: "Cost") -> bool:
        """Whether no part is over its budget; a budget without units gets what so many requests of 1 KB cost."""
        allowed = budget if budget.units is not None else budget._replace(units=budget.plain_units)
        return all((spent or 0) <= (most or 0) for spent, most in zip(self, allowed, strict=True))

    @property
    def plain_units(self) -> float:
        """A strong read 2, a query 8, writing over 1 KB with five indexed values 13, each request of a mail 8."""
        return 2.2 * self.reads + 8 * self.queries + 13 * self.writes + 8.5 * self.mail


class Sample(NamedTuple):
    """One call as it was answered, its mails included; `across` is what crossed partitions."""

    operation: str
    status: int
    cost: Cost
    across: list[RequestRecord]


@dataclass
class BlobLog:
    """The access log of Azurite."""

    file: Path
    url: str
    read: int = 0

    async def new(self) -> list[str]:
        """The requests answered since it was last asked. An own request marks the end of the log."""
        mark = uuid.uuid4().hex
        async with httpx.AsyncClient() as client:
            await client.get(f"{self.url}/{mark}")
        for _ in range(500):
            lines = self.file.read_text("utf-8").splitlines()
            if any(mark in line for line in lines):
                break
            await asyncio.sleep(0.01)
        else:
            raise AssertionError("Azurite does not write its log")
        fresh, self.read = lines[self.read :], len(lines)
        return [line for line in fresh if mark not in line and "devstoreaccount1" in line]


class Meter(httpx.AsyncBaseTransport):
    """A transport that notes what every request through it has cost, one at a time, under its operation and `case`."""

    def __init__(self, inner: httpx.ASGITransport, emulator: Emulator, blobs: BlobLog) -> None:
        self._inner, self._emulator, self._blobs = inner, emulator, blobs
        self._routes = _routes(inner.app)
        self.samples: list[Sample] = []
        self.case = ""

    @property
    def operations(self) -> set[str]:
        return {operation for operation, _ in self._routes}

    def plain_reads(self) -> list[str]:
        """Paths of reads that need no input and were not done yet."""
        done = {sample.operation for sample in self.samples}
        paths: dict[str, Any] = json.loads(openapi_json(self._inner.app))["paths"]  # type: ignore[arg-type]
        return [
            path
            for path, methods in paths.items()
            if "get" in methods
            and f"GET {path}" not in done
            and not any(one.get("required") for one in methods["get"].get("parameters", []))
        ]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await settle_mail()
        await self._blobs.new()
        self._emulator.requests.clear()
        response = await self._inner.handle_async_request(request)
        await response.aread()
        await settle_mail()
        records = [record for record in self._emulator.requests if record.resource_type == "docs"]
        spent = Counter(
            "mail" if record.container == "outbox" else KINDS.get(record.operation, "writes") for record in records
        )
        units = round(sum(record.charge for record in records), 1)
        cost = Cost(**spent, blobs=len(await self._blobs.new()), units=units)
        across = [record for record in records if record.cross_partition]
        self.samples.append(Sample(self._operation(request) + self.case, response.status_code, cost, across))
        return response

    def _operation(self, request: httpx.Request) -> str:
        asked = f"{request.method} {request.url.path}"
        return next((operation for operation, pattern in self._routes if pattern.fullmatch(asked)), asked)


def _routes(app: Any) -> list[tuple[str, re.Pattern[str]]]:
    """Every operation with what its requests look like, the plainest first."""
    paths: dict[str, Any] = json.loads(openapi_json(app))["paths"]
    operations = [f"{method.upper()} {path}" for path in paths for method in paths[path]]
    operations.sort(key=lambda operation: operation.count("{"))
    return [(one, re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(one)))) for one in operations]
