"""What comes in and goes out where somebody asks whether a thing is from us."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from shared.json_model import JsonModel

Kind = Literal["mail", "sender", "account", "link"]
Verdict = Literal["ours", "not_ours", "unknown"]
Why = Literal["imitates", "mistyped", "payment_provider", "our_domain"]
About = Literal["account", "documents", "payment", "ticket", "supply", "terms"]


class OriginQuestion(JsonModel):
    """What somebody has copied: the number of a mail, its sender, a bank account, a link, or a text with such."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


class Finding(JsonModel):
    """One thing of the text, and whether it is ours. `unknown` is not a maybe: it says nothing for it and nothing
    against.

    `value` is the thing as it was read, of a link the host it really leads to. `why` where more is known: `imitates`
    what is ours, `mistyped` (its check digits are wrong), the `payment_provider`'s page, an address of `our_domain`
    that the portal does not write from. A mail of ours says when it was written and what it is `about`, never to whom.
    """

    kind: Kind
    verdict: Verdict
    value: str
    why: Why | None = None
    written_at: AwareDatetime | None = None
    about: About | None = None


class OriginAnswer(JsonModel):
    """What was found in the text, nothing where nothing of it is known. `more`: the text holds other things too."""

    found: list[Finding]
    more: bool
