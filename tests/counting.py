"""Work counted in steps of the interpreter, not in seconds: the same on each machine, busy or not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


class TooMuchWork(Exception):
    """More steps than the test allows."""


def steps_of(work: Callable[[], object], most: int | None = None) -> int:
    """How many steps the interpreter does for it: a call, or a line that is run, each turn of a comprehension one.

    Raises TooMuchWork as soon as there are more than ``most``, so that work without an end ends too.
    """
    count = 0

    def trace(_frame: FrameType, _event: str, _arg: Any) -> Any:
        nonlocal count
        count += 1
        if most is not None and count > most:
            raise TooMuchWork(most)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    if most is not None and count > most:  # somebody caught it
        raise TooMuchWork(most)
    return count
