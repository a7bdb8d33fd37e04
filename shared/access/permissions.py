"""What may be done for a customer by somebody authorised: every operation, what it needs, and what each role may.

One table for all operations, read where somebody acts for another (shared/access/acting.py). What stands nowhere in
it is nobody's but the owner's, and a test knows of every operation that does not stand here.
"""

import re
from functools import cache
from typing import Literal, NamedTuple, get_args

Permission = Literal[
    "billing:read",
    "billing:pay",
    "supply:read",
    "supply:write",
    "tickets:read",
    "tickets:write",
    "orders:write",
    "data:read",
    "data:write",
    "owner",
    "account",
]
"""`owner` is the customer's own alone, `account` a matter of whoever is signed in, for whomever they act."""

Role = Literal["everything", "billing", "tickets", "viewing"]

ROLES: dict[Role, frozenset[Permission]] = {
    "everything": frozenset(get_args(Permission)) - {"owner"},
    "billing": frozenset({"billing:read", "billing:pay", "account"}),
    "tickets": frozenset({"tickets:read", "tickets:write", "account"}),
    "viewing": frozenset({"billing:read", "supply:read", "tickets:read", "account"}),
}

Reach = Literal["whole", "listed", "document", "contract", "point", "ticket", "any"]
"""What somebody sees of it whose grant is for some contracts only. `whole`: it is about all contracts together, so
nothing. `listed`: the rows of their contracts. A thing's name: the thing, where it is of their contracts."""


class Operation(NamedTuple):
    """An operation as the OpenAPI document names it."""

    method: str
    path: str
    permission: Permission
    reach: Reach


# The first that fits counts, so names stand before parameters.
_TABLE = """
GET    /billing/overview                              billing:read   whole
GET    /billing/documents                             billing:read   listed
GET    /billing/documents.{kind}                      billing:read   listed
GET    /billing/documents/due-dates.ics               billing:read   whole
GET    /billing/documents/{document_id}               billing:read   document
GET    /billing/documents/{document_id}/pdf           billing:read   document
GET    /billing/documents/{document_id}/ksef-qr       billing:read   document
GET    /billing/documents/{document_id}/ksef-xml      billing:read   document
GET    /billing/payments                              billing:read   whole
GET    /billing/statement                             billing:read   whole
GET    /billing/statement.{kind}                      billing:read   whole
GET    /billing/statement/pdf                         billing:read   whole
POST   /billing/archives                              billing:read   whole
GET    /billing/archives/{name}                       billing:read   whole
GET    /billing/transfer                              billing:read   whole
GET    /billing/transfer-qr                           billing:read   whole
POST   /billing/online-payments                       billing:pay    whole
GET    /billing/online-payments                       billing:read   whole
GET    /billing/online-payments/{payment_id}          billing:read   whole
DELETE /billing/online-payments/{payment_id}          billing:pay    whole
GET    /supply/contracts                              supply:read    listed
GET    /supply/contracts/{contract_id}                supply:read    contract
GET    /supply/contracts/{contract_id}/pdf            supply:read    contract
GET    /supply/points                                 supply:read    listed
GET    /supply/points/{point_id}                      supply:read    point
PUT    /supply/points/{point_id}/name                 supply:write   point
GET    /supply/points/{point_id}/usage                supply:read    point
GET    /supply/points/{point_id}/usage.xml            supply:read    point
GET    /supply/points/{point_id}/usage.{kind}         supply:read    point
GET    /supply/points/{point_id}/coverage             supply:read    point
GET    /supply/points/{point_id}/costs                supply:read    point
GET    /supply/points/{point_id}/prices               supply:read    point
GET    /supply/points/{point_id}/next-bill            supply:read    point
GET    /supply/points/{point_id}/replay               supply:read    point
GET    /supply/points/{point_id}/readings             supply:read    point
POST   /supply/points/{point_id}/readings             supply:write   point
POST   /supply/points/{point_id}/readings/{reading_id}/photo   supply:write   point
GET    /supply/points/{point_id}/readings/{reading_id}/photo   supply:read    point
GET    /supply/usage                                  supply:read    whole
GET    /supply/usage.{kind}                           supply:read    whole
GET    /supply/costs                                  supply:read    whole
GET    /supply/deposit                                supply:read    whole
GET    /supply/calendar.ics                           supply:read    whole
GET    /tickets                                       tickets:read   listed
POST   /tickets                                       tickets:write  any
GET    /tickets/subjects                              tickets:read   any
GET    /tickets/drafts                                tickets:write  whole
PUT    /tickets/drafts/{draft_id}                     tickets:write  whole
DELETE /tickets/drafts/{draft_id}                     tickets:write  whole
GET    /tickets/services                              tickets:read   any
GET    /tickets/services/{kind}                       data:read      whole
POST   /tickets/orders                                orders:write   whole
POST   /tickets/orders/summaries                      orders:write   whole
GET    /tickets/{ticket_id}                           tickets:read   ticket
POST   /tickets/{ticket_id}/messages                  tickets:write  ticket
POST   /tickets/{ticket_id}/closings                  tickets:write  ticket
POST   /tickets/{ticket_id}/reopenings                tickets:write  ticket
POST   /tickets/{ticket_id}/ratings                   tickets:write  ticket
GET    /tickets/{ticket_id}/attachments               tickets:read   ticket
POST   /tickets/{ticket_id}/attachments               tickets:write  ticket
GET    /tickets/{ticket_id}/attachments/{attachment_id}     tickets:read   ticket
DELETE /tickets/{ticket_id}/attachments/{attachment_id}     tickets:write  ticket
GET    /tickets/{ticket_id}/answer.pdf                tickets:read   ticket
GET    /tickets/{ticket_id}/coordinator.pdf           tickets:read   ticket
GET    /profile                                       data:read      whole
PUT    /profile/contact                               data:write     whole
PUT    /profile/delivery                              data:write     whole
GET    /profile/consents                              data:read      whole
PUT    /profile/consents                              data:write     whole
GET    /profile/people                                owner          whole
POST   /profile/people                                owner          whole
PUT    /profile/people/{person_id}                    owner          whole
DELETE /profile/people/{person_id}                    owner          whole
GET    /profile/access-log                            owner          whole
GET    /profile/customers                             account        any
PUT    /profile/customers/current                     account        any
DELETE /profile/customers/{customer_id}                  account        any
POST   /profile/invitations/acceptances               account        any
GET    /profile/mail-preferences                      account        any
PUT    /profile/mail-preferences                      account        any
GET    /profile/api-keys                              account        any
POST   /profile/api-keys                              account        any
DELETE /profile/api-keys/{key_id}                     account        any
"""
_ACCOUNT = re.compile(r"/api/auth/.*")


def _row(line: str) -> tuple[re.Pattern[str], Operation]:
    method, path, permission, reach = line.split()
    assert permission in get_args(Permission)  # noqa: S101
    assert reach in get_args(Reach)  # noqa: S101
    pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(f"/api{path}"))
    return re.compile(pattern), Operation(method, f"/api{path}", permission, reach)  # type: ignore[arg-type]


@cache
def _rows() -> list[tuple[re.Pattern[str], Operation]]:
    return [_row(line) for line in _TABLE.strip().splitlines()]


def operation_of(method: str, path: str) -> Operation | None:
    """What a request asks for; None for what is not declared, which only the owner may do. All of auth is `account`."""
    method = "GET" if method == "HEAD" else method
    if _ACCOUNT.fullmatch(path):
        return Operation(method, path, "account", "any")
    return next((one for pattern, one in _rows() if one.method == method and pattern.fullmatch(path)), None)
