"""What customers write about: the catalogue `subjects.json`, its words in three languages.

A subject only asks. What it asks for may stay empty, for a complaint needs no form (ustawa o prawach konsumenta).
"""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from functions.tickets.clocks import Rule
from functions.tickets.ticket import Kind
from shared.brand import brand
from shared.json_model import RecordModel
from shared.locale import Locale

Question = Literal[
    "document", "contract", "point", "fault", "date", "letterDate", "month", "amount", "account", "phone"
]
"""What a subject may ask for, by the name of its answer in the ticket's `asked`."""

type Words = dict[Locale, str]


class ShortAnswer(RecordModel):
    """A usual question with its answer, offered before one writes and never in the way."""

    question: Words
    answer: Words


class Subject(RecordModel):
    """One subject. `rule` is the clock it starts, where it is not that of the ticket's kind."""

    key: str
    kinds: list[Kind]
    asks: list[Question]
    name: Words
    hint: Words
    answers: list[ShortAnswer]
    rule: Rule | None = None


@cache
def subjects() -> dict[str, Subject]:
    """The catalogue by its keys, in the order it is offered."""
    content = Path(__file__).with_name("subjects.json").read_text("utf-8").replace("{brand}", brand().name)
    return {subject.key: subject for subject in TypeAdapter(list[Subject]).validate_json(content)}


def rule_of(kind: Kind, subject: str) -> Rule:
    """The clock of a ticket; a subject the catalogue has no more takes its kind's."""
    known = subjects().get(subject)
    if known is not None and known.rule is not None:
        return known.rule
    return "complaint" if kind == "complaint" else "promise"
