"""Whether a thing is from us. What is ours stands in the settings, the outbox and the mirror, nowhere else.

Nobody learns by it who is a customer: an account is ours or not, a mail was written or not.
"""

import re
import unicodedata
from collections import Counter
from email.utils import parseaddr
from functools import cache
from typing import NamedTuple, get_args
from urllib.parse import urlsplit

from functions.auth.guards.limits import LIMITS
from functions.auth.origin.models import About, Finding, Kind, OriginAnswer, OriginQuestion
from functions.auth.origin.recognition import Thing, in_ascii, things_in
from shared.billing.payment_accounts import is_payment_account
from shared.brand import brand
from shared.http.client_address import UNKNOWN
from shared.http.limits import SHARED, Limit, require
from shared.mail.numbers import mail_of
from shared.mail.texts import RegistrationTemplate, Template
from shared.mail.texts.documents import DocumentTemplate
from shared.mail.texts.office import HelpTemplate
from shared.mail.texts.payments import PaymentTemplate
from shared.mail.texts.people import PeopleTemplate
from shared.mail.texts.recovery import RecoveryTemplate
from shared.mail.texts.security import SecurityTemplate
from shared.mail.texts.supply import SupplyTemplate
from shared.mail.texts.terms import TermsTemplate
from shared.mail.texts.tickets import ComplaintTemplate, TicketTemplate
from shared.settings import settings

_MOST: dict[Kind, int] = {"mail": 3, "account": 5, "sender": 100, "link": 100}
"""So many things of a kind are looked into."""

_MOST_SHOWN = 12
_NRB = 26
_SHORTEST = 5
# Letters of other scripts that are drawn like Latin ones, and signs that stand for letters.
_LIKE = str.maketrans(
    dict(
        zip(
            "авсеԁгһіјкӏмпорԛѕтухԝѡαβεικνορτυχωɡıɩ013|!",
            "abcedrhijklmnopqstyxwwabeiknoptuxwgiioleli",
            strict=True,
        )
    )
)


class _Ours(NamedTuple):
    """Hosts of the portal and its operator, addresses we write from or are written to, and the words these go by."""

    hosts: frozenset[str]
    payment_host: str
    senders: frozenset[str]
    domains: frozenset[str]
    words: frozenset[str]


async def check(question: OriginQuestion, address: str) -> OriginAnswer:
    """Answer for each thing of the text. Raises Problem `too_many_attempts` for an address that asks too often."""
    times = SHARED if address == UNKNOWN else 1
    await require("origin-checks", address, *(Limit(one.most * times, one.window) for one in LIMITS.origin_checks))
    things = things_in(question.text)
    asked: Counter[Kind] = Counter()
    found: list[Finding] = []
    for thing in things:
        asked[thing.kind] += 1
        if asked[thing.kind] <= _MOST[thing.kind]:
            found.append(await _finding(thing))
    # What is not ours must not be lost behind what is.
    shown = sorted(range(len(found)), key=lambda place: (found[place].verdict == "ours", place))[:_MOST_SHOWN]
    return OriginAnswer(found=[found[place] for place in sorted(shown)], more=len(shown) < len(things))


async def _finding(thing: Thing) -> Finding:
    if thing.kind == "mail":
        return await _mail(thing.value)
    if thing.kind == "account":
        return await _account(thing.value)
    return _sender(thing) if thing.kind == "sender" else _link(thing)


async def _mail(number: str) -> Finding:
    sent = await mail_of(number)
    if sent is None:
        return Finding(kind="mail", verdict="not_ours", value=number)
    return Finding(
        kind="mail",
        verdict="ours",
        value=sent.number,
        written_at=sent.created_at,
        about=about_templates().get(sent.template, "account"),
    )


async def _account(number: str) -> Finding:
    from stdnum import iban

    if not number.isdigit():
        return Finding(kind="account", verdict="not_ours", value=number)
    if len(number) != _NRB or not iban.is_valid(f"PL{number}"):
        return Finding(kind="account", verdict="unknown", value=number, why="mistyped")
    verdict = "ours" if await is_payment_account(number) else "not_ours"
    return Finding(kind="account", verdict=verdict, value=number)


