"""What somebody pasted, taken apart: links, senders, bank accounts and numbers of mails, however they were copied.

Each kind is taken out of the text before the next is looked for, so that `https://mojbok.example@evil.pl` is a link and
no sender. A link's host is read as browsers read it (WHATWG URL): what stands before an `@` is no part of it, a
backslash is a slash, and letters that only look like others stay what they are. Where what follows a host or an address
would belong to it for a browser or a mail program, though a blank, a line's end or a quotation mark stands between, it
is read as part of it: nothing is called ours that is only the beginning of something else.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, unquote

from functions.auth.origin.models import Kind

_SCHEME = re.compile(r"(?i)(?<![a-z0-9])(?:https?|ftp|javascript|data|file|vbscript):[^\s<>\"„”«»]+")
_SENDER = re.compile(r"(?i)(?:mailto:)?([^\s<>\"'„”«»(),;:\\/?#\[\]@]+@[^\s<>\"'„”«»(),;:\\/?#\[\]@]+)")
_DOMAIN = r"(?<![^\s<>\"'„”«»(),;:])(?>(?:[^\W_][\w-]*[.。．｡])+([^\W\d_][\w-]+)[^\s<>\"'„”«»(),;:/\\?#]*)"
_BARE_LINK = re.compile(_DOMAIN + r"(?::\d+)?(?:[/\\?#][^\s<>\"„”«»]*)?")
_LINK_IN_LINK = re.compile(
    _DOMAIN + r"(?:(?::\d+)?[/\\?#][^\s<>\"„”«»]*?(?i:https?):|:[^\s<>\"„”«»/\\?#]*@)[^\s<>\"„”«»]+"
)
_GOES_ON = re.compile(r"[\s<>\"'„”«»()\[\]{},;]*(?:[.@:\\。．｡]|-(?=[\w-]+\.\w))[^\s<>\"„”«»]+")
_BRACKETED = re.compile(r"[\"'”»)]*[^\S\n]*<(?:mailto:)?([^\s<>@]+@[^\s<>@]+)>")
_NAME_BEFORE = re.compile(r"([^\n<>,;:]{0,100})<(?:mailto:)?\Z")
_ACCOUNT = re.compile(r"(?i)(?<![a-z0-9])(?:pl[\s.-]*)?[0-9](?:[\s.-]*[0-9]){19,399}(?![0-9])")
_FOREIGN = re.compile(r"(?i)(?<![a-z0-9])[a-z]{2}[0-9]{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,3})?(?![a-z0-9])")
_MAIL = re.compile(r"(?i)(?<![a-z0-9])([0-9a-z]{4})(\s*-?\s*)([0-9a-z]{4})(\s*-?\s*)([0-9a-z]{4})(?![a-z0-9])")
_TOP = re.compile("[a-z]{2,24}|[A-Z]{2,24}|(?i:xn--[a-z0-9-]+)")
_FILES = frozenset({"pdf", "xml", "jpg", "jpeg", "png", "heic", "docx", "xlsx"})
_AT_THE_END = ".,;:!?)]}'’*_…"
_NRB = 26
_LETTERS_OF_THEIR_OWN = {"ß", "ς", "\u200c", "\u200d"}
"""What Python's older IDNA reads as other letters and browsers do not."""


class Thing(NamedTuple):
    """One thing of the text, `text` as it was copied, a sender's with the name before it. Of a link `value` is the
    host, with a port where one is named."""

    kind: Kind
    value: str
    text: str


def things_in(text: str) -> list[Thing]:
    """The things of a text, each once; none where nothing is recognised."""
    rest = "".join(_visible(text))
    found: dict[tuple[Kind, str], Thing] = {}
    for pattern, read in (
        (_LINK_IN_LINK, _bare_link),
        (_SCHEME, _link),
        (_SENDER, _sender),
        (_BARE_LINK, _bare_link),
        (_FOREIGN, _foreign_account),
        (_ACCOUNT, _accounts),
        (_MAIL, _mail),
    ):
        if pattern is _FOREIGN:
            # Digits and dashes of any kind are meant in a number; in a host they are another host's.
            rest = "".join(_plain(rest))
        kept: list[str] = []
        end = 0
        for match in pattern.finditer(rest):
            if things := read(match, rest):
                for thing in things:
                    found.setdefault((thing.kind, thing.value), thing)
                kept += [rest[end : match.start()], " "]
                end = match.end()
        rest = "".join([*kept, rest[end:]])
    return list(found.values())


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
    if {*plain} & _LETTERS_OF_THEIR_OWN:
        return plain
    try:
        return plain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return plain


