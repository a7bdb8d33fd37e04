"""The billing contract over HTTP, from the journal: `GET /changes`. Files of documents are not served yet."""

import hmac
from typing import Annotated, Any

from fastapi import FastAPI, Header, HTTPException, Query

from adapters.billing_files.journal import Journal


def application(journal: Journal, token: str) -> FastAPI:
    """Return the service; every call needs the bearer token."""
    app = FastAPI(title="mojBOK: billing from files", openapi_url=None)

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/changes")
    def changes(
        after: Annotated[int, Query(ge=0, le=2**53 - 1)] = 0,
        limit: Annotated[int, Query(ge=1, le=2_000)] = 500,
        authorization: Annotated[str, Header()] = "",
    ) -> dict[str, Any]:
        if not hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode()):
            raise HTTPException(401, "a bearer token is needed")
        told = list(journal.changes(after, limit + 1))
        page = told[:limit]
        return {"changes": page, "next": page[-1]["cursor"] if page else after, "complete": len(told) <= limit}

    return app
