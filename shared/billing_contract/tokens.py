"""Who may call by the contract: bearer tokens of the client credentials flow, checked by the authority's keys."""

import ssl
from pathlib import Path
from typing import Any, Literal

import jwt

Role = Literal["Billing.Read", "Billing.Write"]


class TokenVerifier:
    """Verifies tokens issued at `authority` (https://host/<tenant>) for one audience.

    The keys are fetched once over HTTPS and again when a token carries an unknown key id. `ca_file`, where there is
    one, is the only trusted root.
    """

    def __init__(self, authority: str, audience: str, ca_file: Path | None = None) -> None:
        self._issuer = f"{authority}/v2.0"
        self._audience = audience
        self._ca_file = ca_file
        self._keys_url = f"{authority}/discovery/v2.0/keys"
        self._keys: jwt.PyJWKClient | None = None

    def verify(self, token: str) -> dict[str, Any]:
        """Return the claims. Raises jwt.PyJWTError for a token that must not be accepted."""
        if self._keys is None:
            context = ssl.create_default_context(cafile=self._ca_file)
            self._keys = jwt.PyJWKClient(self._keys_url, ssl_context=context, timeout=5, cooldown_duration=1)
        key = self._keys.get_signing_key_from_jwt(token)
        claims: dict[str, Any] = jwt.decode(
            token,
            key.key,
            algorithms=["RS256"],
            audience=self._audience,
            issuer=self._issuer,
            options={"require": ["exp", "iss", "aud"]},
        )
        return claims

    def bearer_is_valid(self, authorization: str | None, role: str) -> bool:
        """Whether an Authorization header carries a good token with the application role."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer":
            return False
        try:
            return role in self.verify(token.strip()).get("roles", ())
        except jwt.PyJWTError:
            return False
