"""Looking for tickets, those that were answered or closed among them."""

from functions.staff import found_store
from functions.staff.found_store import month_word, number_word, words_of
from functions.staff.models import FoundPage, FoundTicket, Search
from shared import clock
from shared.problems import FieldFault, Problem

_PAGE = 50


async def search(asked: Search) -> FoundPage:
    """A page of what was found; one query of fifty rows at most.

    Without a word the days must lie within one month, whose tickets these are. Raises Problem `validation_failed`,
    `cursor_invalid`.
    """
    since, until = asked.since, asked.until or clock.today()
    words = _words(asked.q)
    if since is not None and since > until:
        raise Problem("validation_failed", errors=[FieldFault("until", "before_since")])
    if not words:
        if since is None or month_word(since) != month_word(until):
            raise Problem("validation_failed", errors=[FieldFault("q", "word_or_month_missing")])
        words = [month_word(since)]
    rows = await found_store.found(words[0], words[1:], since=since, until=until, after=asked.after, limit=_PAGE)
    return FoundPage(
        tickets=[
            FoundTicket(
                customer_id=row.customer_id,
                ticket_id=row.ticket_id,
                number=row.number,
                kind=row.kind,
                subject=row.subject,
                opening=row.opening,
                state=row.state,
                customer_name=row.customer_name,
                customer_number=row.customer_number,
                received_at=row.received_at,
            )
            for row in rows.rows
        ],
        next=rows.next,
    )


def _words(text: str) -> list[str]:
    """The words to look up, the one with the fewest tickets first: a number before a name, a long one before a short.

    What has a digit is a number, however it is spelt.
    """
    numbers = [number_word(part) for part in text.split() if any(one.isdigit() for one in part)]
    names = words_of(" ".join(part for part in text.split() if not any(one.isdigit() for one in part)))
    return [*(one for one in numbers if one), *sorted(names, key=len, reverse=True)]
