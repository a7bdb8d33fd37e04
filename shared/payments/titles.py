"""Titles of payments in the short fields of others: what identifies stays whole, words go first."""

LABEL_LENGTH = 20
"""Of the provider's label, which the payer finds on the bank statement."""


def short_title(title: str, number: str, length: int) -> str:
    """The title where it fits; else the number (of a document, of a customer) with as many words before it as do.

    A number that is longer itself keeps its end, in which numbers differ.
    """
    title, number = " ".join(title.split()), " ".join(number.split())
    if len(title) <= length:
        return title
    if not number:
        number = title.split()[-1]
    short = number[-length:].lstrip()
    for word in reversed(title.rpartition(number)[0].split()):
        if len(word) + 1 + len(short) > length:
            break
        short = f"{word} {short}"
    return short