def unwrapped(link: str) -> str:
    """The link that stands in one which a mail program or a search engine has put around it."""
    host, (address, _, query) = host_of(link), link.partition("#")[0].partition("?")
    inner: list[str] = []
    if host.endswith(".safelinks.protection.outlook.com"):
        inner = parse_qs(query).get("url", [])
    elif host == "www.google.com" and address.endswith("/url"):
        named = parse_qs(query)
        inner = named.get("q", []) + named.get("url", [])
    return inner[0] if len(inner) == 1 and re.match("(?i)https?:", inner[0]) else link


def _visible(text: str) -> Iterator[str]:
    """The text with plain blanks, and without the marks nobody sees."""
    for one in text:
        kind = unicodedata.category(one)
        if kind not in {"Cf", "Cc"} or one in "\n\r\t":
            yield " " if kind == "Zs" else one


def _plain(text: str) -> Iterator[str]:
    """The text with plain digits and dashes."""
    for one in text:
        kind = unicodedata.category(one)
        yield str(unicodedata.digit(one)) if kind == "Nd" else "-" if kind == "Pd" else one


def _link(match: re.Match[str], rest: str) -> list[Thing]:
    text = match[0].rstrip(_AT_THE_END)
    if not re.search(r"[/\\?#]", re.sub(r"^\w+:[/\\]*", "", text)):
        text = f"{text}{_going_on(match.end(), rest)}"
    return [Thing("link", host_of(unwrapped(text)), text)]


def _going_on(end: int, rest: str) -> str:
    """What a browser would take along behind a host, which strips blanks, as a mail program would behind an address."""
    follows = _GOES_ON.match(rest, end)
    return re.sub(r"\s", "", follows[0]).rstrip(_AT_THE_END) if follows else ""


def _bare_link(match: re.Match[str], rest: str) -> list[Thing]:
    """A domain without `https://`; a full stop that lacks its blank makes none of two words."""
    if match[1].lower() in _FILES or not (_TOP.fullmatch(match[1]) or rest.strip() == match[0]):
        return []
    return _link(match, rest)


def _sender(match: re.Match[str], rest: str) -> list[Thing]:
    """An address; one that only stands as the name before another is none."""
    written = match[1].strip(_AT_THE_END)
    bracketed = _BRACKETED.match(rest, match.end())
    if bracketed and bracketed[1].lower() != written.lower():
        return []
    name, _, domain = (written + _going_on(match.end(), rest)).rpartition("@")
    if not name or "." not in domain:
        return []
    called = _NAME_BEFORE.search(rest[max(0, match.start() - 110) : match.start()])
    return [Thing("sender", f"{name.lower()}@{in_ascii(domain)}", f"{called[1] if called else ''}{match[1]}")]


def _foreign_account(match: re.Match[str], _rest: str) -> list[Thing]:
    from stdnum import iban

    number = re.sub(r"[\s.-]", "", match[0]).upper()
    return [Thing("account", number, match[0])] if number[:2] != "PL" and iban.is_valid(number) else []


def _accounts(match: re.Match[str], _rest: str) -> list[Thing]:
    """What follows or comes before an account in a line, an amount, a day or another account, is no part of it."""
    from stdnum import iban

    groups = re.findall("[0-9]+", match[0])
    found: list[Thing] = []
    left = ""
    while groups:
        number, taken = "", 0
        while taken < len(groups) and len(number) < _NRB:
            number += groups[taken]
            taken += 1
        if len(number) == _NRB and iban.is_valid(f"PL{number}"):
            found.append(Thing("account", number, match[0]))
            groups = groups[taken:]
        else:
            left += groups.pop(0)
    if found:
        return found
    ends = [one for one in (left[:_NRB], left[-_NRB:]) if iban.is_valid(f"PL{one}")]
    return [Thing("account", ends[0] if ends else left, match[0])]


def _mail(match: re.Match[str], rest: str) -> list[Thing]:
    """Three words of four letters are no number, unless its dashes are there or nothing else is."""
    dashed = "-" in match[2] and "-" in match[4]
    alone = rest.rpartition(":")[2].strip(" .\n\r\t") == match[0].strip()
    return [Thing("mail", "-".join(match.group(1, 3, 5)).upper(), match[0])] if dashed or alone else []
