"""How people sign in: the authorize page, on which one is chosen, and the codes it hands out (RFC 6749, 4.1; 7636)."""

import base64
import hashlib
import hmac
import html
import json
import secrets
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from local.identity_provider import errors
from local.identity_provider.directory import Client, Directory, User

CODE_SECONDS = 600
_KEPT = ("client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "response_mode")
_CHALLENGE = ("code_challenge", "code_challenge_method")


@dataclass
class Grant:
    """What a code stands for, until it is redeemed once."""

    user: User
    client_id: str
    redirect_uri: str
    nonce: str | None
    challenge: str
    scope: str
    ends_at: float
    redeemed: bool = False


@dataclass
class People:
    """The codes handed out, in memory: a restart ends what was begun."""

    directory: Directory
    grants: dict[str, Grant] = field(default_factory=dict)

    def client_of(self, fields: dict[str, str]) -> Client:
        """The application that asks, before anybody is sent anywhere. Raises Refusal."""
        client_id = fields.get("client_id", "")
        client = self.directory.client(client_id)
        if client is None:
            raise errors.unknown_client(client_id, self.directory.tenant_id)
        if not client.leads_to(fields.get("redirect_uri", "")):
            raise errors.unknown_redirect(fields.get("redirect_uri", ""))
        return client

    def page(self, fields: dict[str, str]) -> str:
        """The page on which one of the people is chosen. Raises Refusal."""
        client = self.client_of(fields)
        for name in ("scope", "state", "nonce", "code_challenge"):
            if not fields.get(name):
                raise errors.missing_parameter(name)
        if fields.get("response_type") != "code" or fields.get("code_challenge_method") != "S256":
            raise errors.missing_parameter("response_type=code, code_challenge_method=S256")
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{html.escape(fields[name])}">'
            for name in (*_KEPT, *_CHALLENGE)
            if name in fields
        )
        people = "".join(
            f'<button name="user" value="{user.id}">{html.escape(user.name)}'
            f"<small>{html.escape(', '.join(user.roles) or 'no role')}</small></button>"
            for user in self.directory.users
        )
        return _PAGE.format(client=html.escape(client.name), hidden=hidden, people=people)

    def answer(self, fields: dict[str, str]) -> str:
        """The address to send the chosen person back to, with a code. Raises Refusal."""
        self.client_of(fields)
        user = self.directory.user(fields.get("user", ""))
        answer: dict[str, str] = {"state": fields.get("state", "")}
        if user is None:
            answer |= {"error": "access_denied", "error_description": "the user canceled the authentication"}
        else:
            code = secrets.token_urlsafe(32)
            self.grants[code] = Grant(
                user=user,
                client_id=fields["client_id"].lower(),
                redirect_uri=fields["redirect_uri"],
                nonce=fields.get("nonce"),
                challenge=fields.get("code_challenge", ""),
                scope=fields.get("scope", ""),
                ends_at=time.time() + CODE_SECONDS,
            )
            answer |= {"code": code, "session_state": secrets.token_hex(16)}
        separator = "#" if fields.get("response_mode") == "fragment" else "?"
        return f"{fields['redirect_uri']}{separator}{urlencode(answer)}"

    def redeem(self, client: Client, fields: dict[str, str]) -> Grant:
        """What a code stands for; it works once. Raises Refusal."""
        grant = self.grants.get(fields.get("code", ""))
        if grant is None or time.time() >= grant.ends_at:
            raise errors.code_unusable()
        if grant.redeemed:
            raise errors.code_redeemed()
        if (grant.client_id, grant.redirect_uri) != (client.client_id, fields.get("redirect_uri")):
            raise errors.code_unusable()
        digest = hashlib.sha256(fields.get("code_verifier", "").encode()).digest()
        if not hmac.compare_digest(base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), grant.challenge):
            raise errors.wrong_verifier()
        grant.redeemed = True
        return grant


def client_info(user: User, tenant: str) -> str:
    """Whose tokens these are, as MSAL wants to be told beside them."""
    content = json.dumps({"uid": user.id, "utid": tenant})
    return base64.urlsafe_b64encode(content.encode()).rstrip(b"=").decode()


_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Who signs in?</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 24rem; margin: 3rem auto; padding: 0 1rem; color: #1b1b1b }}
button {{ display: block; width: 100%; margin: .5rem 0; padding: .75rem 1rem; font: inherit; text-align: left;
  background: #fff; border: 1px solid #767676; border-radius: 4px; cursor: pointer }}
small {{ display: block; color: #505050 }}
</style>
<h1>Who signs in?</h1>
<p>A stand-in for Microsoft Entra ID, for this machine only. <b>{client}</b> asks.</p>
<form method="post">{hidden}{people}<button name="user" value="">Nobody: cancel</button></form>
</html>
"""
