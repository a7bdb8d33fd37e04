"""The forgotten login: one mail to a mailbox with the logins of all its accounts, PESEL and NIP masked."""

from functions.auth import accounts
from functions.auth.guards import audit
from functions.auth.guards.client_context import ClientContext
from functions.auth.guards.limits import LIMITS
from functions.auth.sign_in.models import LoginReminder, LoginReminderAccepted
from shared.accounts import Account, mailbox_lookup
from shared.brand import brand
from shared.http.limits import within
from shared.locale import Locale
from shared.mail import outbox
from shared.mail.letter import write_letter
from shared.mail.texts import LOGIN_NAMES
from shared.settings import settings


async def remind(request: LoginReminder, context: ClientContext) -> LoginReminderAccepted:
    """Send the mail, if there is anything to say; the answer does not tell."""
    mailbox = mailbox_lookup(request.email)
    found = await accounts.accounts_of_mailbox(request.email)
    allowed = await within("reminder-address", context.address, LIMITS.address_mails)
    allowed = allowed and await within("reminder", mailbox, *LIMITS.login_reminders)
    if allowed:
        first = found[0] if found else None
        locale: Locale = request.locale or (first.locale if first else "pl")
        letter = write_letter(
            "login_reminder",
            locale,
            link=f"{settings().portal_origin}/zaloguj",
            kind=first.kind if first else "individual",
            logins="; ".join(_named(account, locale) for account in found) or "–",
        )
        await outbox.post(letter, first.email if first else None)
    outcome = "limited" if not allowed else "sent" if found else "unknown mailbox"
    audit.event("login_reminder", outcome, mailbox, context.address)
    return LoginReminderAccepted()


def _named(account: Account, locale: Locale) -> str:
    """`PESEL kończący się na ••59 lub login anna.z`; who is no customer has the chosen login only."""
    chosen_only = account.kind == "individual" and account.chosen_login and not brand().pesel_sign_in
    if not account.identifier_masked or chosen_only:
        return account.chosen_login or "–"
    number, chosen = LOGIN_NAMES[locale]
    kind = "PESEL" if account.kind == "individual" else "NIP"
    name = f"{kind} {number.format('••' + account.identifier_masked[-2:])}"
    return name + (chosen.format(account.chosen_login) if account.chosen_login else "")
