"""Which payments were given back or clawed back, how much of them, and on what day."""

from collections import defaultdict
from collections.abc import Mapping

from functions.billing.models import TakenBack
from shared.mirror import Reversal, mirror_id

_CLAWED_BACK = "chargeback"


def taken_back(reversals: Mapping[str, Reversal]) -> dict[str, TakenBack]:
    """By the mirror's id of a payment, what was taken back of it; several reversals add up.

    A reversal can be taken back itself (a direct debit told as clawed back by mistake), and then counts for what is
    left of it. Reversals that take back one another in a circle take back nothing.
    """
    standing = {payment: reversal.amount for payment, reversal in reversals.items()}
    waiting: dict[str, int] = defaultdict(int)
    for reversal in reversals.values():
        waiting[_target(reversal)] += 1
    of: dict[str, list[str]] = defaultdict(list)
    ready = [payment for payment in reversals if not waiting[payment]]
    while ready:
        payment = ready.pop()
        target = _target(reversals[payment])
        of[target].append(payment)
        waiting[target] -= 1
        if target in reversals:
            standing[target] += standing[payment]
            if not waiting[target]:
                ready.append(target)
    return {
        payment: TakenBack(amount=amount, on=newest.booked_on, clawed_back=newest.method == _CLAWED_BACK)
        for payment, taken in of.items()
        if (amount := -sum(standing[one] for one in taken)) != 0
        for newest in [max((reversals[one] for one in taken if standing[one]), key=lambda one: one.booked_on)]
    }


def _target(reversal: Reversal) -> str:
    return mirror_id("payment", reversal.payment_id)
