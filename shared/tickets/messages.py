"""What a message of a ticket may be, whoever writes it: a customer or a clerk."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

OwnId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
"""An id the sender made at random; sending the same again under it writes nothing twice."""

MOST_TEXT = 20_000
MOST_ATTACHMENTS = 5


def _with_content(text: str) -> str:
    if not any(one.isalnum() for one in text):
        raise ValueError("there is nothing to read")
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MOST_TEXT), AfterValidator(_with_content)]
