"""The table that is kept is the grammar's, and what runs it does with any tokens what Lark does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark, UnexpectedToken
from lark import Token as LarkToken
from lark.lexer import Lexer

from heatplan.syntax.grammars import grammar
from heatplan.syntax.lalr import Parser, RefusedError, Table, read_table
from heatplan.syntax.lalr_table import table, written
from heatplan.syntax.tokens import Token

KEPT = Path(__file__).parent.parent.parent / "grammar" / "template.json"
TERMINALS = sorted({symbol for row in read_table("template").states for symbol in row if symbol[0].isupper()})


def test_the_table_is_the_grammars() -> None:
    assert table("template", "template") == read_table("template"), "make grammar writes it again"
    assert KEPT.read_text(encoding="utf-8") == written(read_table("template"))


class NoLexer(Lexer):
    def __init__(self, _conf: object) -> None:
        pass

    def lex(self, _lexer_state: object, _parser_state: object) -> Any:
        return iter(())


LARK = Lark(grammar("template"), parser="lalr", lexer=NoLexer, start="template", keep_all_tokens=True)
Seen = list[tuple[int, set[str]]]
"""The places of tokens that were refused, with what could have come."""


def by_lark(kinds: list[str]) -> tuple[Seen, Any]:
    state: Any = LARK.parse_interactive(start="template").parser_state
    seen: Seen = []
    for at, kind in enumerate(kinds):
        try:
            state.feed_token(LarkToken(kind, kind))
        except UnexpectedToken as error:
            seen.append((at, error.expected))
    try:
        tree = state.feed_token(LarkToken("$END", ""), True)
    except UnexpectedToken as error:
        return [*seen, (len(kinds), error.expected)], None
    return seen, plain(tree)


def plain(tree: Any) -> Any:
    return str(tree) if isinstance(tree, LarkToken) else [str(tree.data), *map(plain, tree.children)]


def by_ours(kinds: list[str]) -> tuple[Seen, Any]:
    def build(name: str) -> Callable[[list[Any]], Any]:
        return lambda parts: [name, *(part.type if isinstance(part, Token) else part for part in parts)]

    parser = Parser(read_table("template"), build)
    seen: Seen = []
    for at, kind in enumerate(kinds):
        try:
            parser.feed(Token(kind))
        except RefusedError as error:
            seen.append((at, error.takes))
    try:
        return seen, parser.finish()
    except RefusedError as error:
        return [*seen, (len(kinds), error.takes)], None


@st.composite
def likely(draw: st.DrawFn) -> list[str]:
    """Mostly terminals that the state takes, so that whole templates come about; now and then any other."""
    parser = Parser(read_table("template"), lambda _name: len)
    kinds: list[str] = []
    for wild in draw(st.lists(st.integers(0, 9), max_size=60)):
        takes = {symbol for symbol in parser._states[parser._way[-1]] if symbol.isupper()} - {"$END"}
        kind = draw(st.sampled_from(sorted(takes) if wild else TERMINALS))
        kinds.append(kind)
        try:
            parser.feed(Token(kind))
        except RefusedError:
            continue
    return kinds


@given(likely())
def test_any_tokens_are_taken_refused_and_built_as_by_lark(kinds: list[str]) -> None:
    assert by_ours(kinds) == by_lark(kinds)


def test_a_template_that_ends_too_early_is_refused() -> None:
    parser = Parser(read_table("template"), lambda _name: len)
    parser.feed(Token("VERSION"))
    parser.feed(Token("K_RESOURCES"))
    with pytest.raises(RefusedError, match="EMPTY OPEN"):
        parser.finish()


def test_items_of_a_repetition_stand_where_it_stands() -> None:
    """``all: OPEN __items CLOSE``, and ``__items: __items X | X``."""
    rules = (("all", ("OPEN", "__items", "CLOSE")), ("__items", ("__items", "X")), ("__items", ("X",)))
    states: tuple[dict[str, int], ...] = ({"all": 1, "OPEN": 2}, {}, {"__items": 3, "X": 4}, {"CLOSE": 5, "X": 6}, {"X": -3, "CLOSE": -3},
              {"$END": -1}, {"X": -2, "CLOSE": -2})  # fmt: skip
    parser = Parser(Table(rules, states, 1), lambda _name: lambda parts: [part.type for part in parts])
    for kind in ("OPEN", "X", "X", "X", "CLOSE"):
        parser.feed(Token(kind))
    assert parser.finish() == ["OPEN", "X", "X", "X", "CLOSE"]
