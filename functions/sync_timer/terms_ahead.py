"""The mail that the terms will change: to every account that has not accepted them, as soon as they are published.

A page of accounts at a time in the order they were made, from where the last run ended. That nobody is told twice is
the outbox's doing: a mail's id follows from account and version.
"""

from datetime import timedelta
from typing import Any

from functions.sync_timer.concurrently import for_each
from shared import clock, cosmos
from shared.formatting import plain_date
from shared.locale import Locale
from shared.mail import outbox
from shared.mail.formats import end_of
from shared.mail.letter import write_letter
from shared.settings import settings
from shared.terms.in_force import ahead, named
from shared.terms.letter import page_of
from shared.terms.version import TermsVersion

STATE = "terms-ahead-state"
_PAGE, _CONCURRENCY = 200, 16
_RUN_FOR = timedelta(minutes=1)
_DAY = timedelta(days=1)


async def announce_terms() -> int:
    """Write down the mails about the next version, once; returns how many."""
    listed = await ahead()
    version = await named(listed.version) if listed else None
    if version is None:
        return 0
    until = clock.now() + _RUN_FOR
    stored = await cosmos.read("operations", STATE, STATE)
    state = stored if stored and stored["version"] == version.version else {"after": "", "done": False}
    after, told = str(state["after"]), 0
    while not state["done"] and clock.now() < until:
        accounts = await _page(after)
        wanting = [one for one in accounts if one["termsVersion"] < version.version]
        told += sum(await for_each(wanting, lambda one: _tell(one, version), concurrency=_CONCURRENCY))
        last = str(accounts[-1]["createdAt"]) if accounts else after
        done = len(accounts) < _PAGE or last == after
        state = {"id": STATE, "version": version.version, "after": last, "done": done}
        after = last
        await cosmos.container("operations").upsert_item(state)
    return told


async def _page(after: str) -> list[dict[str, Any]]:
    items = cosmos.query(
        "accounts",
        "SELECT TOP @page c.id, c.email, c.locale, c.kind, c.createdAt, c.termsVersion FROM c"
        " WHERE c.type = 'account' AND c.state = 'active' AND c.createdAt >= @after ORDER BY c.createdAt",
        None,
        page_size=_PAGE,
        page=_PAGE,
        after=after,
    )
    return [item async for item in items]


async def _tell(account: dict[str, Any], version: TermsVersion) -> bool:
    locale: Locale = account["locale"]
    letter = write_letter(
        "terms_ahead",
        locale,
        link=page_of(version, settings().portal_origin),
        kind=account["kind"],
        date=plain_date(version.effective_from, locale),
        changes=version.texts[locale].changes,
    )
    return await outbox.post(
        letter,
        account["email"],
        expires_at=end_of(version.effective_from - _DAY),
        mail_id=f"terms-ahead-{account['id']}-{version.version}",
        immediately=False,
    )