def _sender(thing: Thing) -> Finding:
    ours, domain = _ours(), thing.value.rpartition("@")[2]
    if thing.value in ours.senders:
        return Finding(kind="sender", verdict="ours", value=thing.value)
    looks = {_look(one) for one in ours.senders}
    if domain in ours.domains and _look(thing.value) not in looks:
        return Finding(kind="sender", verdict="unknown", value=thing.value, why="our_domain")
    imitates = _look(thing.value) in looks or _imitates(thing.value, ours) or _imitates(thing.text, ours)
    return Finding(kind="sender", verdict="not_ours", value=thing.value, why="imitates" if imitates else None)


def _link(thing: Thing) -> Finding:
    ours = _ours()
    if thing.value in ours.hosts:
        return Finding(kind="link", verdict="ours", value=thing.value)
    if thing.value == ours.payment_host:
        return Finding(kind="link", verdict="unknown", value=thing.value, why="payment_provider")
    authority = re.split(r"[/?#]", thing.text.replace("\\", "/").partition("//")[2] or thing.text, maxsplit=1)[0]
    imitates = _imitates(authority, ours) or _imitates(thing.value, ours)
    return Finding(kind="link", verdict="not_ours", value=thing.value, why="imitates" if imitates else None)


def _imitates(text: str, ours: _Ours) -> bool:
    seen = _look(text)
    return any(word in seen for word in ours.words)


def _look(text: str) -> str:
    """What a hasty eye reads: one letter for all that are drawn alike, without marks and accents."""
    shown = "".join(_shown(label) for label in re.split("[.@:/]", text.lower()))
    plain = unicodedata.normalize("NFKD", shown).replace("ł", "l").translate(_LIKE)
    return re.sub("[^a-z]", "", plain.replace("rn", "m").replace("vv", "w"))


def _shown(label: str) -> str:
    """A label of a domain as browsers and mail programs may show it."""
    try:
        return label.encode("ascii").decode("idna") if "xn--" in label else label
    except UnicodeError:
        return label


def _ours() -> _Ours:
    chosen, own = settings(), brand()
    return _told(
        chosen.portal_origin,
        own.old_portal.url if own.old_portal else "",
        own.legal.privacy or "",
        str(chosen.payment_url),
        own.name,
        chosen.mail_from or own.mail.sender,
        own.contact.email_individual,
        own.contact.email_business,
    )


@cache
def _told(portal: str, old_portal: str, privacy: str, payment: str, name: str, *addresses: str) -> _Ours:
    senders = frozenset(parseaddr(one)[1].lower() for one in addresses)
    domains = frozenset(in_ascii(one.rpartition("@")[2]) for one in senders)
    names = {name, (urlsplit(portal).hostname or "").split(".")[0], *(one.split(".")[0] for one in domains)}
    return _Ours(
        hosts=frozenset(_host(one) for one in (portal, old_portal, privacy) if one),
        payment_host=_host(payment),
        senders=senders,
        domains=domains,
        words=frozenset(look for one in names if len(look := _look(one)) >= _SHORTEST),
    )


def _host(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.hostname or ''}{f':{parts.port}' if parts.port not in {None, 80, 443} else ''}"


@cache
def about_templates() -> dict[str, About]:
    """What a mail of each template is about. A new group of templates has to be added to these."""
    about: dict[object, About] = {
        DocumentTemplate: "documents",
        PaymentTemplate: "payment",
        TicketTemplate: "ticket",
        ComplaintTemplate: "ticket",
        SupplyTemplate: "supply",
        TermsTemplate: "terms",
        RegistrationTemplate: "account",
        RecoveryTemplate: "account",
        SecurityTemplate: "account",
        PeopleTemplate: "account",
        HelpTemplate: "account",
    }
    return {template: about[group] for group in get_args(Template.__value__) for template in get_args(group)}
