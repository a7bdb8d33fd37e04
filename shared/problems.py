"""Every way a request can be refused: one table of stable codes, answered as RFC 9457 problem documents."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, NamedTuple

MEDIA_TYPE = "application/problem+json"


class Kind(NamedTuple):
    status: int
    title: str


CATALOGUE: Mapping[str, Kind] = {
    "validation_failed": Kind(400, "Some of the data is missing or wrong."),
    "malformed_json": Kind(400, "The body is not valid JSON."),
    "cursor_invalid": Kind(400, "The page cursor is not one we gave."),
    "login_failed": Kind(401, "The login or the password does not match."),
    "session_missing": Kind(401, "Sign in first."),
    "signature_invalid": Kind(401, "The notification is not signed with our key."),
    "second_step_failed": Kind(401, "The code does not match."),
    "passkey_failed": Kind(401, "The passkey was not accepted."),
    "office_sign_in_failed": Kind(401, "The sign-in could not be confirmed. Begin it again."),
    "office_role_missing": Kind(403, "This account has no role in the office."),
    "office_lead_required": Kind(403, "Only a lead of the office may do that."),
    "office_sign_in_unavailable": Kind(503, "The office's sign-in does not answer just now."),
    "session_changed": Kind(409, "Somebody else is signed in to this browser by now."),
    "second_step_required": Kind(403, "Give the code of the second step first."),
    "password_change_required": Kind(403, "Set a new password first."),
    "terms_acceptance_required": Kind(403, "Accept the terms of service first."),
    "reauthentication_required": Kind(403, "Give your password again first."),
    "recovery_required": Kind(403, "Too many failed attempts. Ask for a one-time password."),
    "origin_refused": Kind(403, "The request does not come from the portal."),
    "not_found": Kind(404, "There is nothing here."),
    "method_not_allowed": Kind(405, "This method is not possible here."),
    "login_taken": Kind(409, "This login is not available."),
    "second_step_exists": Kind(409, "A second step is set up already."),
    "request_exists": Kind(409, "This was asked for already."),
    "confirmation_expired": Kind(410, "The link has expired or was used before."),
    "nothing_to_pay": Kind(409, "There is nothing to pay."),
    "amount_too_large": Kind(409, "The amount is too large for a transfer code. Type the transfer in yourself."),
    "above_online_limit": Kind(409, "Online payments go up to 50 000 zł. Pay more than that by transfer."),
    "document_not_payable": Kind(409, "One of the documents is paid already or in clearing."),
    "document_in_payment": Kind(409, "One of the documents is being paid already."),
    "payment_in_booking": Kind(409, "A payment of the same has been received and is being booked."),
    "payment_made": Kind(409, "The payment has been made already."),
    "idempotency_key_reused": Kind(409, "This key was used with another request."),
    "several_accounts": Kind(409, "The documents are paid to several accounts; choose one document."),
    "no_transfer_account": Kind(409, "No one account is known that a transfer of the balance could go to."),
    "payment_not_accepted": Kind(409, "The payment provider does not accept this payment. Nothing was charged."),
    "payment_unknown": Kind(404, "There is no such payment."),
    "payment_mismatch": Kind(409, "The notification does not match the payment."),
    "data_changed": Kind(412, "The data changed meanwhile. Read it again."),
    "ticket_closed": Kind(409, "The ticket is closed. Open it again, or write a new one."),
    "ticket_open": Kind(409, "The ticket is open."),
    "reopening_over": Kind(409, "The ticket was closed too long ago. Write a new one that goes on from it."),
    "callback_exists": Kind(409, "A call is asked for already. Change the day in that ticket."),
    "order_summary_changed": Kind(409, "What was confirmed is not what it comes to now. Look at the summary again."),
    "order_exists": Kind(409, "An order of this kind is under way already."),
    "order_undecided": Kind(409, "Nobody has decided on this order yet."),
    "answer_owed": Kind(409, "The law wants an answer to this ticket. Answer it first."),
    "no_answer": Kind(409, "There is no answer yet."),
    "nothing_to_rate": Kind(409, "There is no answer yet."),
    "complaint_accepted_by_silence": Kind(
        409, "Nobody answered this complaint in time, so by law it is accepted. Say so if it is refused all the same."
    ),
    "ticket_changed": Kind(409, "The ticket changed meanwhile. Read it again."),
    "reply_leaving": Kind(409, "A reply is just leaving. Wait ten seconds."),
    "reply_sent": Kind(409, "The reply has been sent already."),
    "no_supply_hold": Kind(409, "This ticket does not hold the supply."),
    "break_changed": Kind(409, "Somebody else has changed the announcement. Read it again."),
    "terms_published": Kind(409, "A version of this name is published already, with another text or day."),
    "terms_ahead": Kind(409, "Another version is announced and not asked for yet. One at a time."),
    "terms_preview_changed": Kind(409, "This is not what was looked at. Look at it again, then publish it."),
    "templates_changed": Kind(409, "Somebody else has changed the templates. Read them again."),
    "merge_impossible": Kind(409, "These two tickets cannot be put together."),
    "file_empty": Kind(400, "The file is empty."),
    "file_damaged": Kind(400, "The file cannot be read."),
    "file_encrypted": Kind(400, "The file is protected by a password."),
    "picture_too_large": Kind(400, "The picture has too many pixels."),
    "file_infected": Kind(400, "The file carries what the scanner knows as harmful."),
    "file_too_large": Kind(413, "The file is larger than 10 MB."),
    "file_kind_refused": Kind(415, "Send a PDF, JPEG, PNG or HEIC file."),
    "file_waiting": Kind(409, "The file is still being checked. Try again in a few minutes."),
    "file_sent": Kind(409, "The file was sent with a message."),
    "file_missing": Kind(409, "One of the files is not here. Add it again."),
    "too_many_files": Kind(409, "A message takes five files."),
    "draft_changed": Kind(409, "The draft was saved from elsewhere. Read it again."),
    "link_expired": Kind(410, "The link has expired. Register again."),
    "link_used": Kind(410, "The link was used before. Sign in."),
    "length_required": Kind(411, "Send the length of the body (Content-Length), not chunks."),
    "path_invalid": Kind(400, "The address is not valid UTF-8."),
    "key_scope_missing": Kind(403, "This key may not read that."),
    "view_only": Kind(403, "This is a clerk's view of a customer's portal: it reads and changes nothing."),
    "permission_missing": Kind(403, "You may not do that for this customer."),
    "too_many_people": Kind(409, "Too many people are authorised already. End one of them first."),
    "own_invitation": Kind(409, "This is an invitation to your own account."),
    "too_many_keys": Kind(409, "There are ten keys already. Revoke one first."),
    "reading_unlikely": Kind(409, "The reading looks unlikely. Check it and send it again with `confirmed`."),
    "meter_read_remotely": Kind(409, "This meter is read remotely."),
    "usage_too_coarse": Kind(409, "The meter gives no values of hours or days for this time."),
    "body_too_large": Kind(413, "The body is too large."),
    "selection_too_large": Kind(413, "That is too much at once. Choose fewer documents."),
    "content_type_unsupported": Kind(415, "Send application/json."),
    "too_many_attempts": Kind(429, "Too many attempts. Try again later."),
    "too_many_requests": Kind(429, "Too many requests. Try again later."),
    "pdf_unavailable": Kind(503, "The PDF cannot be read just now. Try again in a moment."),
    "xml_unavailable": Kind(503, "The XML cannot be read just now. Try again in a moment."),
    "payments_unavailable": Kind(503, "Online payments do not answer just now. Nothing was charged."),
    "portal_closed": Kind(503, "The portal is closed for an announced break. Come back when it is over."),
    "unavailable": Kind(503, "We cannot answer just now. Try again in a moment."),
    "internal_error": Kind(500, "Something went wrong on our side."),
}


class FieldFault(NamedTuple):
    """What is wrong with one field, by its name in the JSON body and a stable code."""

    field: str
    code: str


class Problem(Exception):
    """A refusal with a code of the catalogue; raised anywhere below a route."""

    def __init__(
        self,
        code: str,
        *,
        errors: Sequence[FieldFault] = (),
        headers: Mapping[str, str] | None = None,
        detail: str | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.kind = CATALOGUE[code]
        self.errors = list(errors)
        self.headers = dict(headers or {})
        self.detail = detail

    def document(self, request_id: str) -> dict[str, Any]:
        """The problem document; it never repeats what was sent."""
        body: dict[str, Any] = {
            "type": f"urn:mojbok:problem:{self.code}",
            "title": self.kind.title,
            "status": self.kind.status,
            "code": self.code,
            "requestId": request_id,
        }
        if self.detail:
            body["detail"] = self.detail
        if self.errors:
            body["errors"] = [fault._asdict() for fault in self.errors]
        return body


def unavailable(retry_after_seconds: int = 5) -> Problem:
    """A part we depend on does not answer; the client may come back after the given seconds."""
    return Problem("unavailable", headers={"Retry-After": str(retry_after_seconds)})


def too_many_attempts(retry_after_seconds: float) -> Problem:
    """The limit is reached; the client may come back after the given seconds."""
    return _too_many("too_many_attempts", retry_after_seconds)


def too_many_requests(retry_after_seconds: float) -> Problem:
    """The same for requests of any kind."""
    return _too_many("too_many_requests", retry_after_seconds)


def _too_many(code: str, retry_after_seconds: float) -> Problem:
    return Problem(code, headers={"Retry-After": str(max(1, ceil(retry_after_seconds)))})
