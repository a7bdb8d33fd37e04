"""An account for somebody who is no customer and acts for others: made by accepting an invitation.

The link proves the mailbox, as that of an activation does; PESEL and NIP are not asked for. The login is the chosen
one, and its reservation decides which of many clicks wins.
"""

from functions.auth import accounts
from functions.auth.guards import audit
from functions.auth.guards.client_context import ClientContext
from functions.auth.guards.limits import LIMITS
from functions.auth.guards.passwords import check_password, hash_password
from functions.auth.guards.session_opening import Opened
from functions.auth.registration.activation import signed_in
from functions.auth.registration.models import InvitedAccount
from functions.auth.registration.terms import acceptance_faults
from shared import clock
from shared.access import invitations
from shared.access.sessions import NOBODY
from shared.accounts import Account, change_account
from shared.cosmos import Conflict
from shared.http.limits import require
from shared.identifiers import normalised_login
from shared.lookup import random_id
from shared.problems import Problem


async def open_account(request: InvitedAccount, context: ClientContext) -> Opened | None:
    """Make the account, accept the invitation with it and sign in; None where signing in is not possible at once.

    Raises Problem `validation_failed`, `login_taken`, `too_many_attempts`, and those of `invitations.accept`.
    """
    faults = await acceptance_faults(request.terms_version, request.consents)
    if faults:
        raise Problem("validation_failed", errors=faults)
    await require("registrations", context.address, LIMITS.address_registrations)
    invitation = await invitations.read(request.token)
    login = normalised_login(request.login)
    await check_password(request.password, [request.name, login, invitation.grant.email])
    now, login_id = clock.now(), await accounts.current_login(login)
    account = Account(
        id=random_id(),
        state="claiming",
        customer_id=NOBODY,
        kind="individual",
        identifier_lookup=login_id,
        email=invitation.grant.email,
        chosen_login=login,
        locale=request.locale,
        password_hash=await hash_password(request.password),
        terms_version=request.terms_version,
        terms_accepted_at=now,
        consents=request.consents,
        created_at=now,
        person_name=request.name,
    )
    await accounts.create_account(account)
    try:
        await accounts.reserve_login(login_id, account.id)
    except Conflict:
        await accounts.delete_account(account.id)
        raise Problem("login_taken") from None
    await accounts.add_to_mailbox(account.email, account.id)
    try:
        await invitations.accept(request.token, account.id, request.name)
    except Problem:
        # Somebody else was first with the same link: nobody keeps an account that leads nowhere.
        await accounts.remove_account(account)
        raise
    await change_account(account.id, lambda now: now.model_copy(update={"state": "active"}))
    audit.event("invited_account", "ok", account.id, context.address)
    return await signed_in(account.id, context)
