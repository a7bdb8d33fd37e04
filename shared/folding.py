"""Text as people look for it: without case, accents and punctuation."""

import re
import unicodedata

_NUMBER = re.compile(r"\d+")
_NOT_WORD = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Words between single spaces, in lower case, ł as l and ó as o, nothing else left."""
    # Taken apart before as well: a letter such as 𝓐 has a case only then.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold().replace("ł", "l"))
    return _NOT_WORD.sub(" ", "".join(one for one in plain if not unicodedata.combining(one))).strip()


def sort_key(text: str, length: int = 100) -> str:
    """Where people expect a text in a list: 2 before 10, whatever the case and the accents; cut to a length."""
    return _NUMBER.sub(lambda number: number[0].zfill(6), folded(text))[:length]
