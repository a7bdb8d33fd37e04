"""The account's document in container `accounts`: the one record every area reads."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import AwareDatetime, ConfigDict, StringConstraints

from shared import clock, cosmos
from shared.access.sessions import NOBODY, Session, change_sessions
from shared.json_model import JsonModel, RecordModel
from shared.locale import Locale
from shared.lookup import lookup_ids
from shared.mail.addresses import ascii_address
from shared.mail.preferences import ALL_ON, MailPreferences
from shared.problems import Problem

_REFUSALS_SHOWN = timedelta(days=30)

type Versioned = tuple[Account, str]
"""An account and its version (ETag)."""

SignInMethod = Literal["password", "one_time_password", "passkey"]


class Consent(JsonModel):
    """One consent of the current terms, by its code."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
    granted: bool


class Closing(JsonModel):
    """The account was asked to be closed, and will be at `closesAt` unless it is cancelled."""

    requested_at: AwareDatetime
    closes_at: AwareDatetime


class Device(RecordModel):
    """A browser in words, as `Firefox` on `Windows`; empty where it does not say."""

    browser: str = ""
    system: str = ""


class OpenSession(RecordModel):
    """What the account remembers of a session, so that others can be ended."""

    id: str
    public_id: str = ""
    device: Device = Device()
    created_at: AwareDatetime
    ends_at: AwareDatetime


class SignIn(RecordModel):
    """A sign-in that succeeded; `source` is what the limits counted it under."""

    at: AwareDatetime
    source: str
    device: Device
    method: SignInMethod
    new_device: bool


class AcceptedTerms(RecordModel):
    version: str
    at: AwareDatetime


class EmailChange(RecordModel):
    """A new address that waits to be confirmed; `id` is that of the change's documents."""

    id: str
    email: str
    expires_at: AwareDatetime


class RefusedMail(RecordModel):
    """An address that took no mail of ours for good, and when."""

    email: str
    at: AwareDatetime


class Totp(RecordModel):
    """The second step: its secret encrypted, the last time step that was used, recovery codes as hashes."""

    secret: str
    created_at: AwareDatetime
    confirmed: bool = False
    last_step: int = 0
    recovery_codes: list[str] = []


class Passkey(RecordModel):
    """A WebAuthn credential: its id, public key and count of signatures; `public_id` names it to its owner."""

    id: str
    public_id: str
    public_key: str
    sign_count: int
    name: str
    created_at: AwareDatetime


class Represented(RecordModel):
    """Where the grant is by which the account may act for a customer; it may be over."""

    customer_id: str
    grant_id: str


class PastSignIns(RecordModel):
    """The sign-ins an account's own document holds no more, the oldest first."""

    id: str
    type: Literal["sign_ins"] = "sign_ins"
    items: list[SignIn] = []


class Account(RecordModel):
    """A person's way in. `claiming` lasts from the first write of an activation to its last, `closed` from the
    decision to delete it to its deletion.

    `personal_lookups` are keyed hashes of numbers that must not make up a password: the PESEL or NIP, the birth date.
    `sign_ins` are the latest few, earlier ones have a document of their own (`PastSignIns`), so that a much used
    account is read as fast as a new one. `entered_from` are the devices and networks it was entered from lately.
    `token_epoch` is raised by what ends every outstanding token: one handed out in an earlier epoch is void.
    Where `customer_id` is nobody, it is the account of a person, called `person_name`, who acts for others only.
    """

    # What a newer or older instance beside this one writes is kept, not refused.
    model_config = ConfigDict(extra="allow", defer_build=True)

    id: str
    type: Literal["account"] = "account"
    state: Literal["claiming", "active", "closed"]
    customer_id: str
    kind: Literal["individual", "business"]
    identifier_lookup: str
    identifier_masked: str = ""
    personal_lookups: list[str] = []
    email: str
    chosen_login: str | None
    locale: Locale
    password_hash: str
    password_version: int = 1
    password_changed_at: AwareDatetime | None = None
    terms_version: str
    terms_accepted_at: AwareDatetime
    earlier_terms: list[AcceptedTerms] = []
    consents: list[Consent]
    mail_preferences: MailPreferences = ALL_ON
    created_at: AwareDatetime
    sessions: list[OpenSession] = []
    sign_ins: list[SignIn] = []
    entered_from: dict[str, AwareDatetime] = {}
    email_change: EmailChange | None = None
    refused_mail: RefusedMail | None = None
    totp: Totp | None = None
    passkeys: list[Passkey] = []
    closing: Closing | None = None
    login_offer_declined: bool = False
    token_epoch: int = 0
    person_name: str = ""
    represents: list[Represented] = []

    @property
    def has_second_step(self) -> bool:
        return self.totp is not None and self.totp.confirmed

    @property
    def mail_refused_at(self) -> datetime | None:
        """When the account's address last refused a mail for good, in the last thirty days."""
        last = self.refused_mail
        if last is None or last.at <= clock.now() - _REFUSALS_SHOWN:
            return None
        return last.at if mailbox_lookup(last.email) == mailbox_lookup(self.email) else None

    @property
    def password_key(self) -> str:
        """What devices are sealed to: a new password makes every device a new one."""
        return f"{self.id}:{self.password_version}"


