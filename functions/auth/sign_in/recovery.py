"""Password recovery: a one-time password by mail, beside the account's own, which goes on working."""

from functions.auth import accounts
from functions.auth.guards import audit, one_time_password
from functions.auth.guards.client_context import ClientContext
from functions.auth.guards.limits import LIMITS
from functions.auth.guards.number_logins import opened_by
from functions.auth.guards.passwords import hash_password
from functions.auth.sign_in.models import PasswordRecovery, PasswordRecoveryAccepted
from shared import clock
from shared.accounts import account_by_id
from shared.http.limits import within
from shared.identifiers import normalised_login
from shared.mail import outbox
from shared.mail.letter import write_letter
from shared.rendering.formatting import moment


async def recover(request: PasswordRecovery, context: ClientContext) -> PasswordRecoveryAccepted:
    """Send a one-time password to the account's mailbox, if there is one; the answer does not tell.

    Over a limit nothing is made and nothing sent, so the last one that was sent goes on working.
    """
    login = await accounts.current_login(normalised_login(request.login))
    found = opened_by(login, await account_by_id(await accounts.account_id_by_login(login)))
    account = found[0] if found else None
    secret = one_time_password.fresh()
    hashed = await hash_password(secret)
    now = clock.now()
    source, owner = context.source_for(account), one_time_password.owner(login, account)
    # Neighbours at one address may have used up its mails; a known device asks for itself.
    place = source.id if source.is_known_device else context.address
    allowed = await within("recovery-address", place, LIMITS.address_mails)
    counted = f"{owner} {source.id}" if source.known else owner
    allowed = allowed and await within("recovery", counted, *LIMITS.one_time_passwords)
    if allowed:
        reference = await one_time_password.issue(login, account, hashed)
        locale = request.locale or (account.locale if account else "pl")
        letter = write_letter(
            "one_time_password",
            locale,
            kind=account.kind if account else "individual",
            password=one_time_password.in_groups(secret),
            at=moment(now, locale),
            reference=reference,
        )
        await outbox.post(letter, account.email if account else None, expires_at=now + one_time_password.LIFETIME)
    outcome = "limited" if not allowed else "sent" if account else "unknown login"
    audit.event("password_recovery", outcome, login, context.address)
    return PasswordRecoveryAccepted(expires_at=now + one_time_password.LIFETIME)
