"""When the steps of a resource, of a stack level and of a group begin and end, each counted from its own beginning.

``timed_levels`` makes them, ``timing`` asks them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from heatplan.ir.plan import Action
from heatplan.ir.shapes import Piece
from heatplan.ir.tree import Deferred, Family, Known

OPENER: Final = -1
"""In the place of the number of what was waited for last: what the resource or the level itself waits for."""

INSIDE: Final = -2
"""In the same place: what is inside of the resource."""


class Schedule(NamedTuple):
    """When each of several things begins and ends, which one it waited for last, and its tail.

    The tail is the time from its end to the last of all ends that it leads to, by the longest way.
    """

    starts: tuple[float, ...]
    ends: tuple[float, ...]
    causes: tuple[int, ...]
    tails: tuple[float, ...]


def schedule(needs: Sequence[Sequence[int]], lengths: Sequence[float]) -> Schedule:
    """The schedule of things that take so long; each needs only such as stand before it."""
    starts, ends, causes = list[float](), list[float](), list[int]()
    for wanted, length in zip(needs, lengths, strict=True):
        cause = max(wanted, key=ends.__getitem__, default=OPENER)
        starts.append(ends[cause] if wanted else 0.0)
        ends.append(starts[-1] + length)
        causes.append(cause)
    tails = [0.0] * len(ends)
    for at in reversed(range(len(ends))):
        through = lengths[at] + tails[at]
        for need in needs[at]:
            tails[need] = max(tails[need], through)
    return Schedule(tuple(starts), tuple(ends), tuple(causes), tuple(tails))


class Bar(NamedTuple):
    """A step: its address behind that of its resource, when it begins and ends, what it waited for last, its tail."""

    suffix: str
    action: Action
    type: str
    start: float
    finish: float
    cause: int
    tail: float


@dataclass(frozen=True, slots=True)
class Timed:
    """A resource with all that belongs to it: mints, its own step (the bar ``own``), what is inside, its end.

    ``work`` are the seconds of all steps that do something, waits left out;
    ``open`` are the addresses, behind its own, of what is not decided yet.
    """

    piece: Piece
    bars: tuple[Bar, ...]
    own: int
    inner: Level | Group | None
    length: float
    work: float
    open: tuple[str, ...] = ()

    @property
    def opens(self) -> float:
        """When what is inside opens."""
        return self.bars[self.own].finish


@dataclass(frozen=True, slots=True)
class Level:
    """A stack level with the schedule of its resources; ``last`` is the number of the one that ends last."""

    pieces: tuple[Timed, ...]
    when: Schedule
    length: float
    last: int
    work: float
    open: tuple[str, ...] = ()


class Wave(NamedTuple):
    """Batches of which each takes as long as the other, one after another from ``start`` on.

    ``first`` is the number of the first of them.  What ends last in it is the
    member ``member``, in each further one the member ``stride`` further on.
    """

    first: int
    batches: int
    start: float
    length: float
    member: int
    stride: int
    slowest: Timed


@dataclass(frozen=True, slots=True)
class Group:
    """A group's members: how each class of them is timed, and those (by name) that have a time of their own.

    All of them begin at once, or in waves of ``size`` with pauses between them.
    """

    family: Family
    classes: tuple[Timed, ...]
    special: dict[str, Timed]
    waves: tuple[Wave, ...]
    size: int | None
    pause: float
    length: float
    work: float
    open: tuple[str, ...] = ()


def is_empty(inner: Level | Group) -> bool:
    """Whether there is nothing inside."""
    return not (inner.pieces if isinstance(inner, Level) else inner.waves)


def segments(family: Family) -> list[tuple[int, int, int]]:
    """Ranges of members' numbers, ascending, with the number of their class; none where they are not known yet."""
    if isinstance(family.members, Deferred):
        return []
    every = family.members.names
    return sorted(
        (start, stop, at)
        for at, one in enumerate(family.classes)
        for start, stop in (every if one.names is None else one.names).ranges
        if start < stop
    )


class Stretch(NamedTuple):
    """``many`` members from the number ``first`` on that take the same time."""

    first: int
    many: int
    each: Timed


def waves(stretches: Iterable[Stretch], size: int, pause: float) -> Iterator[Wave]:
    """The batches of members; a stretch that fills many of them gives one wave."""
    batch, start, filled = 0, 0.0, 0
    slowest: tuple[int, Timed] | None = None
    for first, many, one in stretches:
        number, left = first, many
        while left:
            if filled == 0 and left >= size:
                whole = left // size
                yield Wave(batch, whole, start, one.length, number, size, one)
                batch, start = batch + whole, start + whole * (one.length + pause)
                number, left = number + whole * size, left - whole * size
                continue
            taken = min(size - filled, left)
            if slowest is None or one.length > slowest[1].length:
                slowest = number, one
            filled, number, left = filled + taken, number + taken, left - taken
            if filled == size:
                yield Wave(batch, 1, start, slowest[1].length, slowest[0], 0, slowest[1])
                batch, start, filled = batch + 1, start + slowest[1].length + pause, 0
                slowest = None
    if slowest is not None:
        yield Wave(batch, 1, start, slowest[1].length, slowest[0], 0, slowest[1])


def end_of(wave: Wave, pause: float) -> float:
    """When the last batch of a wave ends."""
    return wave.start + wave.batches * wave.length + (wave.batches - 1) * pause


class Batch(NamedTuple):
    """One batch of a group: when it begins, how long it takes, and the member that ends last."""

    start: float
    length: float
    member: str
    slowest: Timed


def batches(group: Group) -> int:
    """How many batches a group has."""
    return group.waves[-1].first + group.waves[-1].batches if group.waves else 0


def batch(group: Group, number: int) -> Batch:
    """The batch with that number, from 0 on."""
    wave = group.waves[bisect_right(group.waves, number, key=lambda one: one.first) - 1]
    further = number - wave.first
    name = str(wave.member + further * wave.stride) if isinstance(group.family.members, Known) else "?"
    return Batch(wave.start + further * (wave.length + group.pause), wave.length, name, wave.slowest)
