"""When each step of a plan begins and ends where all that is ready is done at once, and the path that decides it.

Nothing is enumerated but on request: a group of a million members is timed by
its classes.  What is not decided yet is taken at its worst: a resource with an
open condition is there.  Members whose number only the cloud knows are counted
once.  ``Timing.open`` names both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final, Literal, NamedTuple

from heatplan.ir import address as addresses
from heatplan.ir.mints import AUTH, address_of, ordered
from heatplan.ir.plan import Action, Plan
from heatplan.semantics.timed_levels import Levels, Rules, inside
from heatplan.semantics.timed_places import (
    Around,
    Place,
    StepTime,
    all_steps,
    around,
    in_level,
    member,
    own_steps,
    place_at,
    places,
)
from heatplan.semantics.timed_shapes import INSIDE, OPENER, Group, Level, Schedule, batch, batches, schedule
from heatplan.semantics.times import DEFAULT, Times

MOST_BATCHES: Final = 3
"""A path goes through so many batches of a group one by one; of more, through the first and the last."""


class Leg(NamedTuple):
    """A part of the critical path.

    Mostly it is one step, which begins when the one at ``after`` ends.  With
    the action ``pause`` it is the time between two batches of the group at
    ``address``, with ``batches`` it is ``batches`` of them that follow each
    other, with their pauses.
    """

    address: str
    action: Action | Literal["pause", "batches"]
    type: str
    start: float
    finish: float
    after: str
    batches: int = 0


@dataclass(frozen=True, slots=True)
class Root:
    """The root stack: its mints with their schedule, and its level, which opens when the ``last`` of them is there."""

    mints: tuple[tuple[str, str], ...]  # addresses and kinds
    when: Schedule
    last: int
    level: Level

    @property
    def opens(self) -> float:
        """When the first resources can begin."""
        return self.when.ends[self.last] if self.mints else 0.0

    def outer(self) -> Around:
        """What the resources of the root wait for."""
        return Around(self.mints[self.last][0] if self.mints else "", self.opens, 0.0)


@dataclass(frozen=True, slots=True)
class Timing:
    """How long a plan takes by a model.

    ``total`` is when the last step ends, ``path`` the steps that decide it, in
    order, each beginning when the one before it ends.  ``work`` are the seconds
    of all steps together but those that wait for signals.  ``open`` are (some)
    addresses of what is not decided: resources whose condition is open and
    groups of unknown size (``[?]``).  ``unmet`` are the addresses of the model
    at which the plan has no step.
    """

    plan: Plan
    times: Times
    total: float
    work: float
    path: tuple[Leg, ...]
    open: tuple[str, ...]
    unmet: tuple[str, ...]
    root: Root

    def steps(self) -> Iterator[StepTime]:
        """All steps in the order of the plan.  Memory does not grow with the number of members."""
        root = self.root
        for (where, kind), start, end, cause, tail in zip(root.mints, *root.when, strict=True):
            slack = root.opens - end - tail
            yield StepTime(where, "mint", kind, start, end, slack, "" if cause == OPENER else root.mints[cause][0])
        for place in places(root.level, "", root.outer()):
            yield from all_steps(place)

    def at(self, address: str) -> StepTime | None:
        """The step at an address, None where there is none.  Nothing is enumerated."""
        parts = addresses.parse(address)
        if parts is None:
            return None
        names = next((parts[:at] for at, part in enumerate(parts) if part.kind == "word"), parts)
        if not names:
            return next((one for one in self.steps() if one.address == address), None) if self.root.mints else None
        place = place_at(self.root.level, names, self.root.outer())
        whole = addresses.show(parts)
        return None if place is None else next((one for one in own_steps(place) if one.address == whole), None)

    def bounds(self, parallel: int) -> tuple[float, float]:
        """The least and the greatest total if only so many steps may be under way at once.

        However an engine chooses among those that are ready, as long as it
        never idles: R. L. Graham, Bounds on Multiprocessing Timing Anomalies, 1969.
        """
        return max(self.total, self.work / parallel), self.total + self.work / parallel


def critical_path(plan: Plan, times: Times = DEFAULT) -> Timing:
    """How long a plan takes by a model where all that is ready is done at once, and why."""
    levels = Levels(times)
    root = _root(plan, levels, times)
    total = root.opens + root.level.length
    work = sum(end - start for start, end in zip(root.when.starts, root.when.ends, strict=True)) + root.level.work
    unmet = tuple(dict.fromkeys(rule.text for rule in times.addresses if rule.text not in levels.used))
    return Timing(plan, times, total, work, tuple(_path(root)), root.level.open, unmet, root)


def _root(plan: Plan, levels: Levels, times: Times) -> Root:
    rules: Rules = times.addresses
    before, after = ordered(plan.root.auth)
    every = (*before, *after)
    number = {one.name: at for at, one in enumerate(every)}
    lasts = [at for at, one in enumerate(before) if not any(one.name in other.needs for other in before)]
    needs: list[list[int]] = []
    for at, one in enumerate(every):
        own = [number[need] for need in one.needs if number.get(need, at) < at]
        first = at == len(before)
        needs.append([*(lasts if first else [at - 1] if at > len(before) else []), *own])
    auth = inside(rules, "word", AUTH[1:])
    seconds = [levels.given(inside(auth, "name", one.name), times.minting(one)) for one in every]
    names = tuple([(address_of("", one.name), one.kind) for one in every])
    when = schedule(needs, seconds)
    last = len(every) - 1 if after else max(lasts, key=when.ends.__getitem__, default=OPENER)
    return Root(names, when, last, levels.level(plan.root, rules))


def _path(root: Root) -> Iterator[Leg]:
    """The legs of the path, each told where the one before it ended."""
    after = ""
    for leg in chain(_mints(root), _through(root.level, "", root.outer())):
        yield leg._replace(after=after)
        after = leg.address if leg.action not in {"pause", "batches"} else after


def _mints(root: Root) -> Iterator[Leg]:
    for at in _back(root.when.causes, root.last):
        yield Leg(root.mints[at][0], "mint", root.mints[at][1], root.when.starts[at], root.when.ends[at], "")


def _back(causes: tuple[int, ...], last: int) -> list[int]:
    """The way to ``last``, from the first on."""
    way: list[int] = []
    while last >= 0:
        way.append(last)
        last = causes[last]
    return way[::-1]


def _through(inner: Level | Group, where: str, outer: Around) -> Iterator[Leg]:
    """The path through a level or a group."""
    if isinstance(inner, Group):
        yield from _batches(inner, where, outer)
    elif inner.pieces:
        for at in _back(inner.when.causes, inner.last):
            yield from _resource(in_level(inner, at, where, outer))


def _resource(place: Place) -> Iterator[Leg]:
    """The path through a resource to its last step."""
    bars, own = place.timed.bars, place.timed.own
    causes = tuple([own if bar.cause == INSIDE else bar.cause for bar in bars])
    steps = tuple(own_steps(place))
    for at in _back(causes, len(bars) - 1):
        if bars[at].cause == INSIDE and place.timed.inner is not None:
            yield from _through(place.timed.inner, place.where, around(place))
        one = steps[at]
        yield Leg(one.address, one.action, one.type, one.start, one.finish, one.after)


def _batches(group: Group, where: str, outer: Around) -> Iterator[Leg]:
    """The path through the batches of a group; of many, the first and the last are told."""
    many = batches(group)
    told = range(many) if many <= MOST_BATCHES else (0, many - 1)
    until = outer.base
    for number in told:
        one = batch(group, number)
        start = outer.base + one.start
        skipped = number - 1 if number and len(told) < many else 0
        if skipped:
            yield Leg(where, "batches", "", until, start, "", skipped)
        elif start > until:
            yield Leg(where, "pause", "", until, start, "")
        place = member(group, one.member, where, outer)
        if place is not None:
            yield from _resource(place)
        until = start + one.length
