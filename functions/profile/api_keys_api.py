"""The routes of personal API keys."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import AwareDatetime, Field, StringConstraints

from shared.access.api_keys import MOST_KEYS, ApiKey, ApiScope, create_key, keys_of, revoke_key
from shared.access.signed_in import Reauthenticated, SignedIn
from shared.accounts import account_of
from shared.http.openapi import refusals
from shared.json_model import JsonModel
from shared.problems import Problem

router = APIRouter()


class NewApiKey(JsonModel):
    """A key to make: what its owner calls it, and what it may read."""

    name: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=r"^[^\x00-\x1f]*$")
    ]
    scopes: Annotated[list[ApiScope], Field(min_length=1, max_length=2)]


class ApiKeyUseRow(JsonModel):
    """A day's first use from a network."""

    at: AwareDatetime
    source: str


class ApiKeyRow(JsonModel):
    """A key as its owner sees it; its token is shown once, when it is made."""

    id: str
    name: str
    scopes: list[ApiScope]
    created_at: AwareDatetime
    expires_at: AwareDatetime
    uses: list[ApiKeyUseRow]


class ApiKeyList(JsonModel):
    """The account's keys, the newest first, of which there can be so many."""

    items: list[ApiKeyRow]
    most: int


class MadeApiKey(ApiKeyRow):
    """A new key with its token, to be copied now."""

    token: str


@router.get("/api-keys")
async def api_keys_get(session: SignedIn) -> ApiKeyList:
    kept = await keys_of(session.account_id)
    return ApiKeyList(items=[ApiKeyRow.model_validate(_row(key)) for key in reversed(kept.keys)], most=MOST_KEYS)


@router.post("/api-keys", status_code=201, responses=refusals("too_many_keys"))
async def api_key_post(session: Reauthenticated, body: NewApiKey) -> MadeApiKey:
    """A key for a year, read-only; its token is in this answer and nowhere else."""
    account = await account_of(session)
    key, token = await create_key(account.id, account.token_epoch, body.name, body.scopes)
    return MadeApiKey.model_validate(_row(key) | {"token": token})


@router.delete("/api-keys/{key_id}", status_code=204)
async def api_key_delete(session: SignedIn, key_id: str) -> None:
    """The key works no more from now on."""
    if not await revoke_key(session.account_id, key_id):
        raise Problem("not_found")


def _row(key: ApiKey) -> dict[str, object]:
    return key.model_dump(include={"id", "name", "scopes", "created_at", "expires_at", "uses"}, by_alias=False)
