"""Tokens with the claims Entra ID puts into them: access tokens of applications, ID tokens of people."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import jwt

from local.identity_provider.directory import Client, User
from local.identity_provider.keys import SigningKey

LIFETIME = 3600
"""Seconds a token is valid."""


def issue(key: SigningKey, issuer: str, tenant: str, client: Client, audience: str) -> str:
    """Sign a token (RS256) that says which application asks and which roles it has at the audience."""
    # The system's clock, not the application's: MSAL and verifiers know only that one.
    now = int(time.time())
    identity = str(uuid.uuid5(uuid.UUID(tenant), client.client_id))
    claims = {
        "aud": audience,
        "iss": issuer,
        "iat": now,
        "nbf": now,
        "exp": now + LIFETIME,
        "appid": client.client_id,
        "appidacr": "1",
        "idtyp": "app",
        "oid": identity,
        "roles": list(client.app_roles.get(audience, ())),
        "sub": identity,
        "tid": tenant,
        "uti": uuid.uuid4().hex,
        "ver": "1.0",
    }
    return jwt.encode(claims, key.private, algorithm="RS256", headers={"kid": key.id})


def issue_id_token(
    key: SigningKey,
    issuer: str,
    tenant: str,
    client: Client,
    user: User,
    nonce: str | None,
    spoil: Callable[[dict[str, Any]], dict[str, Any]],
) -> str:
    """Sign an ID token (v2.0) that says who came in; `spoil` may make it one that must be refused."""
    now = int(time.time())
    claims: dict[str, Any] = {
        "aud": client.client_id,
        "iss": issuer,
        "iat": now,
        "nbf": now,
        "exp": now + LIFETIME,
        "name": user.name,
        "oid": user.id,
        "preferred_username": user.mail,
        "sub": str(uuid.uuid5(uuid.UUID(user.id), client.client_id)),
        "tid": tenant,
        "uti": uuid.uuid4().hex,
        "ver": "2.0",
    }
    claims |= {"nonce": nonce} if nonce else {}
    claims |= {"roles": list(user.roles)} if user.roles else {}
    return jwt.encode(spoil(claims), key.private, algorithm="RS256", headers={"kid": key.id})
