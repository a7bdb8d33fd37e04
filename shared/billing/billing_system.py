"""The billing system over HTTP, by the contract of `shared.billing_contract`, with a token from MSAL."""

import asyncio
import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from shared.billing.document_files import DocumentFile
from shared.billing_contract import CustomerRequest, Page, PaymentBooked, PaymentReport, RequestAccepted
from shared.settings import settings

if TYPE_CHECKING:
    import httpx
    from msal import ConfidentialClientApplication

# Seconds to connect, read, write, and to wait for a connection.
_TIMEOUT = (5.0, 30.0, 30.0, 5.0)
_MAX_PAGE_BYTES = 64 * 2**20
_MAX_FILE_BYTES = 20 * 2**20

_client: "httpx.AsyncClient | None" = None


class BillingUnavailable(Exception):
    """The billing system does not answer, or not in the way agreed; the same call may work later."""


class BillingRefused(Exception):
    """Billing understood and said no; the same call will not work later."""


class FileBroken(Exception):
    """Billing answered, but not with the file it had announced; the message says what is wrong."""


async def changes(after: int, limit: int) -> Page:
    """The page of changes that follows the cursor. Raises BillingUnavailable for anything but such a page."""
    response = await _get("/changes", {"after": after, "limit": limit})
    if response.status_code != 200:
        raise BillingUnavailable(f"/changes answered {response.status_code}")
    if len(response.content) > _MAX_PAGE_BYTES:
        raise BillingUnavailable("/changes answered with too large a page")
    try:
        return await asyncio.to_thread(_page, response.content)
    except (ValueError, RecursionError):
        raise BillingUnavailable("/changes answered with something that is not a page of changes") from None


def _page(content: bytes) -> Page:
    try:
        return Page.model_validate_json(content)
    except ValidationError:
        # The lenient parser lets half a surrogate pair through, so that it costs one record and not the page.
        return Page.model_validate(json.loads(content))


async def file_of(billing_id: str, file: DocumentFile, sha256: str) -> bytes:
    """A file of a document or contract. Raises FileBroken where it is not the announced one, or BillingUnavailable."""
    response = await _get(f"/{file.of}/{billing_id}/{file.path}")
    if response.status_code >= 500 or response.status_code in {401, 403, 429}:
        raise BillingUnavailable(f"/{file.of}/.../{file.path} answered {response.status_code}")
    if response.status_code != 200:
        raise FileBroken(f"answered {response.status_code}")
    if not response.content.startswith(file.begins):
        raise FileBroken(f"not {file.media_type}")
    if len(response.content) > _MAX_FILE_BYTES:
        raise FileBroken("too large")
    if hashlib.sha256(response.content).hexdigest() != sha256:
        raise FileBroken("another SHA-256 than announced")
    return response.content


async def report_payment(report: PaymentReport, key: str) -> PaymentBooked:
    """Tell billing about a confirmed online payment; under the same key it books it once, however often it is told.

    Raises BillingUnavailable, or BillingRefused for what it will never book.
    """
    response = await _send("POST", "/payments", json=report.model_dump(mode="json"), headers={"Idempotency-Key": key})
    if response.status_code in {400, 404, 409, 422}:
        raise BillingRefused(f"/payments answered {response.status_code}")
    if response.status_code != 202:
        raise BillingUnavailable(f"/payments answered {response.status_code}")
    try:
        return PaymentBooked.model_validate_json(response.content)
    except ValidationError:
        raise BillingUnavailable("/payments answered with something that is not a booking") from None


async def place_request(request: CustomerRequest, key: str) -> RequestAccepted:
    """Tell billing what a customer asks for; under the same key it takes it once, however often it is told.

    Raises BillingUnavailable, or BillingRefused for what it will never take.
    """
    body = request.model_dump(mode="json", exclude_none=True)
    response = await _send("POST", "/requests", json=body, headers={"Idempotency-Key": key})
    if response.status_code in {400, 404, 409, 413, 422}:
        raise BillingRefused(f"/requests answered {response.status_code}")
    if response.status_code != 202:
        raise BillingUnavailable(f"/requests answered {response.status_code}")
    try:
        return RequestAccepted.model_validate_json(response.content)
    except ValidationError:
        raise BillingUnavailable("/requests answered with something that is not an acceptance") from None


async def place_photo(reference: str, content: bytes, media_type: str) -> None:
    """Give billing the photo of a reading it has taken, by the portal's reference; the same again changes nothing.

    Raises BillingUnavailable, or BillingRefused for what it will never take.
    """
    response = await _send("PUT", f"/requests/{reference}/photo", content=content, headers={"Content-Type": media_type})
    if response.status_code in {400, 404, 405, 409, 413, 415, 422}:
        raise BillingRefused(f"/requests/.../photo answered {response.status_code}")
    if response.status_code != 204:
        raise BillingUnavailable(f"/requests/.../photo answered {response.status_code}")


async def close() -> None:
    """Close the connections; the next call opens new ones."""
    global _client
    client, _client = _client, None
    if client is not None:
        await client.aclose()


async def _get(path: str, params: dict[str, Any] | None = None) -> "httpx.Response":

    return await _send("GET", path, params=params)


async def _send(
    method: str,
    path: str,
    *,
    params: dict[str, Any] | None = None,
    json: Any = None,
    content: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> "httpx.Response":
    import httpx

    global _client
    if _client is None:
        _client = httpx.AsyncClient(base_url=str(settings().billing_url), timeout=_TIMEOUT, follow_redirects=False)
    try:
        authorized = {"Authorization": f"Bearer {await _token()}"} | (headers or {})
        return await _client.request(method, path, params=params, json=json, content=content, headers=authorized)
    except httpx.HTTPError as error:
        raise BillingUnavailable(f"no answer: {type(error).__name__}") from error


async def _token() -> str:
    """A token of the client credentials flow; MSAL keeps it until it nears its end."""
    chosen = settings()
    try:
        answer = await asyncio.to_thread(lambda: _msal().acquire_token_for_client(scopes=[chosen.billing_scope]))
    except Exception as error:
        # MSAL lets its HTTP library's errors through, and raises ValueError for a broken authority.
        raise BillingUnavailable(f"no token: {type(error).__name__}") from error
    if "access_token" not in answer:
        raise BillingUnavailable(f"no token: {answer.get('error', 'unknown error')}")
    return str(answer["access_token"])


@cache
def _msal() -> "ConfidentialClientApplication":
    from msal import ConfidentialClientApplication
    from requests import Session

    chosen = settings()
    session = None
    if chosen.billing_token_ca_file:
        session = Session()
        session.verify = chosen.billing_token_ca_file
        # REQUESTS_CA_BUNDLE in the environment would win over `verify`, MSAL's own argument included.
        session.trust_env = False
    return ConfidentialClientApplication(
        chosen.billing_client_id,
        client_credential=chosen.billing_client_secret.get_secret_value(),
        authority=str(chosen.billing_token_authority).rstrip("/"),
        instance_discovery=False,
        http_client=session,
    )
