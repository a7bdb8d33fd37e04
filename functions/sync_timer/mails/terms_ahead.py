"""The mail that the terms will change: to every account that has not accepted them, as soon as they are published.

Every version of a day to come is told of, each in its own mail, and to accounts made in between as well. A page of
accounts at a time in the order they were made, from where the last run ended. That nobody is told twice is the outbox's
doing: a mail's id follows from account and version.
"""

from datetime import datetime, timedelta

from functions.sync_timer.concurrently import for_each
from shared import clock, cosmos
from shared.accounts import ADDRESSEE, Addressee
from shared.mail import outbox
from shared.mail.formats import end_of
from shared.mail.letter import write_letter
from shared.rendering.formatting import plain_date
from shared.settings import settings
from shared.terms.in_force import all_ahead, named
from shared.terms.letter import page_of
from shared.terms.version import TermsVersion

_PAGE, _CONCURRENCY = 200, 16
_RUN_FOR = timedelta(minutes=1)
_DAY = timedelta(days=1)


async def announce_terms() -> int:
    """Write down the mails about the versions to come, once; returns how many."""
    until = clock.now() + _RUN_FOR
    versions = [await named(one.version) for one in await all_ahead()]
    return sum([await _announce(version, until) for version in versions if version])


async def _announce(version: TermsVersion, until: datetime) -> int:
    place = state_id(version.version)
    stored = await cosmos.read("operations", place, place)
    after, notified, more = str(stored["after"]) if stored else "", 0, True
    while more and clock.now() < until:
        accounts = await _page(after)
        wanting = [one for one in accounts if one.terms_version < version.version]
        notified += sum(await for_each(wanting, lambda one: _notify(one, version), concurrency=_CONCURRENCY))
        last = clock.iso(accounts[-1].created_at) if accounts else after
        more = len(accounts) == _PAGE and last != after
        if last != after:
            await cosmos.container("operations").upsert_item({"id": place, "after": last})
        after = last
    return notified


def state_id(version: str) -> str:
    """The document that says up to which account a version has been told of."""
    return f"terms-ahead-state:{version}"


async def _page(after: str) -> list[Addressee]:
    items = cosmos.query(
        "accounts",
        f"SELECT TOP @page {ADDRESSEE} FROM c WHERE c.type = 'account' AND c.state = 'active'"  # noqa: S608
        " AND c.createdAt >= @after ORDER BY c.createdAt",
        None,
        page_size=_PAGE,
        page=_PAGE,
        after=after,
    )
    return [Addressee.model_validate(item) async for item in items]


async def _notify(account: Addressee, version: TermsVersion) -> bool:
    letter = write_letter(
        "terms_ahead",
        account.locale,
        link=page_of(version, settings().portal_origin),
        kind=account.kind,
        date=plain_date(version.effective_from, account.locale),
        changes=version.texts[account.locale].changes,
    )
    return await outbox.post(
        letter,
        account.email,
        expires_at=end_of(version.effective_from - _DAY),
        mail_id=f"terms-ahead-{account.id}-{version.version}",
        immediately=False,
    )
