"""The routes of a customer's own data. A change needs the version it was decided by and an idempotency key."""

from typing import Annotated

from fastapi import APIRouter, Header, Response

from functions.profile.my_data import my_data
from functions.profile.my_data.models import Consents, ConsentsChange, ContactChange, DeliveryChange, Profile
from shared.access.signed_in import SignedIn
from shared.http.openapi import refusals

router = APIRouter()

Key = Annotated[str, Header(alias="Idempotency-Key", pattern=r"^[A-Za-z0-9_-]{8,64}$")]
IfMatch = Annotated[str, Header(alias="If-Match", min_length=1, max_length=100)]
_REFUSALS = refusals("data_changed", "idempotency_key_reused", "not_found")


@router.put("/contact", status_code=202, responses=_REFUSALS)
async def contact_put(
    session: SignedIn, body: ContactChange, key: Key, if_match: IfMatch, response: Response
) -> Profile:
    """Ask billing for other contact data; it shows as under way until billing has changed or refused it."""
    return tagged(response, await my_data.change_contact(session.customer_id, body, key, if_match))


@router.put("/delivery", status_code=202, responses=_REFUSALS)
async def delivery_put(
    session: SignedIn, body: DeliveryChange, key: Key, if_match: IfMatch, response: Response
) -> Profile:
    """Ask for documents as files or on paper, by their kinds."""
    return tagged(response, await my_data.change_delivery(session.customer_id, body, key, if_match))


@router.get("/consents", responses=refusals("not_found"))
async def consents_get(session: SignedIn, response: Response) -> Consents:
    return tagged(response, await my_data.consents_of(session.customer_id))


@router.put("/consents", status_code=202, responses=_REFUSALS)
async def consents_put(
    session: SignedIn, body: ConsentsChange, key: Key, if_match: IfMatch, response: Response
) -> Consents:
    """Give consents, or take them back; a consent is given to the text that was shown."""
    return tagged(response, await my_data.change_consents(session.customer_id, body, key, if_match))


def tagged[Shown: Profile | Consents](response: Response, shown: Shown) -> Shown:
    """The answer with its version as its ETag."""
    response.headers["ETag"] = f'"{shown.version}"'
    return shown
