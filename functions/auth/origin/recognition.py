"""What somebody pasted, taken apart: links, senders, bank accounts and numbers of mails, however they were copied.

Each kind is taken out of the text before the next is looked for, so that `https://mojbok.example@evil.pl` is a link and
no sender. A link's host is read as browsers read it (WHATWG URL): what stands before an `@` is no part of it, a
backslash is a slash, and letters that only look like others stay what they are.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, unquote

from functions.auth.origin.models import Kind

MOST = 8
"""So many things of a text are answered."""

_SCHEME = re.compile(r"(?i)(?<![a-z0-9])(?:https?|ftp|javascript|data|file|vbscript):[^\s<>\"„”«»]+")
_SENDER = re.compile(r"(?i)(?:mailto:)?([^\s<>\"'„”«»(),;:\\/?#\[\]@]+@[^\s<>\"'„”«»(),;:\\/?#\[\]@]+)")
_BARE_LINK = re.compile(
    r"(?<![^\s<>\"'„”«»(),;:])(?:[^\W_][\w-]*[.。．｡])+([^\W\d_][\w-]+)(?::\d+)?(?:[/\\?#][^\s<>\"„”«»]*)?"
)
_ACCOUNT = re.compile(r"(?i)(?<![a-z0-9])(?:pl[\s.-]*)?[0-9](?:[\s.-]*[0-9]){19,39}(?![0-9])")
_FOREIGN = re.compile(r"(?i)(?<![a-z0-9])[a-z]{2}[0-9]{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,3})?(?![a-z0-9])")
_MAIL = re.compile(r"(?i)(?<![a-z0-9])([0-9a-z]{4})(\s*-?\s*)([0-9a-z]{4})(\s*-?\s*)([0-9a-z]{4})(?![a-z0-9])")
_TOP = re.compile("[a-z]{2,24}|[A-Z]{2,24}|(?i:xn--[a-z0-9-]+)")
_FILES = frozenset({"pdf", "xml", "jpg", "jpeg", "png", "heic", "docx", "xlsx"})
_AT_THE_END = ".,;:!?)]}'’*_"
_NRB = 26


class Thing(NamedTuple):
    """One thing of the text, `text` as it was copied. Of a link `value` is the host, with a port where one is named."""

    kind: Kind
    value: str
    text: str


def things_in(text: str) -> list[Thing]:
    """The things of a text, at most MOST, each once; none where nothing is recognised."""
    rest = "".join("-" if unicodedata.category(one) == "Pd" else one for one in _visible(text))
    found: list[Thing] = []
    for pattern, read in (
        (_SCHEME, _link),
        (_SENDER, _sender),
        (_BARE_LINK, _bare_link),
        (_FOREIGN, _foreign_account),
        (_ACCOUNT, _account),
        (_MAIL, _mail),
    ):
        for match in pattern.finditer(rest):
            thing = read(match, rest)
            if thing is not None and thing not in found:
                found.append(thing)
        rest = pattern.sub(lambda match: match[0] if read(match, rest) is None else " ", rest)  # noqa: B023
    return found[:MOST]


def host_of(link: str) -> str:
    """The host a browser goes to, in ASCII, with a port where one is named; empty for what has none."""
    scheme, colon, after = link.partition(":")
    if colon and scheme.lower() in {"http", "https", "ftp"}:
        rest = after
    elif colon and scheme.isalpha() and not after[:1].isdigit():
        return ""
    else:
        rest = link
    authority = re.split(r"[/?#]", rest.replace("\\", "/").lstrip("/"), maxsplit=1)[0]
    named = unquote(authority.rpartition("@")[2])
    host, colon, port = named.partition(":")
    return in_ascii(host) + (f":{port}" if colon and port not in {"", "80", "443"} else "")


def in_ascii(host: str) -> str:
    """A domain as name servers are asked for it; what cannot be one stays as it is, and is nobody's of ours."""
    plain = re.sub("[。．｡]", ".", host).strip().lower().rstrip(".")
    try:
        return plain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return plain


def unwrapped(link: str) -> str:
    """The link that stands in one which a mail program or a search engine has put around it."""
    host = host_of(link)
    name = "url" if host.endswith(".safelinks.protection.outlook.com") else "q" if host == "www.google.com" else None
    inner = parse_qs(link.partition("?")[2]).get(name, []) if name else []
    return inner[0] if len(inner) == 1 and re.match("(?i)https?:", inner[0]) else link


def _visible(text: str) -> Iterator[str]:
    """The text with plain digits and blanks, and without the marks nobody sees."""
    for one in text:
        kind = unicodedata.category(one)
        if kind == "Nd":
            yield str(unicodedata.digit(one))
        elif kind not in {"Cf", "Cc"} or one in "\n\r\t":
            yield " " if kind == "Zs" else one


def _link(match: re.Match[str], _rest: str) -> Thing | None:
    text = match[0].rstrip(_AT_THE_END)
    return Thing("link", host_of(unwrapped(text)), text)


def _bare_link(match: re.Match[str], rest: str) -> Thing | None:
    """A domain without `https://`; a full stop that lacks its blank makes none of two words."""
    if match[1].lower() in _FILES or not (_TOP.fullmatch(match[1]) or rest.strip() == match[0]):
        return None
    return _link(match, rest)


def _sender(match: re.Match[str], _rest: str) -> Thing | None:
    name, _, domain = match[1].strip(_AT_THE_END).rpartition("@")
    return Thing("sender", f"{name.lower()}@{in_ascii(domain)}", match[1]) if name and "." in domain else None


def _foreign_account(match: re.Match[str], _rest: str) -> Thing | None:
    from stdnum import iban

    number = re.sub(r"[\s.-]", "", match[0]).upper()
    return Thing("account", number, match[0]) if number[:2] != "PL" and iban.is_valid(number) else None


def _account(match: re.Match[str], _rest: str) -> Thing | None:
    """What follows or comes before an account in a line, an amount or a day, is no part of it."""
    from stdnum import iban

    digits = re.sub("[^0-9]", "", match[0])
    ends = [one for one in (digits[:_NRB], digits[-_NRB:]) if iban.is_valid(f"PL{one}")]
    return Thing("account", ends[0] if ends else digits, match[0])


def _mail(match: re.Match[str], rest: str) -> Thing | None:
    """Three words of four letters are no number, unless its dashes are there or nothing else is."""
    dashed = "-" in match[2] and "-" in match[4]
    alone = rest.rpartition(":")[2].strip(" .\n\r\t") == match[0].strip()
    return Thing("mail", "-".join(match.group(1, 3, 5)).upper(), match[0]) if dashed or alone else None