def mailbox_lookup(email: str) -> str:
    """The one comparison of e-mail addresses: case does not count, nor how the domain is written."""
    return mailbox_lookups(email)[0]


def mailbox_lookups(email: str) -> list[str]:
    """The same under all keys, the present one first."""
    address = email.strip()
    with suppress(ValueError):
        address = ascii_address(address)
    return lookup_ids("email", address.casefold())


class Addressee(RecordModel):
    """What mails to many accounts need of each; `ADDRESSEE` are its fields in a query."""

    id: str
    customer_id: str
    email: str
    locale: Locale
    kind: Literal["individual", "business"]
    created_at: AwareDatetime
    terms_version: str
    mail_preferences: MailPreferences = ALL_ON


ADDRESSEE = "c.id, c.customerId, c.email, c.locale, c.kind, c.createdAt, c.termsVersion, c.mailPreferences"


async def note_refused_mail(email: str) -> None:
    """Note with the accounts of the mailbox, and for their open sessions, that it takes no mail from us."""
    refused = RefusedMail(email=email, at=clock.now())
    found = [await cosmos.read("accounts", mailbox, mailbox) for mailbox in mailbox_lookups(email)]
    for account_id in {one for mailbox in filter(None, found) for one in mailbox["accountIds"]}:
        with suppress(Problem):
            noted = await change_account(
                account_id, lambda account: account.model_copy(update={"refused_mail": refused})
            )
            await change_sessions([one.id for one in noted.sessions], email_refused=noted.mail_refused_at is not None)


async def account_by_id(account_id: str | None) -> Versioned | None:
    """The account and its version. None costs the same request as an account."""
    wanted = account_id or NOBODY
    stored = await cosmos.read("accounts", wanted, wanted)
    return None if stored is None else (account_in(stored), str(stored["_etag"]))


async def own_account_of(customer_id: str) -> Account | None:
    """The customer's own account, where there is one; it crosses partitions, so not for a customer's requests."""
    sql = "SELECT * FROM c WHERE c.type = 'account' AND c.state = 'active' AND c.customerId = @customer"
    found = [account_in(item) async for item in cosmos.query("accounts", sql, None, customer=customer_id)]
    return found[0] if found else None


async def account_of(session: Session) -> Account:
    """The account of a session; raises Problem `session_missing` where it is gone."""
    found = await account_by_id(session.account_id)
    if found is None:
        raise Problem("session_missing")
    return found[0]


async def change_account(
    account_id: str, change: Callable[[Account], Account], *, snapshot: Versioned | None = None
) -> Account:
    """Change an account as if nobody else did; raises Problem `session_missing` where it is gone.

    `snapshot` is the account and its version as read before.
    """

    def changed(stored: cosmos.Item | None) -> cosmos.Item:
        if stored is None:
            raise Problem("session_missing")
        return stored_form(change(account_in(stored)))

    first: cosmos.Snapshot | None = (stored_form(snapshot[0]) | {"_etag": snapshot[1]},) if snapshot else None
    return account_in(await cosmos.update("accounts", account_id, changed, snapshot=first) or {})


def account_in(stored: cosmos.Item) -> Account:
    return Account.model_validate(cosmos.plain(stored))


def stored_form(account: Account) -> cosmos.Item:
    return account.model_dump(mode="json")
