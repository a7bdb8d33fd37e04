"""What comes in and goes out at registration and activation."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, field_validator, model_validator

from functions.auth.models import (
    ChosenLogin,
    CopiedNumber,
    CurrentSession,
    EmailAddress,
    LinkToken,
    Password,
    PrintedNumber,
    Text,
)
from shared.accounts import Consent
from shared.identifiers import normalised_nip, normalised_pesel
from shared.json_model import JsonModel
from shared.locale import Locale
from shared.rendering.plain_text import person_name


class Registration(JsonModel):
    """Who asks for an account, what proves it, and where to write."""

    kind: Literal["individual", "business"]
    pesel: CopiedNumber | None = None
    nip: CopiedNumber | None = None
    customer_number: PrintedNumber
    document_number: PrintedNumber
    email: EmailAddress
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


class Activation(LinkToken):
    password: Password


class Activated(JsonModel):
    """The account stands; `login_taken` says the chosen login was gone, so PESEL or NIP is the login.

    `session` is that of who is signed in now, null where it takes a sign-in.
    """

    login_taken: bool
    session: CurrentSession | None = None


class InvitedAccount(JsonModel):
    """Somebody without an account of their own accepts an invitation: a name, a login, and what every account needs."""

    token: Annotated[str, StringConstraints(min_length=1, max_length=250)]
    name: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=2, max_length=80), AfterValidator(person_name)
    ]
    login: ChosenLogin
    password: Password
    terms_version: Text
    consents: Annotated[list[Consent], Field(max_length=20)] = []
    locale: Locale = "pl"


class ConsentText(JsonModel):
    code: str
    text: str
    required: bool


class TermsEdition(JsonModel):
    """A published version and the day from which it is asked for."""

    version: str
    effective_from: date


class TermsChange(TermsEdition):
    """What was new in a version."""

    changes: str


class Terms(TermsEdition):
    """A version of the terms of service, in the asked language; `changes` says what is new in it.

    `current`: it is the one in force. `changesSince` tells of every version after the one that was asked about up to
    this one, `versions` are all that were published.
    """

    current: bool
    title: str
    text: str
    changes: str
    changes_since: list[TermsChange]
    versions: list[TermsEdition]
    consents: list[ConsentText]
