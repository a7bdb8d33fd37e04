"""Usage as Green Button data: an Atom feed of NAESB ESPI 4.0 resources.

Each direction of energy is a MeterReading; where some days are known by quarter-hours and some only whole, each length
is one of its own, and no day is in both. Values are whole Wh and always positive; what is not known is left out and
never zero. Nothing personal is in it: no name, address or PPE, and the point's own id only as a keyed digest. A
currency is left out on purpose: 985 for PLN is valid and breaks readers in the field.
"""

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from shared import clock
from shared.lookup import lookup_id
from shared.supply.usage import DAY, Quality, Value, midnight

_ATOM, _ESPI = "http://www.w3.org/2005/Atom", "http://naesb.org/espi"
_NAMESPACE = UUID("5d0b5a5e-6f0e-4c55-9f52-6a1a6e6f0b07")
FORWARD, REVERSE = "1", "19"
_QUALITY: dict[Quality, str] = {"R": "17", "S": "17", "Z": "8", "E": "8", "O": "7"}
# Last Sunday of March at 2:00 and of October at 3:00 on the wall, by the bit rule of the schema's DstRuleType.
_DST = (("dstEndRule", "AE0E3000"), ("dstOffset", "3600"), ("dstStartRule", "3E0E2000"), ("tzOffset", "3600"))

register_namespace("", _ATOM)
register_namespace("espi", _ESPI)


class Interval(NamedTuple):
    """A value from an instant (seconds since 1970) on, for so many seconds."""

    start: int
    seconds: int
    value: Value


class Block(NamedTuple):
    """The intervals of a local day, which may be shorter or longer than 24 hours; `length` is how long they usually
    are, in seconds."""

    day: date
    intervals: list[Interval]
    length: Literal[900, 86400] = 900


def feed_of(point_id: str, title: str, blocks: list[Block], phases: int | None) -> bytes:
    """The feed of a point's blocks, in order of time; `title` is what the customer calls the point."""
    feed = _Feed(point_id, title, phases).of(blocks)
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True))


class _Feed:
    def __init__(self, point_id: str, title: str, phases: int | None) -> None:
        self._point = f"UsagePoint/{lookup_id('green-button', point_id)}"
        self._title = title
        self._phase = {1: "128", 3: "224"}.get(phases or 0)
        self._now = clock.iso(clock.now().replace(microsecond=0))

    def of(self, blocks: list[Block]) -> Element:
        feed = Element(f"{{{_ATOM}}}feed")
        self._head(feed, f"{self._point}/Feed", "Green Button", self._point, None)
        related = [f"{self._point}/MeterReading", "LocalTimeParameters/1"]
        point = self._entry(feed, self._point, "UsagePoint", self._title, related)
        _texts(SubElement(point, _espi("ServiceCategory")), ("kind", "0"))
        _texts(self._entry(feed, "LocalTimeParameters/1", "LocalTimeParameters", "Europe/Warsaw"), *_DST)
        for direction in (FORWARD, REVERSE):
            for length in sorted({block.length for block in blocks}):
                of_length = [block for block in blocks if block.length == length]
                if direction == FORWARD or any(_known(block, direction) for block in of_length):
                    self._reading(feed, direction, length, of_length)
        return feed

    def _reading(self, feed: Element, direction: str, length: int, blocks: list[Block]) -> None:
        reading = f"{self._point}/MeterReading/{direction}-{length}"
        title = "Energy delivered" if direction == FORWARD else "Energy received"
        kind = f"ReadingType/{direction}-{length}"
        self._entry(feed, reading, "MeterReading", title, [f"{reading}/IntervalBlock", kind])
        described = self._entry(feed, kind, "ReadingType", title)
        _texts(described, ("accumulationBehaviour", "4"), ("commodity", "1"))
        _texts(described, ("flowDirection", direction), ("intervalLength", str(length)), ("kind", "12"))
        _texts(described, *([("phase", self._phase)] if self._phase else []))
        _texts(described, ("powerOfTenMultiplier", "0"), ("uom", "72"))
        for block in blocks:
            if known := _known(block, direction):
                self._block(feed, f"{reading}/IntervalBlock/{block.day}", block, known)

    def _block(self, feed: Element, path: str, block: Block, known: list[tuple[Interval, int]]) -> None:
        content = self._entry(feed, path, "IntervalBlock", f"{block.day}")
        begin, end = (int(midnight(day).timestamp()) for day in (block.day, block.day + DAY))
        first = known[0][0].start
        whole = SubElement(content, _espi("interval"))
        _texts(whole, ("duration", str(end - begin if first == begin else end - first)), ("start", str(first)))
        for interval, energy in known:
            reading = SubElement(content, _espi("IntervalReading"))
            _texts(SubElement(reading, _espi("ReadingQuality")), ("quality", _QUALITY[interval.value.quality]))
            period = SubElement(reading, _espi("timePeriod"))
            _texts(period, ("duration", str(interval.seconds)), ("start", str(interval.start)))
            _texts(reading, ("value", str(energy)))

    def _entry(self, feed: Element, path: str, kind: str, title: str, related: Iterable[str] = ()) -> Element:
        """A new entry of the feed; returns the resource in its content."""
        entry = SubElement(feed, f"{{{_ATOM}}}entry")
        self._head(entry, path, title, path, path.rpartition("/")[0])
        for target in related:
            SubElement(entry, f"{{{_ATOM}}}link", {"rel": "related", "href": target})
        _atom(entry, "published", self._now)
        return SubElement(SubElement(entry, f"{{{_ATOM}}}content"), _espi(kind))

    def _head(self, parent: Element, path: str, title: str, link: str, up: str | None) -> None:
        _atom(parent, "id", f"urn:uuid:{uuid5(_NAMESPACE, path)}")
        SubElement(parent, f"{{{_ATOM}}}link", {"rel": "self", "href": link})
        if up:
            SubElement(parent, f"{{{_ATOM}}}link", {"rel": "up", "href": up})
        _atom(parent, "title", title)
        _atom(parent, "updated", self._now)


def _known(block: Block, direction: str) -> list[tuple[Interval, int]]:
    """The intervals of the block with a value in a direction."""
    return [(one, energy) for one in block.intervals if (energy := _energy(one.value, direction)) is not None]


def _energy(value: Value, direction: str) -> int | None:
    return value.imported if direction == FORWARD else value.exported


def _espi(name: str) -> str:
    return f"{{{_ESPI}}}{name}"


def _atom(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _texts(parent: Element, *pairs: tuple[str, str]) -> None:
    for name, text in pairs:
        SubElement(parent, _espi(name)).text = text
