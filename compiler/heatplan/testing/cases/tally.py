"""How many resources of each type a plan has, found without enumerating a group's members."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, get_args

from heatplan.ir.auth import Mint, MintKind
from heatplan.ir.counting import Interval
from heatplan.ir.tree import Deferred, Family, Nested, Resource, Stack

Tally: TypeAlias = dict[str, Interval]
"""By type (as it is written, and as what it is mapped to) or kind of mint: the least and the greatest number."""


def tally(root: Stack) -> Tally:
    """The resources and mints of the root stack and of all that is inside."""
    work = _Tally()
    return _sum([_mints(root.auth), work.stack(root)])


class _Tally:
    """Each stack is counted once."""

    def __init__(self) -> None:
        self._known: dict[int, Tally] = {}

    def stack(self, stack: Stack) -> Tally:
        if id(stack) not in self._known:
            self._known[id(stack)] = _sum(map(self.resource, stack.resources))
        return self._known[id(stack)]

    def resource(self, resource: Resource) -> Tally:
        own: Tally = dict.fromkeys({resource.type, resource.mapped}, (1, 1))
        whole = _sum([own, _mints(resource.auth), self._inside(resource.child)])
        return whole if resource.when is None else {name: (0, most) for name, (_, most) in whole.items()}

    def _inside(self, child: Nested | Family | None) -> Tally:
        if child is None:
            return {}
        if isinstance(child, Nested):
            return self.stack(child.stack)
        if isinstance(child.members, Deferred):
            inner = _sum(self.resource(one.resource) for one in child.classes)
            return dict.fromkeys(inner, (0, None))
        known = child.members.names
        return _sum(
            _times(len(known if one.names is None else one.names), self.resource(one.resource)) for one in child.classes
        )


def _mints(mints: tuple[Mint, ...]) -> Tally:
    return _sum({one.kind: (0 if one.when is not None else 1, 1)} for one in mints)


def _times(number: int, counts: Tally) -> Tally:
    return {
        name: (number * least, 0 if number == 0 else None if most is None else number * most)
        for name, (least, most) in counts.items()
    }


def _sum(tallies: Iterable[Tally]) -> Tally:
    whole: Tally = {}
    for one in tallies:
        for name, (least, most) in one.items():
            before, bound = whole.get(name, (0, 0))
            whole[name] = (before + least, None if bound is None or most is None else bound + most)
    return whole


def minted(root: Stack) -> dict[str, bool]:
    """The kinds of mints that there are, each with whether it is minted for sure, sorted."""
    counts = tally(root)
    return {name: counts[name][0] > 0 for name in sorted(get_args(MintKind)) if name in counts}


def in_words(interval: Interval) -> str:
    """``3``, ``2 or 3``, ``2 to 5``, ``0 or more``."""
    least, most = interval
    if most is None:
        return f"{least} or more"
    if least == most:
        return str(least)
    return f"{least} or {most}" if most == least + 1 else f"{least} to {most}"
