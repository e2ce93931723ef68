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
    each is one: Damerau's optimal string alignment), and none is more than twice as far as the nearest.  Equal
    distances are in alphabetical order.
    """
    if not 0 < len(name) <= _LONGEST:
        return ()
    from rapidfuzz.distance import OSA  # noqa: PLC0415 — 20 ms that a template without a mistake need not wait for

    limit = max(1, len(name) // 3)
    folded = name.casefold()
    found: set[tuple[int, str]] = set()
    for candidate in candidates:
        if abs(len(candidate) - len(name)) > limit or candidate == name or not 0 < len(candidate) <= _LONGEST:
            continue
        far = 0 if candidate.casefold() == folded else OSA.distance(name, candidate, score_cutoff=limit)
        if far <= limit:
            found.add((far, candidate))
    nearest = min(found)[0] if found else 0
    return tuple(candidate for far, candidate in sorted(found)[:MOST] if far <= 2 * nearest)


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """The hint for a name that is not known: a question, or '' when nothing is near."""
    return _question(suggest(name, candidates))


class Near:
    """Names that the author gave, to look near ones up in.

    Where many hundred names are not known they are no typos: after ``most``
    different ones nothing is near any more, so that the cost of a large
    template full of mistakes does not grow with its square.
    """

    def __init__(self, candidates: Iterable[str], most: int = 100) -> None:
        self._candidates = candidates
        self._left = most
        self._found: dict[str, tuple[str, ...]] = {}

    def to(self, name: str) -> tuple[str, ...]:
        """At most four names that are near, as ``suggest`` says."""
        if name not in self._found and self._left > 0:
            self._left -= 1
            self._found[name] = suggest(name, self._candidates)
        return self._found.get(name, ())

    def hint(self, name: str) -> str:
        """As ``did_you_mean``."""
        return _question(self.to(name))


def _question(near: tuple[str, ...]) -> str:
    return f"Did you mean {' or '.join(near)}?" if near else ""
