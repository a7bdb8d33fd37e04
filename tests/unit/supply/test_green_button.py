"""Green Button files: valid child by child against the schema, and read back by a stranger to the same sums."""

import io
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from greenbutton_objects import parse
from lxml import etree

from functions.supply.usage import green_button
from functions.supply.usage.green_button import Block, Interval, feed_of
from shared.clock import WARSAW
from shared.supply.usage import DAY, Value, midnight, quarters_between

ESPI, ATOM = "{http://naesb.org/espi}", "{http://www.w3.org/2005/Atom}"
SCHEMA = Path(__file__).parents[3].parent / "shared/green-button/espi.xsd"
XML_XSD = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
<xs:attribute name="lang" type="xs:language"/><xs:attribute name="base" type="xs:anyURI"/>
<xs:attributeGroup name="specialAttrs"><xs:attribute ref="xml:base"/><xs:attribute ref="xml:lang"/></xs:attributeGroup>
</xs:schema>"""
ORDER = {
    "ReadingType": "accumulationBehaviour commodity flowDirection intervalLength kind phase powerOfTenMultiplier uom",
    "LocalTimeParameters": "dstEndRule dstOffset dstStartRule tzOffset",
    "IntervalReading": "ReadingQuality timePeriod value",
}
"""The order the schema fixes, for machines without the schema."""


@pytest.fixture(autouse=True)
def _keyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        green_button, "lookup_id", lambda purpose, value: sha256(f"{purpose} {value}".encode()).hexdigest()
    )


def a_day(day: date, *, missing: int | None = None, given: bool = True) -> Block:
    """Every quarter-hour of the day with a value of its own."""
    begin = int(midnight(day).timestamp())
    intervals = [
        Interval(
            begin + n * 900, 900, Value("R" if n % 3 else "E", {"dzienna": n, "nocna": 1}, 2 * n if given else None)
        )
        for n in range(quarters_between(day, day + DAY))
        if n != missing
    ]
    return Block(day, intervals)


SPRING, AUTUMN, PLAIN = date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 1)
FEED_DAYS = [a_day(SPRING), a_day(AUTUMN, missing=5), a_day(PLAIN)]


class _XmlNamespace(etree.Resolver):
    """What atom.xsd wants from w3.org."""

    def resolve(self, url: str, _id: str, context: Any) -> Any:
        return self.resolve_string(XML_XSD, context) if url.endswith("xml.xsd") else None


def the_schema() -> Any:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_XmlNamespace())
    return etree.XMLSchema(etree.parse(SCHEMA, parser))


def entries(feed: bytes) -> list[Any]:
    return etree.fromstring(feed).findall(f"{ATOM}entry")


def children(feed: bytes, kind: str) -> list[Any]:
    return etree.fromstring(feed).findall(f"{ATOM}entry/{ATOM}content/{ESPI}{kind}")


def a_whole_day(day: date) -> Block:
    """A day of which only the sum is known."""
    begin, end = (int(midnight(one).timestamp()) for one in (day, day + DAY))
    return Block(day, [Interval(begin, end - begin, Value("R", {"dzienna": 5_000}, 70))], 86400)


WHOLE = [a_whole_day(date(2026, 3, 28)), a_whole_day(date(2025, 10, 26))]


@pytest.mark.parametrize("whole", [[], WHOLE], ids=["quarters", "and days"])
def test_each_child_is_valid_or_in_the_order_the_schema_fixes(whole: list[Block]) -> None:
    feed = feed_of("point-0001", "Dom & sad <1>", [*FEED_DAYS, *whole], 3)
    contents = [content[0] for content in etree.fromstring(feed).iter(f"{ATOM}content")]
    assert len(contents) == 2 + 2 * (2 + 3) + (2 * (2 + 2) if whole else 0)
    if SCHEMA.exists():
        schema = the_schema()
        for child in contents:
            schema.assertValid(etree.fromstring(etree.tostring(child)))
    for name, order in ORDER.items():
        for element in etree.fromstring(feed).iter(f"{ESPI}{name}"):
            assert [child.tag.removeprefix(ESPI) for child in element] == order.split()


def test_the_schema_refuses_a_child_out_of_order() -> None:
    if not SCHEMA.exists():
        pytest.skip("the schema is not here: the order is checked by itself")
    wrong = b'<ReadingType xmlns="http://naesb.org/espi"><uom>72</uom><kind>12</kind></ReadingType>'
    assert not the_schema().validate(etree.fromstring(wrong))


@pytest.mark.parametrize("whole", [[], WHOLE], ids=["quarters", "and days"])
def test_a_strangers_reader_reads_the_same_sums_back(whole: list[Block]) -> None:
    feed = feed_of("point-0001", "Dom", [*FEED_DAYS, *whole], 3)
    [point] = parse.parse_feed(io.BytesIO(feed))
    sums = {1: 0, 19: 0}
    for reading in point.meterReadings:
        direction = reading.readingType.flowDirection.value
        read = [one for block in reading.intervalBlocks for one in block.intervalReadings]
        sums[direction] += sum(one.value for one in read)
    assert len(point.meterReadings) == (4 if whole else 2)
    values = [one.value for block in [*FEED_DAYS, *whole] for one in block.intervals]
    assert sums == {1: sum(value.imported or 0 for value in values), 19: sum(value.exported or 0 for value in values)}


def test_days_are_as_long_as_they_are_and_gaps_are_left_out() -> None:
    feed = feed_of("point-0001", "Dom", FEED_DAYS, None)
    blocks = children(feed, "IntervalBlock")
    lengths = [int(block.find(f"{ESPI}interval/{ESPI}duration").text) for block in blocks]
    assert lengths == 2 * [82_800, 90_000, 86_400]
    assert [len(block.findall(f"{ESPI}IntervalReading")) for block in blocks] == 2 * [92, 99, 96]
    for block in blocks:
        starts = [int(one.text) for one in block.iter(f"{ESPI}start")]
        assert starts[0] == starts[1], "the block begins with its first reading"
        assert len(set(starts[1:])) == len(starts[1:])


def test_every_entry_has_what_the_alliance_asks_for() -> None:
    found = entries(feed_of("point-0001", "Dom", FEED_DAYS, None))
    ids = [entry.findtext(f"{ATOM}id") for entry in found]
    assert len(set(ids)) == len(ids)
    assert all(text.startswith("urn:uuid:") and text == text.lower() for text in ids)
    for entry in found:
        assert {link.get("rel") for link in entry.findall(f"{ATOM}link")} >= {"self", "up"}
        assert all(entry.findtext(f"{ATOM}{name}") for name in ("title", "published", "updated"))
    types = {link.get("href") for link in found[2].findall(f"{ATOM}link") if link.get("rel") == "related"}
    assert len([href for href in types if "ReadingType" in href]) == 1


def test_the_same_point_and_day_keep_their_ids() -> None:
    first, second = (feed_of("point-0001", "Dom", FEED_DAYS[:n], None) for n in (1, 3))
    assert {entry.findtext(f"{ATOM}id") for entry in entries(first)} <= {
        entry.findtext(f"{ATOM}id") for entry in entries(second)
    }
    assert b"point-0001" not in first


def test_quality_and_clock_rules() -> None:
    feed = feed_of("point-0001", "Dom", FEED_DAYS, 1)
    [times] = children(feed, "LocalTimeParameters")
    assert [child.text for child in times] == ["AE0E3000", "3600", "3E0E2000", "3600"]
    qualities = {one.text for one in etree.fromstring(feed).iter(f"{ESPI}quality")}
    assert qualities == {"17", "8"}
    assert children(feed, "ReadingType")[0].findtext(f"{ESPI}phase") == "128"


@pytest.mark.parametrize(("rule", "month", "hour"), [("3E0E2000", 3, 2), ("AE0E3000", 10, 3)])
def test_the_rules_of_the_clock_are_polands(rule: str, month: int, hour: int) -> None:
    """Bits of DstRuleType: month, which weekday of it (7: the last), weekday (7: Sunday), hour, minutes, seconds."""
    bits = int(rule, 16)
    assert (bits >> 28, bits >> 25 & 7, bits >> 20 & 31, bits >> 17 & 7, bits >> 12 & 31) == (month, 7, 0, 7, hour)
    year = 2026
    last = max(date(year, month, day) for day in range(25, 32) if date(year, month, day).isoweekday() == 7)
    at = datetime(year, month, last.day, 1, tzinfo=UTC)
    assert (at - timedelta(seconds=1)).astimezone(WARSAW).utcoffset() != at.astimezone(WARSAW).utcoffset()
