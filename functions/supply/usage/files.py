"""A view of usage as a file for a spreadsheet.

Beside each row stand its beginning and the offset from UTC, so that the hour that comes twice in October can be told
apart; and where it was asked for, what was used a year before. A sum that lacks a part says so. A file of hours or
quarter-hours holds the whole month the day is in.
"""

from collections.abc import Iterator

from fastapi import Response

from functions.supply.usage.models import UsageRow, UsageView
from functions.supply.usage.words import USAGE_WORDS, UsageWords
from shared.brand import brand
from shared.locale import Locale
from shared.rendering.spreadsheet import MEDIA_TYPES, Cell, FileKind, KilowattHours, file_of
from shared.supply.zone_names import zone_name


async def usage_file(views: list[UsageView], kind: FileKind, locale: Locale) -> Response:
    """One file of the rows of these views, which follow each other."""
    words = USAGE_WORDS[locale]
    rows = [row for view in views for row in view.rows]
    zones = list(dict.fromkeys(zone for row in rows for zone in row.zones))
    several, given = len(zones) > 1, any(row.exported is not None for row in rows)
    headings = [words.begins, words.offset, words.taken]
    headings += [words.in_zone.format(zone=zone_name(zone, locale)) for zone in zones] if several else []
    headings += [words.given] if given else []
    compared = any(row.before is not None for row in rows)
    headings += [words.before] if compared else []

    def lines() -> Iterator[tuple[Cell, ...]]:
        for row in rows:
            offset = f"{row.at:%z}" if row.at else ""
            line: list[Cell] = [
                row.at or row.on,
                f"UTC{offset[:3]}:{offset[3:]}" if offset else None,
                _energy(row.imported),
            ]
            line += [_energy(row.zones.get(zone)) for zone in zones] if several else []
            line += [_energy(row.exported)] if given else []
            line += [_energy(row.before.imported if row.before else None)] if compared else []
            yield (*line, _quality(row, words))

    content = await file_of(kind, words.title, [*headings, words.quality], lines())
    first, last = views[0].first_on, views[-1].last_on
    name = f"{brand().file_prefix}-zuzycie-{views[0].resolution}-{first}-{last}.{kind}"
    return Response(
        content, media_type=MEDIA_TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _quality(row: UsageRow, words: UsageWords) -> str:
    """How good the value is, and whether it is the sum of only a part of its time."""
    known, letter = row.imported is not None or row.exported is not None, words.letters[row.quality]
    return f"{letter}, {words.incomplete}" if known and not row.complete else letter


def _energy(watt_hours: int | None) -> Cell:
    return None if watt_hours is None else KilowattHours(watt_hours)
