"""A mail written out: subject, HTML and plain text in one language."""

from collections.abc import Mapping, Sequence
from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate, make_msgid
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from shared import clock
from shared.brand import brand
from shared.json_model import RecordModel
from shared.locale import Locale
from shared.mail import unsubscribing
from shared.mail.texts import BUTTON_HINT, GREETING, NUMBER, SWITCH_OFF, WITH_PESEL, WITHOUT_PESEL, WORDS, Template
from shared.mail.unsubscribing import Switch
from shared.mail.words import FactWords, Row, Section
from shared.rendering.plain_text import one_line, printable
from shared.settings import settings

if TYPE_CHECKING:
    from jinja2 import Environment

PREFERENCES_PATH = "/bezpieczenstwo/powiadomienia"
"""The web app's page with the switches of mails."""

ORIGIN_PATH = "/czy-to-od-nas"
"""The web app's page where anyone asks whether something is from us."""

_NUMBER_PLACE = "[[mail-number]]"
"""Stands for the number, which the outbox gives."""

_HEADERS = HeaderRegistry()
_POLICY = EmailPolicy(header_factory=_HEADERS)
_WORD_JOINER = "\u2060"


class Letter(RecordModel):
    """What is sent to one person, ready to go but for its number. `unsubscribe` is for mail programs (RFC 8058)."""

    template: str = ""
    subject: str
    html: str
    text: str
    unsubscribe: str = ""


def write_letter(
    template: Template,
    locale: Locale,
    *,
    link: str = "",
    kind: Literal["individual", "business"] = "individual",
    switch: Switch | None = None,
    rows: Sequence[Row] = (),
    terms: Sequence[Section] = (),
    facts: Mapping[str, str] = MappingProxyType({}),
    **more: str,
) -> Letter:
    """Fill the template's words with facts: `facts`, and what is named beside them.

    `kind` decides which office answers, `switch` turns such mails off. `terms` stand whole at the end: what was agreed
    to must be kept by both.
    """
    words = WORDS[template][locale]
    chosen = settings()
    own = brand()
    phone = own.contact.phone
    told = {name: one_line(fact) for name, fact in {**facts, **more}.items()} | {"phone": phone, "brand": own.name}
    told |= (WITH_PESEL if own.pesel_sign_in else WITHOUT_PESEL)[locale]
    token = unsubscribing.token_of(switch) if switch else ""
    switch_off, switch_off_button, switches = SWITCH_OFF[locale]
    filling = {
        "locale": locale,
        "brand": own.name,
        "light": own.colours.light,
        "dark": own.colours.dark,
        "subject": one_line(words.subject.format(**told)),
        "heading": words.heading.format(**told),
        "greeting": GREETING[locale],
        "paragraphs": [paragraph.format(**told) for paragraph in words.paragraphs],
        "set_apart": words.set_apart.format(**told) if words.set_apart else "",
        "facts": _filled(words.facts, told),
        "rows": [row._replace(title=one_line(row.title)) for row in rows],
        "terms": terms,
        "after": [paragraph.format(**told) for paragraph in words.after],
        "button": words.button,
        "link": link,
        "button_hint": BUTTON_HINT[locale],
        "footer": own.mail.footer.of[locale].format(name=own.name, phone=phone, email=own.email(kind)),
        "number": NUMBER[locale].format(
            number=_NUMBER_PLACE, page=chosen.portal_origin.partition("://")[2] + ORIGIN_PATH
        ),
        "switch_off": switch_off if switch else "",
        "switch_off_button": switch_off_button,
        "switches": switches,
        "unsubscribe": f"{chosen.portal_origin}{unsubscribing.UNSUBSCRIBE_PAGE}#{token}",
        "preferences": chosen.portal_origin + PREFERENCES_PATH,
    }
    return Letter(
        template=template,
        subject=filling["subject"],
        html=_templates().get_template("letter.html").render(filling),
        text=_templates().get_template("letter.txt").render(filling).rstrip() + "\n",
        unsubscribe=f"{chosen.portal_origin}{unsubscribing.UNSUBSCRIBE_PATH}?token={token}" if switch else "",
    )


def _filled(words: tuple[FactWords, ...], told: dict[str, str]) -> list[FactWords]:
    filled = [one._replace(value=one.value.format(**told)) for one in words]
    return [one for one in filled if one.value]


def mime_message(letter: Letter, to: str, message_id: str, number: str = "") -> EmailMessage:
    """The letter as a MIME message; the same `message_id` on every attempt lets mailboxes drop a repeat."""
    sender = settings().mail_from or brand().mail.sender
    message = EmailMessage(_POLICY)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = _unencoded(one_line(letter.subject))
    message["Date"] = formatdate(clock.now().timestamp())
    domain = sender.rpartition("@")[2].rstrip(">")
    message["Message-ID"] = f"<{message_id}@{domain}>" if message_id else make_msgid(domain=domain)
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(printable(letter.text.replace(_NUMBER_PLACE, number)))
    message.add_alternative(printable(letter.html.replace(_NUMBER_PLACE, number)), subtype="html")
    return message


def _unencoded(text: str) -> str:
    """The text without what would be read as an encoded word (RFC 2047) in place of what stands there."""
    return text.replace("=?", f"={_WORD_JOINER}?")


class _Whole(UnstructuredHeader):
    """A header that stays as it is: a link longer than a line would be encoded, and no mail program looks into that."""

    max_count = 1

    def fold(self, *, policy: EmailPolicy) -> str:
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


# The registry makes a header of it by adding BaseHeader.
_HEADERS.map_to_type("list-unsubscribe", _Whole)  # type: ignore[arg-type]


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
