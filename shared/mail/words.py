"""The shape of a mail's words."""

from typing import NamedTuple


class Words(NamedTuple):
    """`{...}` are filled by the letter's facts; without a `button` the letter holds no link."""

    subject: str
    heading: str
    paragraphs: tuple[str, ...]
    button: str | None = None
    after: tuple[str, ...] = ()
