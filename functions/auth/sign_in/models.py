"""What comes in and goes out at the sign-in and on the ways back in."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from functions.auth.models import Password, TypedEmail
from shared.json_model import JsonModel
from shared.locale import Locale


class Credentials(JsonModel):
    login: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    password: Password


class PasswordRecovery(JsonModel):
    """Whose password is forgotten; the mail is in `locale`, that of the screen, or else in the account's."""

    login: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    locale: Locale | None = None


class PasswordRecoveryAccepted(JsonModel):
    """The same whatever the facts: a one-time password may have been sent, and until when it would work."""

    expires_at: AwareDatetime


class LoginReminder(JsonModel):
    """Whose logins are forgotten; the mail is in `locale`, that of the screen, or else in the account's."""

    email: TypedEmail
    locale: Locale | None = None


class LoginReminderAccepted(JsonModel):
    """The same whatever the facts: a mail with the logins may have been sent."""

    accepted: Literal[True] = True


class SecondStep(JsonModel):
    """A code of the application, or a recovery code."""

    code: Annotated[str, StringConstraints(strip_whitespace=True, min_length=6, max_length=40)]
