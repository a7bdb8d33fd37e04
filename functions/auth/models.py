"""What comes in and goes out at the door."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, EmailStr, Field, StringConstraints, field_validator, model_validator

from shared.identifiers import normalised_nip, normalised_pesel
from shared.json_model import JsonModel
from shared.mail.preferences import MailPreferences

Locale = Literal["pl", "en", "uk"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
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
ChosenLogin = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z][A-Za-z0-9._-]{4,31}$")]
Password = Annotated[str, StringConstraints(min_length=1, max_length=1024)]


class Consent(JsonModel):
    """One consent of the current terms, by its code."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
    granted: bool


class Registration(JsonModel):
    """Who asks for an account, what proves it, and where to write."""

    kind: Literal["individual", "business"]
    pesel: str | None = None
    nip: str | None = None
    customer_number: Text
    document_number: Text
    email: EmailStr
    login: ChosenLogin | None = None
    terms_version: Text
    consents: Annotated[list[Consent], Field(max_length=20)] = []
    locale: Locale = "pl"

    @field_validator("pesel")
    @classmethod
    def _pesel(cls, value: str | None) -> str | None:
        return None if value is None else normalised_pesel(value)

    @field_validator("nip")
    @classmethod
    def _nip(cls, value: str | None) -> str | None:
        return None if value is None else normalised_nip(value)

    @model_validator(mode="after")
    def _one_identifier(self) -> "Registration":
        if self.kind == "individual" and (self.pesel is None or self.nip is not None):
            raise ValueError("a private customer registers with a PESEL")
        if self.kind == "business" and (self.nip is None or self.pesel is not None):
            raise ValueError("a business customer registers with a NIP")
        return self

    @property
    def identifier(self) -> str:
        return self.pesel or self.nip or ""


class RegistrationAccepted(JsonModel):
    """The same whatever the facts: a link may have been sent, and until when it would work."""

    link_expires_at: AwareDatetime


class Activation(JsonModel):
    token: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    password: Password


class Activated(JsonModel):
    """The account stands; `login_taken` says the chosen login was gone, so PESEL or NIP is the login."""

    login_taken: bool


class Credentials(JsonModel):
    login: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    password: Password


class CurrentSession(JsonModel):
    """Who is signed in, and until when without another request.

    `loginOffered` until a login is chosen or the offer declined; `closesAt` where the account is to be closed.
    """

    display_name: str
    kind: Literal["individual", "business"]
    customer_number: str
    expires_at: AwareDatetime
    ends_at: AwareDatetime
    login_offered: bool = False
    closes_at: AwareDatetime | None = None
    second_step_required: bool = False
    password_change_required: bool = False
    terms_acceptance_required: bool = False


class PasswordRecovery(JsonModel):
    """Whose password is forgotten."""

    login: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class PasswordRecoveryAccepted(JsonModel):
    """The same whatever the facts: a one-time password may have been sent, and until when it would work."""

    expires_at: AwareDatetime


class PasswordChange(JsonModel):
    """`currentPassword` is needed but in a session opened by a one-time password."""

    current_password: Password | None = None
    new_password: Password


class LoginReminder(JsonModel):
    """Whose logins are forgotten; the mail is in the account's language."""

    email: EmailStr


class LoginReminderAccepted(JsonModel):
    """The same whatever the facts: a mail with the logins may have been sent."""

    accepted: Literal[True] = True


class Reauthentication(JsonModel):
    password: Password


class Reauthenticated(JsonModel):
    """Until when changes that need the password once more are possible."""

    until: AwareDatetime


class EmailChange(JsonModel):
    email: EmailStr


class EmailChangeAccepted(JsonModel):
    """A link went to the new address, a notice to the present one, which stays in use until the link is followed."""

    expires_at: AwareDatetime


class LinkToken(JsonModel):
    """The token of a mailed link, from behind its `#`."""

    token: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class EmailChanged(JsonModel):
    """The address that is in use now; after an undo the password is void and must be recovered."""

    email: str
    password_recovery_required: bool = False


class LoginChange(JsonModel):
    login: ChosenLogin


class PendingEmail(JsonModel):
    email: str
    expires_at: AwareDatetime


class Closing(JsonModel):
    """The account was asked to be closed, and will be at `closesAt` unless it is cancelled."""

    requested_at: AwareDatetime
    closes_at: AwareDatetime


class AccountDetails(JsonModel):
    """What an owner sees of the account: how to get in, where mail goes, what is under way."""

    email: str
    pending_email: PendingEmail | None
    identifier_masked: str
    chosen_login: str | None
    second_step: bool
    recovery_codes_left: int
    password_changed_at: AwareDatetime | None
    terms_version: str
    terms_accepted_at: AwareDatetime
    closing: Closing | None
    reauthentication_valid_until: AwareDatetime | None


class TotpSetup(JsonModel):
    """What an authenticator application needs: the secret in base32, the same as a URI, and that as an SVG image."""

    secret: str
    uri: str
    qr_svg: str


class TotpConfirmation(JsonModel):
    code: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{6}$")]


class RecoveryCodes(JsonModel):
    """Each opens the door once in place of a code; shown this once."""

    codes: list[str]


class PasskeyOptions(JsonModel):
    """Options for `navigator.credentials`, in WebAuthn's JSON form (PublicKeyCredential.parse…OptionsFromJSON)."""

    options: dict[str, Any]


class PasskeyAnswer(JsonModel):
    """A credential as `PublicKeyCredential.toJSON()` gives it."""

    credential: dict[str, Any]


class PasskeyRegistration(PasskeyAnswer):
    """The new credential, and what its owner calls it."""

    name: GivenName


class SecondStep(JsonModel):
    """A code of the application, or a recovery code."""

    code: Annotated[str, StringConstraints(strip_whitespace=True, min_length=6, max_length=40)]


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


class AcceptedTerms(JsonModel):
    version: str
    at: AwareDatetime


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


class SignInHistory(JsonModel):
    """The sign-ins of the last 90 days, the latest first."""

    items: list[SignInEntry]


class ConsentText(JsonModel):
    code: str
    text: str
    required: bool


class Terms(JsonModel):
    """The terms of service in force, in the asked language; `changes` says what is new in them."""

    version: str
    effective_from: date
    title: str
    text: str
    changes: str
    consents: list[ConsentText]
