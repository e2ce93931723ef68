"""The case of a number: every other one has a planted mistake."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.differential.templates_case import Case
from tests.differential.templates_levels import draw_case
from tests.differential.templates_mistakes import MISTAKES
from tests.differential.templates_places import Places, Unfit


def draw(seed: int, number: int) -> Case:
    """The case of that number: the same one always."""
    case = draw_case(seed, number)
    return case if number % 2 == 0 else planted(case, Random(f"{seed}/{number}/mistake"))


def planted(case: Case, random: Random) -> Case:
    """The case with a mistake in it, of a kind for which it has a place."""
    for mistake in random.sample(MISTAKES, k=len(MISTAKES)):
        changed = case.copied()
        try:
            mistake(Places(random, changed))
        except (Unfit, LookupError, TypeError):  # the place has garbage in it, on purpose
            continue
        return replace(changed, mistake=mistake.__name__)
    return case
