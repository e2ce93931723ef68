"""Inputs made small: of what breaks a law, the least that breaks it at the same place, fit to be read."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, Final

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis.errors import HypothesisException, HypothesisWarning
from hypothesis.strategies import SearchStrategy

from heatplan.testing.inputs import PLAIN_NUMBER, Inputs

Breaks = Callable[[Inputs], bool]


def collected(strategy: SearchStrategy[Inputs], seed: int, examples: int, see: Callable[[Inputs], object]) -> None:
    """Shows at most so many draws; the same seed draws the same."""

    def look(inputs: Inputs) -> bool:
        see(inputs)
        return False

    _find(strategy, look, seed, examples)


def smallest(strategy: SearchStrategy[Inputs], seed: int, examples: int, known: Inputs, breaks: Breaks) -> Inputs:
    """The smallest inputs that Hypothesis finds on the way from those that are known to break.

    It draws again what ``collected`` has drawn with that seed, comes to the
    known ones, and goes down from there; then numbers are brought down, and
    what may be left out is left out, until nothing changes any more.
    """
    found = _find(strategy, breaks, seed, examples)
    best = known if found is None else found
    while (less := _less(best, breaks)) is not None:
        best = less
    return best


def _find(strategy: SearchStrategy[Inputs], breaks: Breaks, seed: int, examples: int) -> Inputs | None:
    how = settings(
        max_examples=examples,
        phases=[Phase.generate, Phase.shrink],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", HypothesisWarning)  # that an example is long: it is never shown as it is
            return find(strategy, breaks, settings=how, random=Random(seed))  # noqa: S311 - nothing is kept secret by it
    except HypothesisException:  # there is none, or nothing can be drawn
        return None


def _less(best: Inputs, breaks: Breaks) -> Inputs | None:
    """The first of the next smaller inputs that breaks too."""
    return next((one for one in _smaller(best) if breaks(one)), None)


def _smaller(best: Inputs) -> Iterator[Inputs]:
    for name, value in best.given().items():
        yield best.without(name)
        yield from (best.giving(name, lower) for lower in lower_numbers(value))


MOST_TRIED: Final = 12


def lower_numbers(value: Any) -> Iterator[Any]:
    """Numbers on the way from 0 to the value, which is none of them: in halves, as a search goes."""
    number = int(value) if isinstance(value, str) and PLAIN_NUMBER.match(value) else value
    if isinstance(number, bool) or not isinstance(number, int) or number <= 0:
        return
    low = 0
    for _ in range(MOST_TRIED):
        if low >= number:
            return
        yield str(low) if isinstance(value, str) else low
        low = (low + number + 1) // 2
