"""Query texts to syntax trees."""

from functools import cache
from pathlib import Path

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from local.cosmos_emulator.errors import CosmosError, bad_request


@cache
def _grammar() -> Lark:
    text = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    return Lark(text, parser="lalr", lexer="basic", propagate_positions=True, maybe_placeholders=True)


def parse(text: str) -> Tree[Token]:
    """The tree of a query, or of a bare condition; raises CosmosError 400 as the service does for bad syntax."""
    try:
        return _grammar().parse(text)
    except UnexpectedInput as error:
        raise _syntax_error(text, error) from error


def _syntax_error(text: str, error: UnexpectedInput) -> CosmosError:
    start = error.pos_in_stream or 0
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        start = len(text)
        near = "end of query"
    elif isinstance(error, UnexpectedToken):
        near = str(error.token)
    else:
        near = error.char if isinstance(error, UnexpectedCharacters) else ""
    return bad_request(f"Syntax error at position {start}, incorrect syntax near '{near}'. (SC1001)")
