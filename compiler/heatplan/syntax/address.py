"""Addresses that people write, by ``grammar/address.lark``: the same language as ``ir.address``, with findings.

``ir.address`` prints addresses and reads those that a program made; here is
the grammar, and what to say of a text that is no address.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Final, cast

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from heatplan.diagnostics import codes_parse as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.address import Kind, Part
from heatplan.result import Result
from heatplan.span import NOWHERE, Span
from heatplan.syntax.grammars import grammar

_WORDS: Final = {
    "PLAIN": "a name", "QUOTED": "a name", "WORD": "a name", "STAR": "*", "QMARK": "?", "DOT": "a dot",
    "LSQB": "a bracket", "RSQB": "a closing bracket", "$END": "the end",
}  # fmt: skip


class _BadName(Exception):
    """A name in quotes that JSON does not read."""


def parse_address(text: str, span: Span = NOWHERE) -> Result[tuple[Part, ...]]:
    """The parts of an address; a text that is none is a finding at ``span`` that says what is expected where."""
    try:
        return Result(cast(tuple[Part, ...], _parser().parse(text)))
    except UnexpectedToken as error:
        at = len(text) if error.token.type == "$END" else int(error.token.start_pos)
        return Result(None, (_finding(text, span, at, error.accepts),))
    except UnexpectedCharacters as error:
        return Result(None, (_finding(text, span, int(vars(error)["pos_in_stream"]), error.allowed or set()),))
    except (UnexpectedInput, _BadName):
        return Result(None, (_finding(text, span, 0, {"QUOTED"}),))


def _finding(text: str, span: Span, at: int, expected: set[str]) -> Diagnostic:
    words = [_WORDS[kind] for kind in _WORDS if kind in expected]
    said = " or ".join(dict.fromkeys(words)) or "a name"
    return finding(codes.NO_ADDRESS, span, text=text, at=at + 1, expected=said)


@cache
def _parser() -> Lark:
    return Lark(grammar("address"), parser="lalr", start="address", transformer=_Build())


class _Build(Transformer[Token, tuple[Part, ...]]):
    def address(self, children: list[Part]) -> tuple[Part, ...]:
        return tuple(children)

    def name(self, children: list[Token]) -> Part:
        return _named("name", children[0])

    def member(self, children: list[Token]) -> Part:
        return _named("member", children[0])

    def word(self, children: list[Token]) -> Part:
        return Part("word", str(children[0][1:]))

    def every(self, _children: list[Token]) -> Part:
        return Part("every", "*")

    def open(self, _children: list[Token]) -> Part:
        return Part("open", "?")


def _named(kind: Kind, token: Token) -> Part:
    if token.type == "PLAIN":
        return Part(kind, str(token))
    try:
        return Part(kind, cast(str, json.loads(token)))
    except ValueError:
        raise _BadName from None
