"""Customers, their addresses and what they owe."""

import re
from typing import Annotated, Literal

from pydantic import AwareDatetime, BeforeValidator, Field, model_validator
from stdnum.pl import nip as nip_number
from stdnum.pl import pesel as pesel_number

from shared.billing_contract.values import ConsentKey, ContractModel, Grosze, LongText, ShortText, plain_nip


def _plain_pesel(value: object) -> object:
    return re.sub(r"[\s-]", "", value) if isinstance(value, str) else value


class Address(ContractModel):
    """An address; a village may have no streets, a plot no number, and abroad postal codes look otherwise."""

    street: ShortText | None = None
    building: ShortText | None = None
    flat: ShortText | None = None
    postal_code: ShortText | None = None
    city: ShortText

    def one_line(self) -> str:
        """As on an envelope: `ul. Lipowa 14/7, 53-124 Wrocław`; in a village `Wólka 14, 08-110 Siedlce`."""
        return ", ".join(part for part in (self.street_line(), self.city_line()) if part)

    def street_line(self) -> str:
        """The street with its numbers, or empty."""
        place = f"{self.building}/{self.flat}" if self.building and self.flat else self.building or self.flat
        return " ".join(part for part in (self.street, place) if part)

    def city_line(self) -> str:
        """The postal code, where there is one, and the city."""
        return f"{self.postal_code} {self.city}" if self.postal_code else self.city


Delivery = Literal["electronic", "paper"]
BilledKind = Literal["invoice", "correction", "interest_note"]
"""The kinds of documents a customer chooses between paper and file for."""


class CustomerConsent(ContractModel):
    """A consent as billing knows it: whether it is given now, by which `version` of its `text`, decided when.

    `title` and `text` are Polish; the text is what one agrees to.
    """

    granted: Annotated[bool, Field(strict=True)]
    title: ShortText | None = None
    text: LongText | None = None
    version: ShortText | None = None
    decided_at: AwareDatetime | None = None


def _told_in_full(value: object) -> object:
    """A consent told as a plain yes or no, of which nothing more is known."""
    return {"granted": value} if isinstance(value, bool) else value


class Customer(ContractModel):
    """A payer. Private people carry a PESEL and a name, businesses a NIP and a company name.

    `address` is where they live or have their seat; letters go to `correspondence_address` where there is one.
    `delivery` says for each kind of document whether it comes as a file or on paper.
    """

    kind: Literal["individual", "business"]
    first_name: ShortText | None = None
    last_name: ShortText | None = None
    company_name: ShortText | None = None
    pesel: Annotated[str | None, BeforeValidator(_plain_pesel)] = None
    nip: Annotated[str | None, BeforeValidator(plain_nip)] = None
    customer_number: ShortText
    email: ShortText | None = None
    phone: ShortText | None = None
    address: Address
    correspondence_address: Address | None = None
    delivery: dict[BilledKind, Delivery] | None = None
    consents: dict[ConsentKey, Annotated[CustomerConsent, BeforeValidator(_told_in_full)]] = {}

    @property
    def identifier(self) -> str:
        """What proves who the customer is: the PESEL of a private person, the NIP of a business, digits only."""
        return (self.pesel if self.kind == "individual" else self.nip) or ""

    @model_validator(mode="after")
    def _names_and_numbers_fit_the_kind(self) -> "Customer":
        if self.kind == "individual":
            if not (self.first_name and self.last_name and self.pesel and pesel_number.is_valid(self.pesel)):
                raise ValueError("a private customer needs a first name, a last name and a valid PESEL")
        elif not (self.company_name and self.nip and nip_number.is_valid(self.nip)):
            raise ValueError("a business customer needs a company name and a valid NIP")
        return self


class Balance(ContractModel):
    """What is owed on a day: `amount` > 0 is to pay, < 0 an overpayment.

    `opening` is what was owed when the history told here begins: what older documents and payments left.
    """

    amount: Grosze
    as_of: AwareDatetime
    opening: Grosze | None = None
