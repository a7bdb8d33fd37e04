"""The routes of paying: online payments, the transfer's QR code, the calendar of due dates, the history."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response

from functions.billing.document_filter import MAX_PAGE
from functions.billing.paying import due_dates, online_payment, payments, transfer, transfer_qr
from functions.billing.paying.models import (
    NotificationTaken,
    OnlinePayment,
    OnlinePaymentRequest,
    OpenOnlinePayments,
    PaymentPage,
    Transfer,
)
from shared.access.signed_in import SignedIn
from shared.brand import brand
from shared.http.client_address import ClientAddress
from shared.http.openapi import refusals
from shared.locale import Locale
from shared.payments.protocol import Device

NOTIFICATIONS = "/online-payments/notifications"
OPEN_PATHS = frozenset({f"/api/billing{NOTIFICATIONS}"})
"""Called by the payment provider: no session and no page's headers, but a signature."""

IdempotencyKey = Annotated[str, Header(alias="Idempotency-Key", pattern=r"^[A-Za-z0-9_-]{8,128}$")]

router = APIRouter()


@router.post(
    "/online-payments",
    status_code=201,
    responses=refusals("not_found", "nothing_to_pay")
    | {200: {"description": "Begun before, under the same key.", "model": OnlinePayment}},
)
async def online_payments_post(
    session: SignedIn,
    wanted: OnlinePaymentRequest,
    key: IdempotencyKey,
    address: ClientAddress,
    request: Request,
    response: Response,
) -> OnlinePayment:
    # A payer without an address of its own is this machine: a test, or a laptop.
    ip = address.partition("/")[0].replace("unknown", "127.0.0.1")
    device = Device(ip=ip, user_agent=request.headers.get("user-agent", ""))
    payment, new = await online_payment.begin(session, wanted, key, device, address)
    response.status_code = 201 if new else 200
    return payment


@router.get("/online-payments")
async def online_payments_get(session: SignedIn) -> OpenOnlinePayments:
    return await online_payment.under_way(session.customer_id)


@router.post(NOTIFICATIONS, include_in_schema=False)
async def notifications_post(request: Request) -> NotificationTaken:
    await online_payment.receive_notification(await request.body())
    return NotificationTaken()


@router.get("/online-payments/{payment_id}")
async def online_payment_get(session: SignedIn, payment_id: str) -> OnlinePayment:
    return await online_payment.find(session.customer_id, payment_id)


@router.delete("/online-payments/{payment_id}", responses=refusals("payment_made"))
async def online_payment_delete(session: SignedIn, payment_id: str) -> OnlinePayment:
    return await online_payment.cancel(session.customer_id, payment_id)


@router.get("/transfer", responses=refusals("not_found", "nothing_to_pay"))
async def transfer_get(
    session: SignedIn,
    document: Annotated[str | None, Query(min_length=8, max_length=64)] = None,
    balance: bool = False,
) -> Transfer:
    """What to type into the bank for one document (`document=<id>`) or the whole balance (`balance=true`)."""
    found, _ = await transfer.transfer_of(session.customer_id, session.customer_number, document, balance=balance)
    return found


@router.get(
    "/transfer-qr",
    response_class=Response,
    responses=refusals("not_found", "nothing_to_pay")
    | {200: {"content": {"image/svg+xml": {"schema": {"type": "string"}}}}},
)
async def transfer_qr_get(
    session: SignedIn,
    document: Annotated[str | None, Query(min_length=8, max_length=64)] = None,
    balance: bool = False,
) -> Response:
    """The code of one document (`document=<id>`) or of the whole balance (`balance=true`)."""
    svg = await transfer_qr.transfer_code(session.customer_id, session.customer_number, document, balance=balance)
    return Response(svg, media_type="image/svg+xml")


@router.get(
    "/documents/due-dates.ics",
    response_class=Response,
    responses={200: {"content": {"text/calendar": {"schema": {"type": "string"}}}}},
)
async def due_dates_get(session: SignedIn, locale: Locale = "pl") -> Response:
    """A calendar file with the days on which open documents are due."""
    return Response(
        await due_dates.calendar_of(session.customer_id, locale),
        media_type="text/calendar",
        headers={"Content-Disposition": f'attachment; filename="{brand().file_prefix}-terminy.ics"'},
    )


@router.get("/payments")
async def payments_get(
    session: SignedIn,
    after: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 20,
) -> PaymentPage:
    return await payments.list_payments(session.customer_id, after, limit)
