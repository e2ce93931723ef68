"""Did you mean ...?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

MOST: Final = 4
_LONGEST: Final = 64
"""Longer names are not compared: the cost grows with the product of the lengths."""


def suggest(name: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """At most four candidates that ``name`` may have been meant as, the nearest first.

    Near are a difference in case only, and at most one edit for every three
    characters (an insertion, deletion, substitution or swap of neighbours
    each is one).  Equal distances are in alphabetical order.
    """
    if not 0 < len(name) <= _LONGEST:
        return ()
    limit = max(1, len(name) // 3)
    found: set[tuple[int, str]] = set()
    for candidate in candidates:
        if candidate == name or not 0 < len(candidate) <= _LONGEST or abs(len(candidate) - len(name)) > limit:
            continue
        far = 0 if candidate.casefold() == name.casefold() else distance(name, candidate, limit)
        if far <= limit:
            found.add((far, candidate))
    return tuple(candidate for _, candidate in sorted(found)[:MOST])


def distance(one: str, other: str, limit: int) -> int:
    """The edits between two texts (Damerau's optimal string alignment); any number above ``limit`` if more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        before, last, row = row, before, [at]
        for to, wanted in enumerate(other, 1):
            cost = min(before[to] + 1, row[-1] + 1, before[to - 1] + (char != wanted))
            if at > 1 < to and char == other[to - 2] and wanted == one[at - 2]:
                cost = min(cost, last[to - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """The hint for a name that is not known: a question, or '' when nothing is near."""
    near = suggest(name, candidates)
    return f"Did you mean {' or '.join(near)}?" if near else ""
