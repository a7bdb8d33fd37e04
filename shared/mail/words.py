"""The shape of a mail's words."""

from typing import NamedTuple


class FactWords(NamedTuple):
    """A line of the list of facts. A fact whose value is empty is left out.

    `to_copy` is typed into a bank, `strong` is what the mail is about.
    """

    label: str
    value: str
    strong: bool = False
    to_copy: bool = False


class Words(NamedTuple):
    """`{...}` are filled by the letter's facts; without a `button` the letter holds no link but those of its rows.

    `set_apart` stands by itself, large and with letters that cannot be mixed up.
    """

    subject: str
    heading: str
    paragraphs: tuple[str, ...]
    button: str | None = None
    after: tuple[str, ...] = ()
    facts: tuple[FactWords, ...] = ()
    set_apart: str | None = None


class Row(NamedTuple):
    """One of several things a letter is about, with the way to it."""

    title: str
    says: str
    link: str


class Section(NamedTuple):
    """A part of a longer text."""

    heading: str
    lines: tuple[str, ...]
