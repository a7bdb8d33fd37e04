"""The second step as its owner sets it up: codes of an authenticator application, and recovery codes.

A code works once: the time step it belongs to is noted with the account on condition that it is later than the last.
"""

import io

from functions.auth.account.models import RecoveryCodes, TotpConfirmation, TotpSetup
from functions.auth.guards import audit, second_step_codes
from functions.auth.guards.client_context import ClientContext
from functions.auth.guards.limits import LIMITS
from functions.auth.notifications import notify
from shared import clock
from shared.access.sessions import Session
from shared.accounts import Account, Totp, change_account
from shared.brand import brand
from shared.http.limits import require
from shared.locale import Locale
from shared.problems import FieldFault, Problem

_NAMES: dict[Locale, str] = {
    "pl": "logowanie dwuetapowe (kod z aplikacji)",
    "en": "two-step sign-in (a code from an app)",
    "uk": "двоетапний вхід (код із застосунку)",
}


async def set_up(session: Session) -> TotpSetup:
    """A fresh secret, which counts for nothing until a code confirms it; raises Problem `second_step_exists`."""
    import pyotp
    import segno

    secret = pyotp.random_base32()

    def begun(account: Account) -> Account:
        if account.has_second_step:
            raise Problem("second_step_exists")
        return account.model_copy(
            update={"totp": Totp(secret=second_step_codes.sealed(secret, account.id), created_at=clock.now())}
        )

    account = await change_account(session.account_id, begun)
    name = account.chosen_login or account.identifier_masked
    uri = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=brand().name)
    image = io.BytesIO()
    segno.make(uri).save(image, kind="svg", border=4, xmldecl=False, omitsize=True)
    return TotpSetup(secret=secret, uri=uri, qr_svg=image.getvalue().decode())


async def confirm(request: TotpConfirmation, session: Session, context: ClientContext) -> RecoveryCodes:
    """Turn the second step on with its first code; raises Problem `validation_failed`, `second_step_exists`."""
    await require("codes-setup", session.account_id, *LIMITS.codes)
    codes = second_step_codes.fresh_codes()

    def confirmed(account: Account) -> Account:
        if account.has_second_step:
            raise Problem("second_step_exists")
        step = second_step_codes.step_of(request.code, account)
        if step is None or account.totp is None:
            raise Problem("validation_failed", errors=[FieldFault("code", "code_wrong")])
        changes = {"confirmed": True, "last_step": step, "recovery_codes": second_step_codes.hashes(codes, account.id)}
        return account.model_copy(update={"totp": account.totp.model_copy(update=changes)})

    account = await change_account(session.account_id, confirmed)
    await notify("second_step_on", account, what=_NAMES[account.locale])
    audit.event("second_step", "on", account.id, context.address)
    return RecoveryCodes(codes=codes)


async def renew_codes(session: Session, context: ClientContext) -> RecoveryCodes:
    """Fresh recovery codes in place of all earlier ones; raises Problem `not_found` without a second step."""
    codes = second_step_codes.fresh_codes()

    def renewed(account: Account) -> Account:
        if account.totp is None or not account.totp.confirmed:
            raise Problem("not_found")
        changes = {"recovery_codes": second_step_codes.hashes(codes, account.id)}
        return account.model_copy(update={"totp": account.totp.model_copy(update=changes)})

    account = await change_account(session.account_id, renewed)
    await notify("recovery_codes_renewed", account)
    audit.event("second_step", "codes renewed", account.id, context.address)
    return RecoveryCodes(codes=codes)


async def remove(session: Session, context: ClientContext) -> None:
    """Turn the second step off; one that is off is fine."""
    was_on = False

    def removed(now: Account) -> Account:
        nonlocal was_on
        was_on = now.has_second_step
        return now.model_copy(update={"totp": None})

    account = await change_account(session.account_id, removed)
    if was_on:
        await notify("second_step_off", account, what=_NAMES[account.locale])
        audit.event("second_step", "off", account.id, context.address)
