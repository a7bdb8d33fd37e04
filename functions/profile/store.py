"""What an account says of the mails it wants, and where they go."""

from collections.abc import Sequence
from itertools import batched
from typing import Literal

from pydantic import AwareDatetime

from shared import cosmos
from shared.accounts import ADDRESSEE, Account, Addressee, account_by_id, change_account
from shared.json_model import RecordModel
from shared.locale import Locale
from shared.mail.preferences import MailPreferences, Notice
from shared.problems import Problem

_ACCOUNTS = "accounts"
_CUSTOMERS_A_QUERY = 100


class Recipient(RecordModel):
    """An account that gets mails about a customer; `created_at` is the instant (UTC) of its activation."""

    account_id: str
    customer_id: str
    email: str
    locale: Locale
    kind: Literal["individual", "business"]
    created_at: AwareDatetime
    preferences: MailPreferences


async def mail_preferences(account_id: str) -> MailPreferences:
    """One point read. Raises Problem `session_missing` where the account is gone."""
    found = await account_by_id(account_id)
    if found is None:
        raise Problem("session_missing")
    return found[0].mail_preferences


async def change_mail_preferences(account_id: str, preferences: MailPreferences) -> MailPreferences:
    """Turn the switches that were sent and nothing else of the account; answers them all.

    Raises Problem `session_missing` where it is gone.
    """
    sent = {name: getattr(preferences, name) for name in preferences.model_fields_set}

    def turned(account: Account) -> Account:
        switches = account.mail_preferences.model_copy(update=sent)
        return account.model_copy(update={"mail_preferences": switches})

    return (await change_account(account_id, turned)).mail_preferences


async def switch_mail_off(account_id: str, notice: Notice) -> None:
    """Turn one switch off, and nothing else of the account. Raises Problem `session_missing` where it is gone."""

    def turned(account: Account) -> Account:
        switches = account.mail_preferences.model_copy(update={notice: False})
        return account.model_copy(update={"mail_preferences": switches})

    await change_account(account_id, turned)


async def recipients_of(customer_ids: Sequence[str], notice: Notice) -> list[Recipient]:
    """The active accounts of these customers that want the notice; for timers, it crosses partitions.

    One request for a hundred customers, however many of them have an account.
    """
    found: list[Recipient] = []
    for some in batched(dict.fromkeys(customer_ids), _CUSTOMERS_A_QUERY, strict=False):
        names = [f"c{place}" for place in range(len(some))]
        items = cosmos.query(
            _ACCOUNTS,
            f"SELECT {ADDRESSEE} FROM c WHERE c.type = 'account' AND c.state = 'active'"  # noqa: S608
            f" AND c.customerId IN ({', '.join(f'@{name}' for name in names)})",
            None,
            page_size=-1,
            **dict(zip(names, some, strict=True)),
        )
        found += [_recipient(Addressee.model_validate(item)) async for item in items]
    return [recipient for recipient in found if recipient.preferences.wants(notice)]


def _recipient(one: Addressee) -> Recipient:
    return Recipient(
        account_id=one.id,
        customer_id=one.customer_id,
        email=one.email,
        locale=one.locale,
        kind=one.kind,
        created_at=one.created_at,
        preferences=one.mail_preferences,
    )
