"""What was found out before, by all that it depends on: for callers that ask pure functions the same again and again.

A memo changes no answer, only how long it takes.  It belongs to its caller,
who passes it on: nothing is kept for longer than the caller keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Memo:
    """Answers by their questions."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, Any] = {}

    def once(self, question: Hashable, find: Callable[[], T]) -> T:
        """The answer to the question, found the first time it is asked.

        ``question`` has to hold everything that ``find`` depends on, types
        included where values of different types are equal.
        """
        if question not in self._answers:
            self._answers[question] = find()
        return cast(T, self._answers[question])
