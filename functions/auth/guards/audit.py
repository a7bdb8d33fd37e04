"""The audit log: each outcome as one event of the log, which keeps 90 days.

A subject is an account's id or the start of a login's keyed hash, an address is cut to its network; nothing secret,
nothing personal. What a customer may see of it stands with the account (`sign_ins`); refused registrations stand in
their container, for clerks.
"""

from shared.http.client_address import truncated
from shared.monitoring.logs import log


def event(name: str, outcome: str, subject: str, address: str, **facts: str | int | None) -> None:
    """Write one event down: what was tried, how it ended, at whose account, from which network."""
    log.info(
        name, extra={"audit": True, "outcome": outcome, "subject": subject[:22], "from": truncated(address)} | facts
    )
