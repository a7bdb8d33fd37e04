"""Every mail the portal can write says what it is about, where somebody asks whether it is ours."""

from functions.auth.origin.checking import about_templates
from shared.mail.texts import WORDS


def test_every_mail_is_about_something() -> None:
    assert set(about_templates()) == set(WORDS)
