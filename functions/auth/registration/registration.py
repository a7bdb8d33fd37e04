"""Registration: a person proves to be the customer and gets a link by mail, or nobody learns anything.

What proves it: PESEL or NIP, the customer number, and the number of an invoice of the last 12 months
(docs/adr/0004-what-a-registration-proves.md). Every path makes the same requests, so that time tells nothing.
"""

import hmac
from datetime import timedelta

from functions.auth import accounts
from functions.auth.guards import audit
from functions.auth.guards.limits import LIMITS
from functions.auth.registration import customers, store
from functions.auth.registration.models import Registration, RegistrationAccepted
from functions.auth.registration.terms import acceptance_faults
from shared import clock
from shared.accounts import Account, account_by_id
from shared.brand import brand
from shared.http.limits import require, within
from shared.identifiers import masked, normalised_login
from shared.lookup import lookup_ids, new_token, personal_lookups, token_id
from shared.mail import outbox
from shared.mail.letter import Letter, write_letter
from shared.problems import FieldFault, Problem
from shared.rendering.formatting import moment
from shared.settings import settings

LINK_LIFETIME = timedelta(hours=24)
_DOCUMENT_AGE = timedelta(days=366)


async def register(request: Registration, address: str) -> RegistrationAccepted:
    """Send the activation link if the facts fit; the answer does not tell.

    Raises Problem `validation_failed` for terms that are not the current ones or not accepted, or no login of one's own
    where a PESEL is none,
    `too_many_attempts` for an address that registers too often.
    """
    faults = await acceptance_faults(request.terms_version, request.consents)
    if request.kind == "individual" and request.login is None and not brand().pesel_sign_in:
        faults = [*faults, FieldFault("login", "missing")]
    if faults:
        raise Problem("validation_failed", errors=faults)
    await require("registrations", address, LIMITS.address_registrations)
    now = clock.now()
    expires_at = now + LINK_LIFETIME
    token = new_token()
    customer_id, account_id, reason = await _check(request)
    await store.create_registration(
        store.Registration(
            id=token_id(token),
            state="refused" if reason else "pending",
            reason=reason,
            customer_id=customer_id,
            kind=request.kind,
            identifier_lookup=accounts.login_lookup(request.identifier),
            identifier_masked=masked(request.identifier),
            personal_lookups=personal_lookups(request.identifier),
            customer_number=request.customer_number,
            document_number=request.document_number,
            email=request.email,
            chosen_login=normalised_login(request.login) if request.login else None,
            terms_version=request.terms_version,
            consents=request.consents,
            locale=request.locale,
            created_at=now,
            expires_at=expires_at,
        )
    )
    owner = await account_by_id(account_id)
    recipient: str | None = request.email
    letter = _activation_letter(request, token)
    if reason == "already_registered" and owner is not None:
        recipient, letter = owner[0].email, _reminder_letter(owner[0])
    elif reason is not None:
        recipient = None
    # What is refused is counted too, so that it takes as long, but apart: wrong facts must not use up the mails.
    counter = "activation-mails" if recipient else "activation-refusals"
    if not await within(counter, accounts.login_lookup(request.identifier), LIMITS.activation_mails):
        recipient = None
    await outbox.post(letter, recipient, expires_at=expires_at)
    audit.event("registration", reason or "pending", accounts.login_lookup(request.identifier), address)
    return RegistrationAccepted(link_expires_at=expires_at)


async def _check(request: Registration) -> tuple[str | None, str | None, store.RefusalReason | None]:
    """The customer's id, the account's if there is one already, and why the registration is refused, if it is."""
    customer = await customers.customer_by_number(request.customer_number)
    lookup = await accounts.current_login(request.identifier)
    known = customer is not None and not customer["deleted"]
    expected = str(customer["data"]["identifierLookup"]) if customer and known else ""
    customer_id = str(customer["customerId"]) if customer else None
    since = (clock.today() - _DOCUMENT_AGE).isoformat()
    has_document = await customers.customer_has_document(customer_id, request.document_number, since)
    account_id = await accounts.account_id_by_login(lookup)
    if not known:
        return None, None, "customer_unknown"
    if not any(hmac.compare_digest(expected, one) for one in lookup_ids("login", request.identifier)):
        return None, None, "identifier_wrong"
    if not has_document:
        return customer_id, None, "document_wrong"
    if account_id is not None:
        return customer_id, account_id, "already_registered"
    return customer_id, None, None


def _activation_letter(request: Registration, token: str) -> Letter:
    return write_letter(
        "activation",
        request.locale,
        # The fragment never leaves the browser: no server, proxy or log sees the token.
        link=f"{settings().portal_origin}/aktywacja#{token}",
        kind=request.kind,
        until=moment(clock.now() + LINK_LIFETIME, request.locale),
    )


def _reminder_letter(account: Account) -> Letter:
    return write_letter(
        "already_registered", account.locale, link=f"{settings().portal_origin}/zaloguj", kind=account.kind
    )
