"""What comes in and goes out in the account of who is signed in."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BeforeValidator, StringConstraints

from functions.auth.models import ChosenLogin, EmailAddress, PasskeyAnswer, Password, Text
from shared.accounts import Closing, Consent
from shared.identifiers import bare
from shared.json_model import JsonModel
from shared.locale import Locale
from shared.mail.preferences import MailPreferences

_LONGEST_CODE = 40


def _bare(value: object) -> object:
    return bare(value) if isinstance(value, str) and len(value) <= _LONGEST_CODE else value


# Stands in mails too: one line, and nothing that turns the writing of what follows it around.
GivenName = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        min_length=1,
        max_length=64,
        pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*$",
    ),
]


class PasswordChange(JsonModel):
    """`currentPassword` is needed but in a session opened by a one-time password."""

    current_password: Password | None = None
    new_password: Password


class Reauthentication(JsonModel):
    password: Password


class Reauthenticated(JsonModel):
    """Until when changes that need the password once more are possible."""

    until: AwareDatetime


class EmailChange(JsonModel):
    email: EmailAddress


class EmailChangeAccepted(JsonModel):
    """A link went to the new address, a notice to the present one, which stays in use until the link is followed."""

    expires_at: AwareDatetime


class EmailChanged(JsonModel):
    """The address that is in use now; after an undo the password is void and must be recovered."""

    email: str
    password_recovery_required: bool = False


class LanguageChoice(JsonModel):
    locale: Locale


class LoginChange(JsonModel):
    login: ChosenLogin


class AcceptedTerms(JsonModel):
    version: str
    at: AwareDatetime


class PendingEmail(JsonModel):
    email: str
    expires_at: AwareDatetime


class AccountDetails(JsonModel):
    """What an owner sees of the account: how to get in, where mail goes, what is under way.

    `emailRefusedAt` is when the mailbox last refused a mail for good, in the last thirty days.
    """

    email: str
    email_refused_at: AwareDatetime | None = None
    pending_email: PendingEmail | None
    identifier_masked: str
    chosen_login: str | None
    second_step: bool
    recovery_codes_left: int
    password_changed_at: AwareDatetime | None
    terms_version: str
    terms_accepted_at: AwareDatetime
    earlier_terms: list[AcceptedTerms]
    closing: Closing | None
    reauthentication_valid_until: AwareDatetime | None


class TotpSetup(JsonModel):
    """What an authenticator application needs: the secret in base32, the same as a URI, and that as an SVG image."""

    secret: str
    uri: str
    qr_svg: str


class TotpConfirmation(JsonModel):
    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$"), BeforeValidator(_bare)]


class RecoveryCodes(JsonModel):
    """Each is accepted once in place of a code; shown this once."""

    codes: list[str]


class PasskeyRegistration(PasskeyAnswer):
    """The new credential, and what its owner calls it."""

    name: GivenName


class TermsAcceptance(JsonModel):
    """Which version is accepted; must be the one in force."""

    version: Text


class DeviceName(JsonModel):
    """A browser's family and system, as `Firefox` on `Windows`; empty where it did not say."""

    browser: str
    system: str


class SignInEntry(JsonModel):
    """A sign-in that succeeded."""

    at: AwareDatetime
    device: DeviceName
    method: Literal["password", "one_time_password", "passkey"]
    new_device: bool


class DataSession(JsonModel):
    device: DeviceName
    created_at: AwareDatetime
    ends_at: AwareDatetime


class Passkey(JsonModel):
    id: str
    name: str
    created_at: AwareDatetime


class Passkeys(JsonModel):
    items: list[Passkey]


class AccountData(JsonModel):
    """Everything the account holds, for its owner to keep."""

    exported_at: AwareDatetime
    email: str
    identifier_masked: str
    chosen_login: str | None
    locale: Locale
    kind: Literal["individual", "business"]
    created_at: AwareDatetime
    password_changed_at: AwareDatetime | None
    second_step: bool
    passkeys: list[Passkey]
    terms: list[AcceptedTerms]
    consents: list[Consent]
    mail_preferences: MailPreferences
    sessions: list[DataSession]
    sign_ins: list[SignInEntry]


class OwnSession(JsonModel):
    """A session of the account. `id` names it and opens nothing."""

    id: str
    device: DeviceName
    created_at: AwareDatetime
    seen_at: AwareDatetime
    current: bool


class OwnSessions(JsonModel):
    """The account's sessions that are alive, the latest first."""

    items: list[OwnSession]


class KeyUse(JsonModel):
    """A day's first use of an API key from a network, an address cut short; `key` is what its owner calls it."""

    at: AwareDatetime
    key: str
    source: str


class SignInHistory(JsonModel):
    """The sign-ins of the last 90 days, and how API keys were used in them, both the latest first."""

    items: list[SignInEntry]
    key_uses: list[KeyUse]
