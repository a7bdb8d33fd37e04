"""The provider's endpoints under `/{tenant}`, at the paths of Entra ID's v2.0 endpoint."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from local.identity_provider import errors
from local.identity_provider.directory import Client, Directory
from local.identity_provider.keys import SigningKey
from local.identity_provider.people import People, client_info
from local.identity_provider.tokens import LIFETIME, issue, issue_id_token

FORM = "application/x-www-form-urlencoded"
Endpoint = Callable[[Request], Awaitable[Response]]
Claims = dict[str, Any]


@dataclass
class Spoiling:
    """What a test does to the claims of the next ID tokens."""

    change: Callable[[Claims], Claims] = field(default=lambda claims: claims)


@dataclass(frozen=True)
class IdentityProvider:
    """One tenant at one address, for example https://localhost:9030."""

    base_url: str
    directory: Directory
    key: SigningKey
    people: People
    spoiling: Spoiling = field(default_factory=Spoiling)

    @classmethod
    def at(cls, base_url: str, directory: Directory, key: SigningKey) -> "IdentityProvider":
        return cls(base_url, directory, key, People(directory))

    @property
    def authority(self) -> str:
        return f"{self.base_url}/{self.directory.tenant_id}"

    @property
    def issuer(self) -> str:
        return f"{self.authority}/v2.0"

    def application(self) -> Starlette:
        """The ASGI application."""
        metadata, token = self._in_tenant(self.metadata), self._in_tenant(self.token)
        keys = self._in_tenant(self.keys)
        return Starlette(
            routes=[
                Route("/health", self.health),
                Route("/{tenant}/v2.0/.well-known/openid-configuration", metadata),
                Route("/{tenant}/discovery/v2.0/keys", keys),
                Route("/{tenant}/oauth2/v2.0/authorize", self._in_tenant(self.authorize), methods=["GET", "POST"]),
                Route("/{tenant}/oauth2/v2.0/token", token, methods=["POST"]),
            ]
        )

    async def health(self, _request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def metadata(self, _request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.authority}/oauth2/v2.0/authorize",
                "token_endpoint": f"{self.authority}/oauth2/v2.0/token",
                "jwks_uri": f"{self.authority}/discovery/v2.0/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
                "grant_types_supported": ["authorization_code", "client_credentials"],
                "response_types_supported": ["code"],
                "response_modes_supported": ["query", "fragment"],
                "code_challenge_methods_supported": ["S256"],
                "subject_types_supported": ["pairwise"],
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    async def keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.public_jwk()]})

    async def authorize(self, request: Request) -> Response:
        if request.method == "GET":
            return HTMLResponse(self.people.page(dict(request.query_params)), headers={"cache-control": "no-store"})
        return RedirectResponse(self.people.answer(await _form(request)), 302)

    async def token(self, request: Request) -> Response:
        fields = await _form(request)
        grant = _required(fields, "grant_type")
        if grant == "authorization_code":
            return self._for_person(self._authenticate(fields), fields)
        if grant != "client_credentials":
            raise errors.unsupported_grant(grant)
        client = self._authenticate(fields)
        audience = self._audience(_required(fields, "scope"))
        token = issue(self.key, self.issuer, self.directory.tenant_id, client, audience)
        answer = {
            "token_type": "Bearer",
            "expires_in": LIFETIME,
            "ext_expires_in": LIFETIME,
            "access_token": token,
        }
        return JSONResponse(answer, headers={"cache-control": "no-store"})

    def _for_person(self, client: Client, fields: dict[str, str]) -> Response:
        grant = self.people.redeem(client, fields)
        tenant = self.directory.tenant_id
        id_token = issue_id_token(self.key, self.issuer, tenant, client, grant.user, grant.nonce, self.spoiling.change)
        answer = {
            "token_type": "Bearer",
            "scope": grant.scope,
            "expires_in": LIFETIME,
            "access_token": issue(self.key, self.issuer, tenant, client, "00000003-0000-0000-c000-000000000000"),
            "id_token": id_token,
            "client_info": client_info(grant.user, tenant),
        }
        return JSONResponse(answer, headers={"cache-control": "no-store"})

    def _authenticate(self, fields: dict[str, str]) -> Client:
        client_id = _required(fields, "client_id")
        client = self.directory.client(client_id)
        if client is None:
            raise errors.unknown_client(client_id, self.directory.tenant_id)
        if not client.knows(_required(fields, "client_secret")):
            raise errors.wrong_secret(client_id)
        return client

    def _audience(self, scope: str) -> str:
        resource, separator, rest = scope.partition("/.default")
        if not separator or rest or not resource:
            raise errors.unusable_scope(scope)
        if self.directory.resource(resource) is None:
            raise errors.unknown_resource(resource, self.directory.tenant_id)
        return resource

    def _in_tenant(self, endpoint: Endpoint) -> Endpoint:
        async def answer(request: Request) -> Response:
            correlation_id = request.headers.get("client-request-id")
            try:
                if request.path_params["tenant"].lower() != self.directory.tenant_id:
                    raise errors.unknown_tenant(request.path_params["tenant"])
                return await endpoint(request)
            except errors.Refusal as refusal:
                return refusal.response(correlation_id)

        return answer


async def _form(request: Request) -> dict[str, str]:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        return {}
    try:
        parsed = parse_qs((await request.body()).decode(), keep_blank_values=True)
    except UnicodeDecodeError:
        return {}
    return {name: values[-1] for name, values in parsed.items()}


def _required(fields: dict[str, str], name: str) -> str:
    if not fields.get(name):
        raise errors.missing_parameter(name)
    return fields[name]
