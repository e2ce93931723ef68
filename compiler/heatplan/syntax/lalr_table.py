"""The parse table of the template's grammar, as Lark builds it: ``make grammar`` keeps it in ``grammar/template.json``.

Lark needs as long to build it as the rest of a small compile takes, and to
import Lark takes half as long again.  So it is done beforehand, and a test
says when the table is not the grammar's any more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from lark import Lark
from lark.lexer import Lexer

from heatplan.syntax.grammars import grammar
from heatplan.syntax.lalr import Rule, Table


def table(name: str, start: str) -> Table:
    """The table for ``grammar/NAME.lark``, which has declared terminals only.

    States are numbered in the order in which they are met from the start, and
    rules in that of their texts, so that the grammar alone decides.
    """
    lark: Any = Lark(grammar(name), parser="lalr", lexer=_NoLexer, start=start, keep_all_tokens=True)
    rows = lark.parser.parser._parse_table.states  # noqa: SLF001  (no other way leads to it)
    first = lark.parser.parser._parse_table.start_states[start]  # noqa: SLF001
    rules = sorted({_rule(to) for row in rows.values() for _, to in row.values() if not isinstance(to, int)})
    rule_numbers = {rule: number for number, rule in enumerate(rules)}
    numbers = {first: 0}
    states: list[dict[str, int]] = []
    for state in _met(rows, first):
        row: dict[str, int] = {}
        for symbol, (_, to) in sorted(rows[state].items()):
            if isinstance(to, int):
                row[symbol] = numbers.setdefault(to, len(numbers))
            else:
                row[symbol] = -1 - rule_numbers[_rule(to)]
        states.append(row)
    end = numbers[lark.parser.parser._parse_table.end_states[start]]  # noqa: SLF001
    return Table(tuple(rules), tuple(states), end)


def written(made: Table) -> str:
    """The table as JSON, a state a line."""
    rules = ",\n".join(json.dumps(rule) for rule in made.rules)
    states = ",\n".join(json.dumps(row, separators=(",", ":")) for row in made.states)
    return f'{{"end": {made.end}, "rules": [\n{rules}\n], "states": [\n{states}\n]}}\n'


_Rows: TypeAlias = dict[int, dict[str, tuple[Any, Any]]]


def _met(rows: _Rows, first: int) -> Iterator[int]:
    """All states, breadth first by the names of the symbols that lead to them."""
    seen = {first}
    queue = [first]
    for state in queue:
        yield state
        for _, (_, to) in sorted(rows[state].items()):
            if isinstance(to, int) and to not in seen:
                seen.add(to)
                queue.append(to)


def _rule(rule: Any) -> Rule:
    return str(rule.origin.name), tuple(str(part.name) for part in rule.expansion)


class _NoLexer(Lexer):
    """The tokens come ready made."""

    def __init__(self, _conf: object) -> None:
        pass

    def lex(self, _lexer_state: object, _parser_state: object) -> Iterator[Any]:
        return iter(())


if __name__ == "__main__":
    print(written(table("template", "template")), end="")  # noqa: T201
