"""The provider judged by the clients that will use it: MSAL asks, PyJWT checks."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jwt
import msal
import pytest
import requests

from local.identity_provider.testing import RunningProvider, running_identity_provider
from shared.billing_contract.tokens import TokenVerifier

AUDIENCE = "api://mojbok-billing"
SCOPE = f"{AUDIENCE}/.default"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("identity")


@pytest.fixture(scope="module")
def provider(data: Path) -> Iterator[RunningProvider]:
    with running_identity_provider(data) as running:
        yield running


def msal_client(provider: RunningProvider, **changes: Any) -> msal.ConfidentialClientApplication:
    client = provider.directory.clients[0]
    session = requests.Session()
    session.verify = str(provider.ca_file)
    session.headers["Connection"] = "close"  # an idle connection would hold up the server's end
    session.trust_env = False  # REQUESTS_CA_BUNDLE in the environment would win over `verify`
    arguments = {
        "client_id": client.client_id,
        "client_credential": client.secrets[0],
        "authority": provider.authority,
        "instance_discovery": False,
        "http_client": session,
    }
    return msal.ConfidentialClientApplication(**(arguments | changes))


def token_for(provider: RunningProvider) -> str:
    answer = msal_client(provider).acquire_token_for_client([SCOPE])
    assert "access_token" in answer, answer
    token: str = answer["access_token"]
    return token


def test_msal_gets_a_token_for_an_hour_and_then_serves_it_from_its_cache(provider: RunningProvider) -> None:
    client = msal_client(provider)
    first = client.acquire_token_for_client([SCOPE])
    second = client.acquire_token_for_client([SCOPE])
    assert (first["token_type"], first["expires_in"], first["token_source"]) == (
        "Bearer",
        3600,
        "identity_provider",
    )
    assert (second["token_source"], second["access_token"]) == ("cache", first["access_token"])


def test_msal_accepts_the_provider_as_a_plain_oidc_authority_too(provider: RunningProvider) -> None:
    client = msal_client(provider, authority=None, oidc_authority=f"{provider.authority}/v2.0")
    assert "access_token" in client.acquire_token_for_client([SCOPE])


def test_the_token_says_who_may_do_what_where(provider: RunningProvider) -> None:
    token = token_for(provider)
    claims = TokenVerifier(provider.authority, AUDIENCE, provider.ca_file).verify(token)
    assert jwt.get_unverified_header(token)["alg"] == "RS256"
    assert claims["aud"] == AUDIENCE
    assert claims["iss"] == f"{provider.authority}/v2.0"
    assert claims["exp"] - claims["iat"] == 3600
    assert claims["roles"] == ["Billing.Read", "Billing.Write"]
    assert claims["appid"] == provider.directory.clients[0].client_id


@pytest.mark.parametrize(
    ("changes", "scope", "error", "code"),
    [
        ({"client_credential": "wrong"}, SCOPE, "invalid_client", 7000215),
        ({"client_id": "00000000-0000-0000-0000-000000000000"}, SCOPE, "unauthorized_client", 700016),
        ({}, "api://nobody/.default", "invalid_resource", 500011),
        ({}, f"{AUDIENCE}/Billing.Read", "invalid_scope", 1002012),
    ],
)
def test_msal_reports_a_refusal_as_entra_words_it(
    provider: RunningProvider, changes: dict[str, str], scope: str, error: str, code: int
) -> None:
    answer = msal_client(provider, **changes).acquire_token_for_client([scope])
    assert (answer["error"], answer["error_codes"]) == (error, [code])
    assert answer["error_description"].startswith(f"AADSTS{code}: ")
    assert "wrong" not in answer["error_description"]


@pytest.mark.parametrize(
    ("fields", "error", "code"),
    [
        ({}, "invalid_request", 900144),
        ({"grant_type": "password"}, "unsupported_grant_type", 70003),
        ({"grant_type": "client_credentials"}, "invalid_request", 900144),
    ],
)
def test_a_malformed_request_is_told_what_is_missing(
    provider: RunningProvider, fields: dict[str, str], error: str, code: int
) -> None:
    answer = _post(provider, data=fields)
    assert (answer.status_code, answer.json()["error"], answer.json()["error_codes"]) == (400, error, [code])


@pytest.mark.parametrize("content_type", ["application/json", "application/x-www-form-urlencoded", ""])
def test_bytes_that_are_no_form_are_refused(provider: RunningProvider, content_type: str) -> None:
    answer = _post(provider, content=b"\xff\xfe{", headers={"content-type": content_type})
    assert (answer.status_code, answer.json()["error_codes"]) == (400, [900144])


def test_another_tenant_is_not_found(provider: RunningProvider) -> None:
    other = provider.authority.rpartition("/")[0] + "/contoso"
    with _http(provider) as client:
        answer = client.get(f"{other}/v2.0/.well-known/openid-configuration")
    assert answer.json()["error_codes"] == [90002]
    with pytest.raises(ValueError, match="Unable to get authority configuration"):
        msal_client(provider, authority=other)


def test_a_stranger_to_the_certificate_gets_nothing(provider: RunningProvider) -> None:
    with pytest.raises(Exception, match="CERTIFICATE_VERIFY_FAILED"):
        msal_client(provider, http_client=requests.Session())


def test_a_restart_keeps_tokens_valid_and_only_the_own_key_counts(
    provider: RunningProvider, data: Path, tmp_path: Path
) -> None:
    token = token_for(provider)
    issuer = f"{provider.authority}/v2.0"
    for place, valid in ((data, True), (tmp_path, False)):
        with running_identity_provider(place) as other:
            checker = TokenVerifier(other.authority, AUDIENCE, other.ca_file)
            checker._issuer = issuer
            assert checker.bearer_is_valid(f"Bearer {token}", "Billing.Read") is valid


def test_only_a_good_bearer_with_the_role_is_let_in(provider: RunningProvider) -> None:
    token = token_for(provider)
    verifier = TokenVerifier(provider.authority, AUDIENCE, provider.ca_file)
    head, payload, signature = token.split(".")
    forged = jwt.encode({"roles": ["Billing.Read"], "aud": AUDIENCE}, "x" * 32, headers={"kid": _kid(token)})
    assert verifier.bearer_is_valid(f"Bearer {token}", "Billing.Read")
    assert verifier.bearer_is_valid(f"bearer {token}", "Billing.Write")
    refused = [
        None,
        "",
        "Bearer",
        "Bearer x.y.z",
        f"Basic {token}",
        f"Bearer {forged}",
        f"Bearer {head}.{payload}.{signature[::-1]}",
    ]
    assert not any(verifier.bearer_is_valid(header, "Billing.Read") for header in refused)
    assert not verifier.bearer_is_valid(f"Bearer {token}", "Billing.Admin")
    elsewhere = TokenVerifier(provider.authority, "api://other", provider.ca_file)
    assert not elsewhere.bearer_is_valid(f"Bearer {token}", "Billing.Read")


def test_a_late_token_is_refused(provider: RunningProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("local.identity_provider.tokens.LIFETIME", -60)
    token = token_for(provider)
    with pytest.raises(jwt.ExpiredSignatureError):
        TokenVerifier(provider.authority, AUDIENCE, provider.ca_file).verify(token)


def _kid(token: str) -> str:
    kid: str = jwt.get_unverified_header(token)["kid"]
    return kid


def _http(provider: RunningProvider) -> httpx.Client:
    return httpx.Client(verify=ssl.create_default_context(cafile=str(provider.ca_file)))


def _post(provider: RunningProvider, **request: Any) -> httpx.Response:
    with _http(provider) as client:
        return client.post(f"{provider.authority}/oauth2/v2.0/token", **request)
