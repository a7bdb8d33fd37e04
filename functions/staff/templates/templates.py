"""Replies to begin with, in three languages. The page fills the variables.

The first version is the file `data/reply_templates.json`; leads write the ones after it. Each version is a document of
its own in container `desk` that never changes, with who wrote it and when; `current` says which one holds.
"""

import re
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from functions.staff import audit
from functions.staff.sessions import StaffSession
from functions.staff.store import CONTAINER
from functions.staff.templates.models import (
    NewReplyTemplates,
    ReplyTemplate,
    ReplyTemplates,
    TemplatesVersion,
    TemplatesVersions,
)
from shared import clock, cosmos
from shared.problems import FieldFault, Problem

VARIABLES = frozenset({"klient", "numer", "temat", "termin", "konsultant"})
"""The customer's name, the ticket's number and subject, the last day of the answer, the clerk's first name."""

_LANE, _CURRENT = "templates", "current"
_MOST_VERSIONS = 100
_BRACED = re.compile(r"\{([^{}]*)\}")


@cache
def first_version() -> list[ReplyTemplate]:
    """The file; raises ValueError for one that uses a variable nobody fills."""
    content = Path(__file__).with_name("data").joinpath("reply_templates.json").read_bytes()
    found = TypeAdapter(list[ReplyTemplate]).validate_json(content)
    if faults := _faults(found):
        raise ValueError(f"{faults[0].field}: {faults[0].code}")
    return found


async def templates() -> ReplyTemplates:
    """Those that hold now; one point read."""
    current = await cosmos.read(CONTAINER, _CURRENT, _LANE)
    if current is None:
        return ReplyTemplates(version=1, templates=first_version())
    return ReplyTemplates(version=current["version"], templates=current["templates"])


async def publish(session: StaffSession, new: NewReplyTemplates) -> ReplyTemplates:
    """Write the next version. Raises Problem `office_lead_required`, `validation_failed`, `templates_changed`."""
    if not session.lead:
        raise Problem("office_lead_required")
    if faults := _faults(new.templates):
        raise Problem("validation_failed", errors=faults)
    current = await cosmos.read(CONTAINER, _CURRENT, _LANE)
    if (current["version"] if current else 1) != new.version:
        raise Problem("templates_changed")
    now = ReplyTemplates(version=new.version + 1, templates=new.templates)
    await audit.note(session, "templates_published", str(now.version))
    item = now.model_dump(mode="json") | {
        "lane": _LANE,
        "by": session.name,
        "byId": session.clerk_id,
        "at": clock.iso(clock.now()),
    }
    head = item | {"id": _CURRENT}
    try:
        await cosmos.batch(
            CONTAINER,
            [
                ("create", (item | {"id": f"version-{now.version:06}", "place": f"{now.version:06}"},)),
                ("replace", (_CURRENT, head), {"if_match_etag": current["_etag"]}) if current else ("create", (head,)),
            ],
            _LANE,
        )
    except cosmos.Conflict:
        raise Problem("templates_changed") from None
    return now


async def versions() -> TemplatesVersions:
    """Who wrote which version, the latest first; one query. The first one is the file's, and nobody's."""
    items = cosmos.query(
        CONTAINER,
        "SELECT * FROM c WHERE c.place > '' ORDER BY c.place DESC OFFSET 0 LIMIT @most",
        _LANE,
        page_size=_MOST_VERSIONS,
        most=_MOST_VERSIONS,
    )
    return TemplatesVersions(
        versions=[
            TemplatesVersion(
                version=item["version"],
                by=item["by"],
                at=clock.from_iso(item["at"]),
                templates=item["templates"],
            )
            async for item in items
        ]
    )


def _faults(given: list[ReplyTemplate]) -> list[FieldFault]:
    """Keys that stand twice, and braces around what nobody fills."""
    faults = []
    keys = [one.key for one in given]
    for place, one in enumerate(given):
        if keys.index(one.key) != place:
            faults.append(FieldFault(f"templates.{place}.key", "key_twice"))
        for locale, text in one.text.items():
            braced = _BRACED.findall(text)
            if {*braced} - VARIABLES or text.count("{") != len(braced) or text.count("}") != len(braced):
                faults.append(FieldFault(f"templates.{place}.text.{locale}", "variable_unknown"))
    return faults
