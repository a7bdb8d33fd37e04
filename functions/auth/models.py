"""What comes in and goes out in more than one wing."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, EmailStr, StringConstraints

from shared.access.permissions import Permission, Role
from shared.identifiers import free_login, printed_number
from shared.json_model import JsonModel
from shared.locale import Locale
from shared.mail.addresses import sendable, visible

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
TypedEmail = Annotated[EmailStr, BeforeValidator(visible)]
EmailAddress = Annotated[TypedEmail, AfterValidator(sendable)]
# As long as one copied with whatever stands around it; a normaliser looks at each sign of it.
CopiedNumber = Annotated[str, StringConstraints(max_length=64)]
PrintedNumber = Annotated[Text, AfterValidator(printed_number)]
ChosenLogin = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z][A-Za-z0-9._-]{4,31}$"),
    AfterValidator(free_login),
]
Password = Annotated[str, StringConstraints(min_length=1, max_length=1024)]


class PasskeyOptions(JsonModel):
    """Options for `navigator.credentials`, in WebAuthn's JSON form (PublicKeyCredential.parse…OptionsFromJSON)."""

    options: dict[str, Any]


class PasskeyAnswer(JsonModel):
    """A credential as `PublicKeyCredential.toJSON()` gives it."""

    credential: dict[str, Any]


class ActingFor(JsonModel):
    """By what somebody acts for another customer; `limited` to some of its contracts."""

    grant_id: str
    role: Role
    limited: bool


class ViewedBy(JsonModel):
    """The clerk who looks at the customer's portal, reading only, and why."""

    name: str
    reason: str
    customer_id: str


class CurrentSession(JsonModel):
    """Who is signed in, and until when without another request. `id` names the session and opens nothing.

    `id` is the session's public one: a page that names it in `X-Session` is refused (409 `session_changed`) once the
    cookie is another's. `loginOffered` until a login is chosen or the offer declined; `closesAt` where the account is
    to be closed; `emailRefused` where its address takes no mail from us.

    `displayName`, `kind` and `customerNumber` are those of the customer it acts for: the account's own, or the one of
    `actingFor`, for whom `permissions` say what may be done (null is everything). `id` is another one for each of them.
    `represents`: there are customers to choose from (`GET profile/customers`).
    """

    id: str
    display_name: str
    kind: Literal["individual", "business"]
    customer_number: str
    locale: Locale = "pl"
    expires_at: AwareDatetime
    ends_at: AwareDatetime
    login_offered: bool = False
    closes_at: AwareDatetime | None = None
    email_refused: bool = False
    second_step_required: bool = False
    password_change_required: bool = False
    terms_acceptance_required: bool = False
    represents: bool = False
    acting_for: ActingFor | None = None
    permissions: list[Permission] | None = None
    viewed_by: ViewedBy | None = None


class LinkToken(JsonModel):
    """The token of a mailed link, from behind its `#`."""

    token: Annotated[str, StringConstraints(min_length=1, max_length=200)]
