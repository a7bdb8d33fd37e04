"""The languages of the portal, of its mails and of what is downloaded."""

from typing import Literal

Locale = Literal["pl", "en", "uk"]
