"""A version of the terms of service: what a person accepts, in three languages, from a day on."""

from datetime import date
from functools import cache
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from shared.brand import brand
from shared.json_model import RecordModel
from shared.locale import Locale

LOCALES: tuple[Locale, ...] = ("pl", "en", "uk")

VersionName = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}(\.[2-9])?$")]
_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200_000)]


class ConsentText(RecordModel):
    """A consent asked beside the terms; `required` ones are needed to register."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
    text: _Words
    required: bool


class TermsText(RecordModel):
    """The terms in one language; `changes` says what is new in them."""

    title: _Words
    changes: _Words
    text: _Words
    consents: Annotated[list[ConsentText], Field(min_length=1, max_length=20)]


class TermsVersion(RecordModel):
    """The Polish text is binding. `version` is a day, with `.2` for a second one of it, so that later ones sort later.

    `effective_from` is a date in Warsaw: the day from which the version is asked for.
    """

    version: VersionName
    effective_from: date
    texts: dict[Locale, TermsText]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if set(self.texts) != set(LOCALES):
            raise ValueError("the texts must be pl, en and uk")
        asked = {tuple((one.code, one.required) for one in text.consents) for text in self.texts.values()}
        if len(asked) != 1:
            raise ValueError("every language must ask for the same consents")
        if not any(one.required for one in self.texts["pl"].consents):
            raise ValueError("one consent, to the terms themselves, must be required")
        return self


@cache
def first() -> TermsVersion:
    """The version the portal began with, which comes with its brand."""
    own = brand()
    return TermsVersion.model_validate_json(own.text(own.legal.terms))
