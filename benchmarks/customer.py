"""A signed-in customer who calls the application as the host does, through ASGI."""

import asyncio
import os
from typing import Any, NamedTuple


class Customer(NamedTuple):
    """Anna of `tests/builders.py`, with a session of her own in the present database."""

    session_id: str
    customer_id: str
    web: Any
    cookie: str

    async def get(self, path: str, query: str = "") -> None:
        """One answer of the application; it must be a 200."""
        status, asked = 0, False

        async def receive() -> dict[str, Any]:
            nonlocal asked
            if asked:
                # A streamed answer listens for a browser that goes away; this one stays.
                await asyncio.Event().wait()
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            nonlocal status
            status = message.get("status", status)

        await self.web(self._scope(path, query), receive, send)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")

    def _scope(self, path: str, query: str) -> dict[str, Any]:
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "https",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(b"host", b"mojbok.example"), (b"cookie", self.cookie.encode())],
            "client": ("127.0.0.1", 1),
            "server": ("mojbok.example", 443),
        }


async def signed_in(web: Any) -> Customer:
    from shared.access.sessions import COOKIE, open_session
    from shared.terms.version import first

    # The clock of the laptop's stack, of which Azure knows nothing, reads a file.
    os.environ.pop("MOJBOK_CLOCK_OFFSET_FILE", None)
    session, token = await open_session(
        account_id="account-1",
        customer_id="customer-anna",
        kind="individual",
        display_name="Anna Żółkiewska",
        customer_number="KL-100200",
        terms_version=first().version,
        locale="pl",
    )
    return Customer(session.id, session.customer_id, web, f"{COOKIE}={token}")
