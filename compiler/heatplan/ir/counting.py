"""How many steps a plan has, found without enumerating them."""

from __future__ import annotations

from collections.abc import Iterable

from heatplan.ir.auth import Mint
from heatplan.ir.tree import Deferred, Nested, Resource, Stack

Interval = tuple[int, int | None]


"""The least and the greatest number; None: no upper bound."""


class Counts:
    """Numbers of steps, each stack counted once."""

    def __init__(self) -> None:
        self._known: dict[int, Interval] = {}

    def root(self, stack: Stack) -> Interval:
        """The steps of the root stack and of all that is inside."""
        return _sum([_mints(stack.auth), self.stack(stack)])

    def stack(self, stack: Stack) -> Interval:
        """The steps of a stack level, the root's mints left out."""
        known = self._known.get(id(stack))
        if known is None:
            known = self._known[id(stack)] = _sum(map(self.resource, stack.resources))
        return known

    def resource(self, resource: Resource) -> Interval:
        """The steps of a resource with its mints and all that is inside."""
        least, most = self._always(resource)
        if resource.auth:
            least, most = _sum([(least, most), _mints(resource.auth)])
        return (least if resource.when is None else 0), most

    def _always(self, resource: Resource) -> Interval:
        if resource.child is None:
            return 1, 1
        if isinstance(resource.child, Nested):
            return _sum([(2, 2), self.stack(resource.child.stack)])
        if isinstance(resource.child.members, Deferred):
            return 2, None
        known = resource.child.members.names
        inner = [
            _times(len(known if one.names is None else one.names), self.resource(one.resource))
            for one in resource.child.classes
        ]
        return _sum([(2, 2), *inner])


def _mints(mints: tuple[Mint, ...]) -> Interval:
    """A mint with an undecided condition may not be made."""
    return sum(one.when is None for one in mints), len(mints)


def _times(number: int, interval: Interval) -> Interval:
    least, most = interval
    return number * least, (0 if number == 0 else None if most is None else number * most)


def _sum(intervals: Iterable[Interval]) -> Interval:
    least, most = 0, 0
    bounded = True
    for low, high in intervals:
        least += low
        most += high or 0
        bounded = bounded and high is not None
    return least, most if bounded else None
