"""Refusals in the form Entra ID gives them: an OAuth error (RFC 6749, 5.2) with an AADSTS number."""

import datetime as dt
import uuid
from dataclasses import dataclass

from starlette.responses import JSONResponse


@dataclass
class Refusal(Exception):
    """A token request that is answered with an error."""

    error: str
    code: int
    text: str
    status: int = 400

    def response(self, correlation_id: str | None) -> JSONResponse:
        timestamp = f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%SZ}"
        trace = str(uuid.uuid4())
        correlation = correlation_id or str(uuid.uuid4())
        description = (
            f"AADSTS{self.code}: {self.text} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {timestamp}"
        )
        content = {
            "error": self.error,
            "error_description": description,
            "error_codes": [self.code],
            "timestamp": timestamp,
            "trace_id": trace,
            "correlation_id": correlation,
        }
        return JSONResponse(content, self.status, {"cache-control": "no-store"})


def missing_parameter(name: str) -> Refusal:
    text = f"The request body must contain the following parameter: '{name}'."
    return Refusal("invalid_request", 900144, text)


def unknown_tenant(tenant: str) -> Refusal:
    return Refusal("invalid_request", 90002, f"Tenant '{tenant}' not found.")


def unsupported_grant(grant: str) -> Refusal:
    text = f"The app requested an unsupported grant type '{grant}'."
    return Refusal("unsupported_grant_type", 70003, text)


def unknown_client(client_id: str, tenant: str) -> Refusal:
    text = f"Application with identifier '{client_id}' was not found in the directory '{tenant}'."
    return Refusal("unauthorized_client", 700016, text)


def wrong_secret(client_id: str) -> Refusal:
    text = f"Invalid client secret provided for app '{client_id}'."
    return Refusal("invalid_client", 7000215, text, 401)


def unusable_scope(scope: str) -> Refusal:
    text = f"The provided value for scope {scope} is not valid: it has to be one resource followed by /.default."
    return Refusal("invalid_scope", 1002012, text)


def unknown_resource(resource: str, tenant: str) -> Refusal:
    text = f"The resource principal named {resource} was not found in the tenant named {tenant}."
    return Refusal("invalid_resource", 500011, text)


def unknown_redirect(redirect_uri: str) -> Refusal:
    text = f"The redirect URI '{redirect_uri}' specified in the request does not match the ones of the application."
    return Refusal("invalid_request", 50011, text)


def code_unusable() -> Refusal:
    return Refusal("invalid_grant", 70008, "The provided authorization code has expired or was never issued.")


def code_redeemed() -> Refusal:
    return Refusal("invalid_grant", 54005, "OAuth2 Authorization code was already redeemed.")


def wrong_verifier() -> Refusal:
    return Refusal("invalid_grant", 501481, "The Code_Verifier does not match the code_challenge of the request.")
