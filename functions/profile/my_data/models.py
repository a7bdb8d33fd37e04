"""What a customer's data look like, and what may be asked to change of them."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, EmailStr, Field, StringConstraints, model_validator

from shared.billing_contract import BilledKind
from shared.billing_contract.values import ConsentKey
from shared.json_model import JsonModel
from shared.mail.addresses import sendable, visible
from shared.rendering.plain_text import one_line

_PHONE = re.compile(r"\+[1-9][0-9]{6,14}|[1-9][0-9]{8}")


def _dialled(phone: str) -> str:
    """A telephone number as it is dialled from anywhere; nine digits are a Polish one."""
    digits = re.sub(r"[\s().-]", "", phone)
    digits = f"+{digits[2:]}" if digits.startswith("00") else digits
    if not _PHONE.fullmatch(digits):
        raise ValueError("this is no telephone number")
    return digits if digits.startswith("+") else f"+48{digits}"


def _line(longest: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=longest)


Line = Annotated[str, _line(100), AfterValidator(one_line)]
Email = Annotated[EmailStr, BeforeValidator(visible), AfterValidator(sendable)]
Phone = Annotated[str, StringConstraints(max_length=40), AfterValidator(_dialled)]


class PostalAddress(JsonModel):
    """An address; a village may have no streets, and abroad postal codes look otherwise."""

    street: Line | None = None
    building: Line | None = None
    flat: Line | None = None
    postal_code: Line | None = None
    city: Line


class NewAddress(PostalAddress):
    """An address somebody types: a letter has to arrive there."""

    postal_code: Annotated[str, _line(12), AfterValidator(one_line)]

    @model_validator(mode="after")
    def _a_house(self) -> "NewAddress":
        if not (self.building or self.street):
            raise ValueError("a letter needs a house to go to")
        return self


class ContactChange(JsonModel):
    """Contact data to change; what is absent stays as it is."""

    email: Email | None = None
    phone: Phone | None = None
    address: NewAddress | None = None
    correspondence_address: NewAddress | None = None

    @model_validator(mode="after")
    def _something(self) -> "ContactChange":
        if not self.model_dump(exclude_none=True):
            raise ValueError("nothing is to be changed")
        return self


class DeliveryChoice(JsonModel):
    """Whether a kind of document comes as a file or on paper; null where billing does not say."""

    kind: BilledKind
    electronic: bool | None


class NewDelivery(JsonModel):
    kind: BilledKind
    electronic: Annotated[bool, Field(strict=True)]


class DeliveryChange(JsonModel):
    items: Annotated[list[NewDelivery], Field(min_length=1, max_length=3)]


class MyChange(JsonModel):
    """A change that was asked for and does not show yet: `waiting` to be passed on, `passed_on`, or `refused`.

    `contact`, `delivery`, `consents` are what was asked; a refusal has billing's `reason`, where it gave one.
    """

    id: str
    part: Literal["contact", "delivery", "consents"]
    state: Literal["waiting", "passed_on", "refused"]
    asked_at: AwareDatetime
    reference: str | None
    reason: str | None
    email: str | None = None
    phone: str | None = None
    address: PostalAddress | None = None
    correspondence_address: PostalAddress | None = None
    delivery: list[NewDelivery] = []
    consents: list["ConsentChoice"] = []


class Profile(JsonModel):
    """A customer as billing knows them; PESEL or NIP with its last two digits only.

    `version` goes into `If-Match` of a change. `changes` are under way, or were refused lately.
    """

    version: str
    kind: Literal["individual", "business"]
    display_name: str
    identifier_masked: str
    customer_number: str
    email: str | None
    phone: str | None
    address: PostalAddress
    correspondence_address: PostalAddress | None
    delivery: list[DeliveryChoice]
    changes: list[MyChange]


class ConsentChoice(JsonModel):
    key: ConsentKey
    granted: Annotated[bool, Field(strict=True)]


class ConsentRow(ConsentChoice):
    """A consent: the `text` agreed to (Polish), its version, and when it was decided."""

    title: str | None
    text: str | None
    version: str | None
    decided_at: AwareDatetime | None


class Consents(JsonModel):
    """The consents billing asks for; `version` goes into `If-Match` of a change."""

    version: str
    items: list[ConsentRow]
    changes: list[MyChange]


class ConsentsChange(JsonModel):
    """The consents to give or to take back; the others stay. One is given to the text that was shown."""

    items: Annotated[list[ConsentChoice], Field(min_length=1, max_length=20)]
