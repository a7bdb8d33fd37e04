"""A mail written out: subject, HTML and plain text in one language."""

from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from shared import clock
from shared.json_model import RecordModel
from shared.locale import Locale
from shared.mail.texts import BUTTON_HINT, CAN_BE_SWITCHED_OFF, FOOTER, GREETING, SWITCH_OFF, WORDS, Template
from shared.plain_text import one_line, printable
from shared.settings import settings

if TYPE_CHECKING:
    from jinja2 import Environment

PREFERENCES_PATH = "/bezpieczenstwo/powiadomienia"
"""The web app's page with the switches of mails."""


class Letter(RecordModel):
    """What is sent to one person, ready to go."""

    subject: str
    html: str
    text: str


def write_letter(
    template: Template,
    locale: Locale,
    *,
    link: str = "",
    kind: Literal["individual", "business"] = "individual",
    **facts: str,
) -> Letter:
    """Fill the template's words with facts; `kind` decides which office answers."""
    words = WORDS[template][locale]
    facts = {name: one_line(fact) for name, fact in facts.items()}
    chosen = settings()
    email = chosen.contact_email_business if kind == "business" else chosen.contact_email_individual
    filling = {
        "locale": locale,
        "words": words,
        "greeting": GREETING[locale],
        "paragraphs": [paragraph.format(**facts) for paragraph in words.paragraphs],
        "after": [paragraph.format(**facts) for paragraph in words.after],
        "link": link,
        "button_hint": BUTTON_HINT[locale],
        "footer": FOOTER[locale].format(phone=chosen.contact_phone, email=email),
        "switch_off": SWITCH_OFF[locale] if template in CAN_BE_SWITCHED_OFF else "",
        "preferences": chosen.portal_origin + PREFERENCES_PATH,
    }
    return Letter(
        subject=words.subject,
        html=_templates().get_template("letter.html").render(filling),
        text=_templates().get_template("letter.txt").render(filling),
    )


def mime_message(letter: Letter, to: str, message_id: str) -> EmailMessage:
    """The letter as a MIME message; the same `message_id` on every attempt lets mailboxes drop a repeat."""
    sender = settings().mail_from
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = one_line(letter.subject)
    message["Date"] = formatdate(clock.now().timestamp())
    domain = sender.rpartition("@")[2].rstrip(">")
    message["Message-ID"] = f"<{message_id}@{domain}>" if message_id else make_msgid(domain=domain)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(printable(letter.text))
    message.add_alternative(printable(letter.html), subtype="html")
    return message


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
