"""Faults on demand: an API that is down or slow, notifications that get lost, double, or come out wrong."""

from typing import Literal

from local.faults import CountedFault


class Fault(CountedFault):
    """`down` answers 503, `refused` 400, `down_after` does what was asked and then answers 503, `slow` waits `ms`.

    The others change what follows a payment: no notification, three at once, one with another amount, one with a
    wrong signature.
    """

    kind: Literal["down", "refused", "slow", "down_after", "lost", "duplicate", "wrong_amount", "bad_signature"]
