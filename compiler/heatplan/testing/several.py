"""Several of a kind, drawn one after the other so that each can be left out when an example is made small."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st


def several(draw: st.DrawFn, most: int, make: Callable[[int], None], *, least: int = 0, often: int = 4) -> None:
    """Calls ``make`` with 0, 1, … at most ``most`` times, at least ``least``; of ``often`` times, there is no further one once."""
    number = 0
    while number < min(least, most):
        make(number)
        number += 1
    while number < most and draw(_one(make, number, often)):
        number += 1


@st.composite
def _one(draw: st.DrawFn, make: Callable[[int], None], number: int, often: int) -> bool:
    """The decision and all that follows from it in one: what Hypothesis then leaves out together."""
    more = draw(st.integers(0, often - 1)) > 0
    if more:
        make(number)
    return more
