"""Patterns of templates, matched with a bound on the work: a template may come from anybody.

Heat calls ``re.match`` and then asks whether the match ends at the end of the
text (heat/engine/constraints.py, AllowedPattern); alternatives are not tried
again for that.  Python's matcher can take time exponential in the text, so it
is only used where the number of ways through the pattern is known to be small
for a text of that length.  Other patterns are matched with a memo of places
already tried, which is linear and gives the same answer.  What neither can do
in ``MAX_WORK`` steps is ``None``: too slow.  Nothing depends on a clock.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache

from re import _constants as op, _parser  # type: ignore[attr-defined]  # isort: skip
from typing import Any

from heatplan.semantics.memo_match import UnsuitableError, compile_program, run_program

MAX_WORK = 2_000_000
"""Ways through a pattern times characters that Python's matcher may be given: some tenths of a second."""

MAX_MEMO = 600_000
"""Places (instruction, character) that the matcher with a memo may visit: about a second."""

PATTERN_ERRORS = (re.error, RecursionError, OverflowError, ValueError)
"""What Python raises for a text that is no pattern."""

_SINGLE = frozenset({op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN, op.AT, op.GROUPREF})
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
    if _ways(_parsed(pattern), len(text)) * (len(text) + 1) <= MAX_WORK:
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
        return _parser.parse(pattern)


@lru_cache(maxsize=512)
def _program(pattern: str) -> Any:
    try:
        return compile_program(_parsed(pattern))
    except UnsuitableError:
        return None


def _ways(nodes: Any, length: int) -> float:
    """An upper bound on the ways in which the nodes can match at one place of a text of that length.

    An assertion has one way, but all its own may be tried: they are added.
    """
    ways, tried = 1.0, 0.0
    for kind, data in nodes:
        here, aside = _ways_of(kind, data, length)
        tried += ways * aside
        ways *= here
    return ways + tried


def _ways_of(kind: Any, data: Any, length: int) -> tuple[float, float]:
    """For one node: the ways that lead on, and those that are tried aside."""
    if kind in _SINGLE:
        return 1.0, 0.0
    if kind in _REPEATS:
        return _repeated(data, length), 0.0
    if kind is op.BRANCH:
        return sum(_ways(branch, length) for branch in data[1]), 0.0
    if kind is op.SUBPATTERN:
        return _ways(data[-1], length), 0.0
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return 1.0, _ways(data[1], length)
    if kind is op.ATOMIC_GROUP:
        return 1.0, _ways(data, length)
    if kind is op.POSSESSIVE_REPEAT:
        return 1.0, _repeated(data, length)
    if kind is op.GROUPREF_EXISTS:
        return _ways(data[1], length) + (_ways(data[2], length) if data[2] else 1.0), 0.0
    return float("inf"), 0.0


def _repeated(repeat: Any, length: int) -> float:
    """The ways through a repeat: one for each number of rounds, each round in all the ways of the body."""
    least, most, body = int(repeat[0]), int(repeat[1]), repeat[2]
    width = max(body.getwidth()[0], 1)
    rounds = min(most, max(length // width, least))
    inner = _ways(body, length)
    if inner <= 1.0:
        return float(rounds - min(least, rounds) + 1)
    try:
        return float(inner ** (rounds + 1))
    except OverflowError:
        return float("inf")
