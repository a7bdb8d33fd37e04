"""Access tokens with the claims Entra ID puts into an application's token."""

import time
import uuid

import jwt

from local.identity_provider.directory import Client
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
