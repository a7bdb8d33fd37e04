"""Who may call: application tokens of the identity provider, with a role for reading and one for writing."""

from collections.abc import Callable
from pathlib import Path

from shared.billing_contract.tokens import Role, TokenVerifier

Gate = Callable[[str | None, Role], bool]
"""Tells whether an Authorization header may do what the role allows."""

AUDIENCE = "api://mojbok-billing"


def open_gate(authorization: str | None, role: Role) -> bool:
    """Let everybody in: for tests and quick trials only."""
    return True


def token_gate(authority: str, ca_file: Path, audience: str = AUDIENCE) -> Gate:
    """Return a gate that asks for a token issued at `authority` for the audience."""
    return TokenVerifier(authority, audience, ca_file).bearer_is_valid
