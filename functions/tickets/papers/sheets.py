"""What a template prints: the answer to a customer, and the whole correspondence for the Coordinator.

Only messages that both sides see get in; notes of the office are no part of a thread.
"""

from datetime import datetime
from typing import Any

from functions.tickets.attachments import Attachment
from functions.tickets.papers import words
from functions.tickets.papers.words import PAPER_WORDS, PaperWords
from functions.tickets.store import Thread
from functions.tickets.subjects import subjects
from functions.tickets.ticket import Message, Ticket
from shared.brand import brand
from shared.locale import Locale
from shared.rendering.formatting import moment, zloty
from shared.rendering.glyphs import showable


def answer_sheet(ticket: Ticket, thread: Thread, message: Message) -> dict[str, Any]:
    """The answer with what it answers, and after a refusal what the customer can do next."""
    own = PAPER_WORDS[ticket.locale]
    first = thread.messages[0]
    refused = message.outcome in {"partly", "refused"}
    return _sheet(
        ticket.locale,
        own,
        title=f"{own.answer} {ticket.number}",
        lead="",
        made=own.made.format(brand=brand().name, moment=moment(message.sent_at, ticket.locale)),
        facts=[
            *_parties(ticket, own),
            *_matter(ticket, ticket.locale, own),
            (own.answered, moment(message.sent_at, ticket.locale)),
            *([(own.outcome, own.outcomes[message.outcome])] if message.outcome else []),
        ],
        sections=[
            (own.yours, [_printed(ticket, thread, first, ticket.locale)]),
            (own.ours, [_printed(ticket, thread, message, ticket.locale)]),
        ],
        after=(own.next, next_steps(ticket, own)) if refused else None,
    )


def coordinator_sheet(ticket: Ticket, thread: Thread, amount: int | None, now: datetime) -> dict[str, Any]:
    """The correspondence; `amount` in dispute in grosze, None where the customer did not say."""
    own = PAPER_WORDS["pl"]
    sent = [message for message in thread.messages if message.sent_at <= now]
    answers = [message for message in sent if message.final]
    return _sheet(
        "pl",
        own,
        title=f"{words.COORDINATOR}, {ticket.number}",
        lead=words.COORDINATOR_LEAD.format(brand=brand().name, moment=moment(now, "pl")),
        made=f"{brand().name}, {moment(now, 'pl')}",
        facts=[
            *_parties(ticket, own),
            *_matter(ticket, "pl", own),
            *((words.ASKED.get(name, name), answer) for name, answer in ticket.asked.items()),
            *([(own.answered, moment(answers[-1].sent_at, "pl"))] if answers else []),
            *([(own.outcome, own.outcomes[ticket.outcome])] if ticket.outcome else []),
            (words.IN_DISPUTE, words.NOT_GIVEN if amount is None else zloty(amount, "pl")),
        ],
        sections=[(words.CORRESPONDENCE, [_printed(ticket, thread, message, "pl") for message in sent])],
        after=None,
    )


def next_steps(ticket: Ticket, own: PaperWords) -> list[str]:
    """What a customer can do who does not agree; the household's ways are not the firm's."""
    steps = own.next_consumer if ticket.consumer else own.next_firm
    named = [step.format(brand=brand().name) for step in steps]
    return [*named, *([own.not_cut] if ticket.disconnection and ticket.consumer else [])]


def _parties(ticket: Ticket, own: PaperWords) -> list[tuple[str, str]]:
    return [
        (own.customer, ticket.customer_name),
        (own.customer_number, ticket.customer_number),
        (own.company, brand().payee.name),
    ]


def _matter(ticket: Ticket, locale: Locale, own: PaperWords) -> list[tuple[str, str]]:
    known = ticket.ordered.name if ticket.ordered else None
    known = known or (subjects()[ticket.subject].name if ticket.subject in subjects() else {})
    return [
        (own.number, ticket.number),
        (own.kind, own.kinds[ticket.kind]),
        (own.subject, known.get(locale, ticket.subject)),
        (own.received, moment(ticket.received_at, locale)),
    ]


def _printed(ticket: Ticket, thread: Thread, message: Message, locale: Locale) -> dict[str, Any]:
    own = PAPER_WORDS[locale]
    office = message.side == "office"
    author = own.clerk.format(name=message.author) if office else ticket.customer_name
    return {
        "author": showable(author),
        "at": moment(message.sent_at, locale),
        "note": own.outcomes[message.outcome] if message.outcome else own.answer if message.final else "",
        "lines": [showable(line) for line in message.text.splitlines()],
        "office": office,
        "files": [_file(file, own) for file in thread.files if file.message_id == message.id],
    }


def _file(file: Attachment, own: PaperWords) -> list[str]:
    return [showable(file.name), f"{own.sha}: {file.kept_sha256}"]


def _sheet(
    locale: Locale,
    own: PaperWords,
    *,
    title: str,
    lead: str,
    made: str,
    facts: list[tuple[str, str]],
    sections: list[tuple[str, list[dict[str, Any]]]],
    after: tuple[str, list[str]] | None,
) -> dict[str, Any]:
    return {
        "lang": locale,
        "title": title,
        "lead": lead,
        "made": made,
        "page": own.page,
        "files": own.files,
        "facts": [[name, showable(value)] for name, value in facts],
        "sections": [{"heading": heading, "messages": messages} for heading, messages in sections],
        "after": {"heading": after[0], "steps": after[1]} if after else None,
    }
