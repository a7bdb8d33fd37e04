"""Addresses of mailboxes as they are written in mails: the domain in ASCII (IDNA), the name in ASCII from the start."""

import unicodedata

_LONGEST = 2048
"""More than that pydantic refuses unread."""


def visible(address: object) -> object:
    """What was typed without the marks nobody sees (zero width, direction, soft hyphen) that copying brings along."""
    if not isinstance(address, str) or len(address) > _LONGEST:
        return address
    return "".join(one for one in address if unicodedata.category(one) != "Cf").strip()


def ascii_address(address: str) -> str:
    """`anna@żółw.pl` as `anna@xn--w-uga1v8h.pl`; raises ValueError for what mail servers do not take."""
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(address, check_deliverability=False).ascii_email
    except EmailNotValidError:
        raise ValueError("email_invalid") from None
    # `=?` begins an encoded word (RFC 2047): what reads the header would see another address than the one we know.
    if found is None or "=?" in found:
        raise ValueError("email_invalid")
    return found


def sendable(address: str) -> str:
    """The address as it is, if mail can be sent to it."""
    ascii_address(address)
    return address
