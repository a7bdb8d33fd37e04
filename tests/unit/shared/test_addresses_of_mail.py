"""Addresses of mailboxes: which can be written to, and how their domains are sent."""

import pytest

from shared.mail.addresses import ascii_address, sendable


def test_a_domain_is_sent_in_ascii() -> None:
    assert ascii_address("anna@żółw.pl") == "anna@xn--w-uga1v8h.pl"
    assert ascii_address("anna@example.com") == "anna@example.com"
    assert sendable("anna@żółw.pl") == "anna@żółw.pl"


@pytest.mark.parametrize(
    "address",
    [
        "żaneta@example.com",
        "anna@",
        "anna@-x-.pl",
        "anna@" + "ż" * 64 + ".pl",
        "a b@x.pl",
        # An encoded word: the mail would go to anna@example.com, and count as another's.
        "=?utf-8?q?anna?=@example.com",
    ],
)
def test_what_servers_do_not_take_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="email_invalid"):
        ascii_address(address)
