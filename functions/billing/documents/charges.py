"""What a document's money is for: its lines in a few groups a customer can tell apart.

The contract with billing names lines, but no groups, so the name decides, by the first words that fit; the words are
those of Polish energy bills. Excise belongs to the energy, the capacity and cogeneration fees to the distributor's
part, as the bills themselves have it. What nothing fits is `other`, so the groups always sum to the document.
"""

from collections.abc import Iterable

from functions.billing.documents.models import Charge, ChargeGroup
from shared.billing_contract import Line

_RULES: tuple[tuple[str, ChargeGroup], ...] = (
    ("odsetki", "interest"),
    ("depozyt", "deposit"),
    ("opłata handlowa", "trade_fee"),
    ("energia", "energy"),
    ("akcyza", "energy"),
    ("opłata sieciowa", "distribution"),
    ("opłata jakościowa", "distribution"),
    ("opłata kogeneracyjna", "distribution"),
    ("opłata mocowa", "distribution"),
    ("opłata oze", "distribution"),
    ("opłata przejściowa", "distribution"),
    ("opłata abonamentowa", "distribution"),
    ("dystrybucja", "distribution"),
)
_ORDER: tuple[ChargeGroup, ...] = ("energy", "distribution", "trade_fee", "deposit", "interest", "other")


def charges_of(lines: Iterable[Line]) -> list[Charge]:
    """The gross sum of each group that has lines, in a fixed order."""
    gross: dict[ChargeGroup, int] = {}
    for line in lines:
        group = group_of(line.name)
        gross[group] = gross.get(group, 0) + line.gross
    return [Charge(group=group, gross=gross[group]) for group in _ORDER if group in gross]


def group_of(name: str) -> ChargeGroup:
    folded = name.strip().casefold()
    return next((group for words, group in _RULES if folded.startswith(words)), "other")
