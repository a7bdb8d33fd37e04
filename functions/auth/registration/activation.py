"""Activation: the link from the mail and a password make the account, once."""

from functions.auth import accounts
from functions.auth.guards import audit, limits
from functions.auth.guards.client_context import ClientContext
from functions.auth.guards.passwords import check_password, hash_password, personal_words
from functions.auth.guards.session_opening import Opened, enter
from functions.auth.registration import store
from functions.auth.registration.models import Activation
from shared import clock
from shared.access.sessions import NOBODY
from shared.accounts import Account, Versioned, account_by_id
from shared.cosmos import Conflict
from shared.lookup import random_id, token_id
from shared.mail import outbox
from shared.mail.letter import write_letter
from shared.monitoring.logs import log
from shared.problems import Problem
from shared.settings import settings
from shared.terms.in_force import named
from shared.terms.letter import sections


async def activate(request: Activation, context: ClientContext) -> tuple[bool, Opened | None]:
    """Create the account of the link's registration and sign its owner in, by the guards of every sign-in.

    Returns whether the chosen login was taken, and the session.

    Raises as `live_registration`, and `validation_failed` for the password.
    """
    registration = await live_registration(request.token, context)
    words = await personal_words(
        registration.customer_id, registration.customer_number, registration.chosen_login, registration.email
    )
    await check_password(request.password, words, registration.personal_lookups)
    terms = await named(registration.terms_version)
    account, version = await _claim(registration, await hash_password(request.password))
    await store.mark_registration_used(registration)
    await accounts.add_to_mailbox(account.email, account.id)
    chosen_login = await _reserve_chosen_login(registration, account.id)
    active = account.model_copy(update={"state": "active", "chosen_login": chosen_login})
    try:
        await accounts.replace_account(active, version)
    except Conflict:
        log.info("account changed while it was being activated")
    letter = write_letter(
        "account_activated",
        account.locale,
        link=f"{settings().portal_origin}/zaloguj",
        kind=account.kind,
        terms=sections(terms, account.locale) if terms else (),
    )
    await outbox.post(letter, account.email)
    audit.event("activation", "ok", account.id, context.address)
    login_taken = registration.chosen_login is not None and chosen_login is None
    return login_taken, await signed_in(account.id, context)


async def live_registration(token: str, context: ClientContext) -> store.Registration:
    """The registration of a link that works.

    Raises Problem `link_used` where the account stands already, by this link or another, however long ago, and
    `link_expired` for a link that is over, forged or unknown.
    """
    registration = await store.registration_by_token_id(token_id(token))
    if registration is None or registration.state == "refused":
        audit.event("activation", "unknown link", token_id(token), context.address)
        raise Problem("link_expired")
    if await accounts.account_id_by_login(registration.identifier_lookup) is not None:
        raise Problem("link_used")
    if isinstance(registration, store.OverLink) or registration.customer_id is None:
        raise Problem("link_expired")
    if registration.state == "used" or clock.now() >= registration.expires_at:
        raise Problem("link_expired")
    return registration


async def signed_in(account_id: str, context: ClientContext) -> Opened | None:
    """A session for the owner of a new account, which stands whatever a sign-in is refused for."""
    try:
        await limits.reserve_sign_in(context.address)
        found = await account_by_id(account_id)
        return await enter(found, context, context.source_for(found[0]), "password") if found else None
    except Problem:
        return None


async def _claim(registration: store.Registration, password_hash: str) -> Versioned:
    """Write the account, then bind its PESEL or NIP to it: the reservation decides which of many clicks wins."""
    account = Account(
        id=random_id(),
        state="claiming",
        customer_id=registration.customer_id or NOBODY,
        kind=registration.kind,
        identifier_lookup=registration.identifier_lookup,
        identifier_masked=registration.identifier_masked,
        personal_lookups=registration.personal_lookups,
        email=registration.email,
        chosen_login=None,
        locale=registration.locale,
        password_hash=password_hash,
        terms_version=registration.terms_version,
        terms_accepted_at=registration.created_at,
        consents=registration.consents,
        created_at=clock.now(),
    )
    version = await accounts.create_account(account)
    try:
        await accounts.reserve_login(registration.identifier_lookup, account.id)
        await _refuse_second(account)
    except Conflict:
        await accounts.delete_account(account.id)
        raise Problem("link_used") from None
    return account, version


async def _refuse_second(account: Account) -> None:
    """Raises Conflict, the login let go, where the customer has an account under another lookup key.

    A link asked for before a rotation binds the PESEL or NIP by the former key, which the present one cannot see.
    """
    if not settings().former_lookup_keys:
        return
    others = [one for one in await accounts.accounts_of_customer(account.customer_id) if one.id != account.id]
    if others:
        await accounts.release_login(account.identifier_lookup, account.id)
        raise Conflict


async def _reserve_chosen_login(registration: store.Registration, account_id: str) -> str | None:
    """The chosen login, if it was still free."""
    if registration.chosen_login is None:
        return None
    try:
        await accounts.reserve_login(await accounts.current_login(registration.chosen_login), account_id)
    except Conflict:
        return None
    return registration.chosen_login
