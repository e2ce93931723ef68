"""What one yaql expression may use, so that it ends soon and in the same way everywhere.

yaql's own limits bound single lists and values, not the whole: nested loops,
values that hold each other many times over, and patterns are left.  Here each
call costs a step, large values and patterns cost more, and calls may be nested
only so deep.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import ItemsView, KeysView, Mapping
from collections.abc import Set as AbstractSet
from contextvars import ContextVar
from typing import Any

from heatplan.semantics.functions.base import LIMIT_EXCEEDED
from heatplan.semantics.functions.pattern import matching_cost

MAX_DEPTH = 100
"""Calls inside calls; Heat itself ends at about this depth, with Python's recursion limit."""

MAX_WEIGHT = 1_000_000
MAX_TEXT = 16 * 1024 * 1024
MAX_PATTERN_COST = 200_000_000
ITEMS_OF_STEP = 20
_WEIGHT_OF_STEP = 1_000
_COST_OF_STEP = 5_000


class Abort(BaseException):
    """The evaluation ends, whatever yaql catches on the way: a ``FunctionError``'s two facts."""

    def __init__(self, error: str, text: str) -> None:
        super().__init__(error, text)
        self.error = error
        self.text = text


class SortedSet(frozenset[Any]):
    """A set whose order is the same in every process.

    Numbers keep the order of Python's sets, which is that of Heat; for all else
    Heat's order is chance, and here it is sorted.
    """

    __slots__ = ()

    def __iter__(self) -> Any:
        native = frozenset.__iter__(self)
        if all(isinstance(item, (int, float)) for item in frozenset.__iter__(self)):
            return native
        return iter(sorted(native, key=_order))

    def __repr__(self) -> str:
        return f"frozenset({{{', '.join(map(repr, self))}}})" if self else "frozenset()"


def _order(item: Any) -> tuple[str, str]:
    return type(item).__name__, item if isinstance(item, str) else repr(item)


class Meter(int):
    """yaql's limit of items, which counts: yaql asks before each item whether the limit is reached."""

    budget: Budget

    def __le__(self, number: int) -> bool:
        self.budget.spend_item()
        return int(self) <= number


class Budget:
    """What is left for one evaluation."""

    def __init__(self, steps: int) -> None:
        self._left = steps
        self._items = 0
        self._depth = 0
        self._weights: dict[int, tuple[Any, int]] = {}

    def meter(self, limit_iterators: int) -> Meter:
        """The limit as a number that pays for each item of an iterator."""
        meter = Meter(limit_iterators)
        meter.budget = self
        return meter

    def spend_item(self) -> None:
        """Use the part of a step that an item costs."""
        self._items += 1
        if self._items == ITEMS_OF_STEP:
            self._items = 0
            self.spend(1)

    def enter(self) -> None:
        """Begin a call inside the present one."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise RecursionError

    def leave(self) -> None:
        """End it."""
        self._depth -= 1

    def spend(self, steps: int) -> None:
        """Use steps; raises ``Abort`` when there are no more."""
        self._left -= steps
        if self._left < 0:
            raise Abort(LIMIT_EXCEEDED, "the yaql expression takes too many steps")

    def taken(self, result: Any) -> Any:
        """The result of a call, paid for; sets get an order."""
        if type(result) in (set, frozenset):
            result = SortedSet(result)
        self.spend(1 + self.weigh(result) // _WEIGHT_OF_STEP)
        return result

    def weigh(self, value: Any) -> int:
        """About how many values it is made of, shared ones counted each time; ``Abort`` beyond the limit."""
        if isinstance(value, str):
            return 1 + len(value) // 64
        if not isinstance(value, (tuple, list, AbstractSet, Mapping)) or isinstance(value, (KeysView, ItemsView)):
            return 1
        known = self._weights.get(id(value))
        if known is not None:
            return known[1]
        weight = 1
        if isinstance(value, Mapping):
            for key, item in value.items():
                weight += self.weigh(key) + self.weigh(item)
        else:
            for item in frozenset.__iter__(value) if isinstance(value, SortedSet) else value:
                weight += self.weigh(item)
        if weight > MAX_WEIGHT:
            raise Abort(LIMIT_EXCEEDED, "the yaql expression makes too large a value")
        self._weights[id(value)] = (value, weight)  # keeps the value, so that its id stays its own
        return weight

    def search(self, pattern: str, flags: int, text: str) -> None:
        """Pay for a search; ``Abort`` when it could take too long.  Raises ``re.error`` for no pattern."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Heat's log has them; they say nothing about the result
            cost = matching_cost(pattern, flags, len(text))
            if cost <= MAX_PATTERN_COST:
                re.compile(pattern, flags | re.UNICODE)  # Python keeps it, and does not warn again
                re.compile(pattern, flags)
        if cost > MAX_PATTERN_COST:
            shown = pattern if len(pattern) < 80 else f"{pattern[:77]}..."
            raise Abort(LIMIT_EXCEEDED, f'matching the pattern "{shown}" could take too long')
        self.spend(cost // _COST_OF_STEP)


BUDGET: ContextVar[Budget] = ContextVar("BUDGET")
"""The budget of the evaluation that runs in this thread."""
