"""The catalogue of services: each with its fields, who may order it, what comes of it, its words in three languages."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import StringConstraints, model_validator

from shared.json_model import JsonModel, RecordModel
from shared.locale import Locale

FieldKind = Literal[
    "date",
    "money",
    "iban",
    "number",
    "text",
    "choice",
    "choices",
    "contract",
    "point",
    "document",
    "documents",
    "readings",
    "address",
    "email",
    "phone",
    "consent",
]
Group = Literal["money", "contract", "home", "meter", "data"]
Who = Literal["individual", "business"]
Needs = Literal["overpayment", "open_documents", "contract", "point"]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][A-Za-z0-9]{0,39}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
OptionKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{1,40}$")]


class Words(JsonModel):
    """A text in every language; none may be missing."""

    pl: Annotated[str, StringConstraints(min_length=1)]
    en: Annotated[str, StringConstraints(min_length=1)]
    uk: Annotated[str, StringConstraints(min_length=1)]

    def of(self, locale: Locale) -> str:
        return str(getattr(self, locale))


class Option(JsonModel):
    """One choice; with `who` only for some customers."""

    key: OptionKey
    label: Words
    who: list[Who] = ["individual", "business"]


class Condition(JsonModel):
    """A field is asked for only where another has this answer."""

    field: Name
    value: OptionKey


class Field(JsonModel):
    """A field. `least`, `most` and `decimals` are of numbers, `most` also the longest text; `from_days` and `to_days`
    are the first and last day counted from today, `working` leaves only working days. What is `sensitive` is kept
    apart and deleted after the decision. What `invites` is the address of the other side of a handover, which is told
    once what to do."""

    name: Name
    kind: FieldKind
    label: Words
    hint: Words | None = None
    required: bool = False
    options: list[Option] = []
    least: int | None = None
    most: int | None = None
    decimals: int = 0
    from_days: int | None = None
    to_days: int | None = None
    working: bool = False
    only_if: Condition | None = None
    sensitive: bool = False
    invites: bool = False


class Files(JsonModel):
    """Which files are asked for; `wanted` ones are missed by the clerk, none is ever demanded."""

    hint: Words
    wanted: bool = False


class Service(JsonModel):
    """A service. `role` says who may order it: the `owner` alone, for a consent nobody gives for another, or a `helper`
    too who may do everything for the customer. With `confirm` it binds: its summary is shown
    and confirmed once more. `secure` asks for the password again. `one_open` names the slot in which only one order
    may be under way. `leads_to` is the page where it is done instead."""

    key: Key
    group: Group
    who: list[Who]
    role: Literal["owner", "helper"]
    needs: Needs | None = None
    decided: Literal["billing", "clerk", "rule"]
    effect: Literal["service", "contact", "none"]
    name: Words
    lead: Words
    notes: list[Words] = []
    fields: list[Field] = []
    files: Files | None = None
    confirm: Words | None = None
    secure: bool = False
    one_open: str | None = None
    health: bool = False
    leads_to: Literal["reading", "callback"] | None = None

    def field(self, name: str) -> Field | None:
        return next((one for one in self.fields if one.name == name), None)

    @model_validator(mode="after")
    def _whole(self) -> "Service":
        names = [one.name for one in self.fields]
        if len(names) != len(set(names)):
            raise ValueError("a field stands twice")
        for one in self.fields:
            if (one.kind in {"choice", "choices"}) != bool(one.options):
                raise ValueError("options are for choices")
            if one.invites and one.kind != "email":
                raise ValueError("one is invited by mail")
            if one.sensitive and not self.health:
                raise ValueError("what is sensitive needs a service of health")
            if one.only_if is not None:
                asked = self.field(one.only_if.field)
                if asked is None or one.only_if.value not in {option.key for option in asked.options}:
                    raise ValueError("a condition on what is not there")
        if (self.leads_to is None) != bool(self.fields):
            raise ValueError("a service has fields, or a page where it is done")
        return self


class Catalogue(RecordModel):
    """`facts` are texts that belong to no field."""

    facts: dict[str, Words]
    services: list[Service]


@cache
def catalogue() -> Catalogue:
    """The file, read once."""
    return Catalogue.model_validate_json(Path(__file__).with_name("catalogue.json").read_bytes())


@cache
def services() -> dict[str, Service]:
    """The services by their keys, in the order they are offered."""
    return {one.key: one for one in catalogue().services}


def fact(name: str, locale: Locale, **values: str) -> str:
    """A text that belongs to no field."""
    return catalogue().facts[name].of(locale).format(**values)
