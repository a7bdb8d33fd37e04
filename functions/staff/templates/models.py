"""What goes in and out of the routes of reply templates."""

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from functions.tickets.office import Kind
from shared.json_model import JsonModel
from shared.locale import Locale

TemplateText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


class ReplyTemplate(JsonModel):
    """A reply to begin with, in the customer's language; its variables in braces are filled by the page."""

    key: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=80)]
    text: Annotated[dict[Locale, TemplateText], Field(min_length=3)]
    kinds: Annotated[list[Kind], Field(min_length=1, max_length=5)]


class ReplyTemplates(JsonModel):
    version: int
    templates: list[ReplyTemplate]


class NewReplyTemplates(JsonModel):
    """All templates as they shall be. `version` is the one that was read."""

    version: Annotated[int, Field(strict=True, ge=1)]
    templates: Annotated[list[ReplyTemplate], Field(min_length=1, max_length=40)]


class TemplatesVersion(ReplyTemplates):
    by: str
    at: AwareDatetime


class TemplatesVersions(JsonModel):
    """The latest first; the first version of all came with the portal."""

    versions: list[TemplatesVersion]
