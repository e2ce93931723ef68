"""Patterns of templates, matched with a bound on the work: a template may come from anybody.

Heat calls ``re.match`` and then asks whether the match ends at the end of the
text (heat/engine/constraints.py, AllowedPattern); alternatives are not tried
again for that.  Python's matcher can take time exponential in the text, so it
is only used where a bound on its steps is known to be small for a text of that
length.  Other patterns are matched with a memo of places
already tried, which is linear and gives the same answer.  What neither can do
in ``MAX_WORK`` steps is ``None``: too slow.  Nothing depends on a clock.
"""

from __future__ import annotations

import math
import re
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from heatplan.semantics.memo_match import UnsuitableError, compile_program, op, parser, run_program

MAX_WORK = 5_000_000
"""Steps that Python's matcher may need at worst: some tenths of a second."""

MAX_MEMO = 400_000
"""Places (instruction, character) that the matcher with a memo may visit: about a second."""

PATTERN_ERRORS = (re.error, RecursionError, OverflowError, ValueError)
"""What Python raises for a text that is no pattern."""

_SINGLE = frozenset({op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN, op.AT, op.GROUPREF})
_MANY = 64
"""Two to this power are too many ways to count."""

_REPEATS = frozenset({op.MAX_REPEAT, op.MIN_REPEAT})


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled; raises one of ``PATTERN_ERRORS`` where it is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Heat's log has them; they say nothing about the verdict
        return re.compile(pattern)


def matches(pattern: str, text: str) -> bool | None:
    """Whether ``pattern`` matches ``text`` as Heat asks it; None when it would take too long.

    Raises one of ``PATTERN_ERRORS`` for a text that is no pattern.
    """
    compiled = _compiled(pattern)
    if _sequence(_parsed(pattern), len(text)).steps <= MAX_WORK:
        found = compiled.match(text)
        return found is not None and found.end() == len(text)
    program = _program(pattern)
    if program is None:
        return None
    try:
        return run_program(program, text, MAX_MEMO) == len(text)
    except UnsuitableError:
        return None


_compiled = lru_cache(maxsize=512)(compile_pattern)


@lru_cache(maxsize=512)
def _parsed(pattern: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return parser.parse(pattern)


@lru_cache(maxsize=512)
def _program(pattern: str) -> Any:
    try:
        return compile_program(_parsed(pattern))
    except UnsuitableError:
        return None


@dataclass(frozen=True, slots=True)
class _Bound:
    """Upper bounds for a matcher at one place: in how many ways it can go on, and how many steps all of them take."""

    ways: float
    steps: float


def _sequence(nodes: Any, length: int) -> _Bound:
    """The nodes one after the other: each is tried once for every way through those before it."""
    ways, steps = 1.0, 1.0
    for kind, data in nodes:
        node = _node(kind, data, length)
        steps += ways * node.steps
        ways *= node.ways
    return _Bound(ways, steps)


def _node(kind: Any, data: Any, length: int) -> _Bound:
    """One node, for a text of ``length`` characters."""
    if kind in _SINGLE:
        return _Bound(1.0, float(length) if kind is op.GROUPREF else 1.0)
    if kind in _REPEATS:
        return _repeat(data, length)
    if kind is op.BRANCH:
        branches = [_sequence(branch, length) for branch in data[1]]
        return _Bound(sum(branch.ways for branch in branches), sum(branch.steps for branch in branches))
    if kind is op.SUBPATTERN:
        return _sequence(data[-1], length)
    if kind in (op.ASSERT, op.ASSERT_NOT):  # once it holds, no other way is tried
        return _Bound(1.0, _sequence(data[1], length).steps)
    if kind is op.ATOMIC_GROUP:
        return _Bound(1.0, _sequence(data, length).steps)
    if kind is op.POSSESSIVE_REPEAT:
        return _Bound(1.0, _repeat(data, length).steps)
    if kind is op.GROUPREF_EXISTS:
        either = [_sequence(branch, length) for branch in data[1:] if branch is not None]
        return _Bound(1.0 + sum(branch.ways for branch in either), 1.0 + sum(branch.steps for branch in either))
    return _Bound(math.inf, math.inf)


def _repeat(repeat: Any, length: int) -> _Bound:
    """A repeat: a way for each number of rounds, each round in all the ways of the body."""
    least, most, body = int(repeat[0]), int(repeat[1]), repeat[2]
    width = max(body.getwidth()[0], 1)
    rounds = min(most, max(length // width, least))
    inner = _sequence(body, length)
    if inner.ways <= 1.0:
        return _Bound(rounds - min(least, rounds) + 1.0, (rounds + 1) * inner.steps)
    if rounds * math.log2(inner.ways) > _MANY:
        return _Bound(math.inf, math.inf)
    ways = inner.ways ** (rounds + 1)
    return _Bound(ways, ways * inner.steps)
