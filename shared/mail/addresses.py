"""Addresses of mailboxes as they are written in mails: the domain in ASCII (IDNA), the name in ASCII from the start."""


def ascii_address(address: str) -> str:
    """`anna@żółw.pl` as `anna@xn--w-uga1v8h.pl`; raises ValueError for what mail servers do not take."""
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(address, check_deliverability=False).ascii_email
    except EmailNotValidError:
        raise ValueError("email_invalid") from None
    if found is None:
        raise ValueError("email_invalid")
    return found


def sendable(address: str) -> str:
    """The address as it is, if mail can be sent to it."""
    ascii_address(address)
    return address
