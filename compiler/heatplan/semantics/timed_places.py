"""Timed resources at their addresses: when the steps of each begin and end, counted from the first step of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from heatplan.ir.address import Part
from heatplan.ir.plan import Action
from heatplan.ir.shapes import members_of
from heatplan.ir.tree import Deferred
from heatplan.semantics.timed_shapes import INSIDE, OPENER, Bar, Group, Level, Timed, batch, batches, segments


@dataclass(frozen=True, slots=True)
class StepTime:
    """When a step begins and ends, in seconds from the beginning of the run.

    It begins as soon as it can.  ``slack`` is how much longer it could take,
    or later it could begin, with the whole ending no later.  ``after`` is the
    address of the step that it waited for last, '' for one that waited for none.
    """

    address: str
    action: Action
    type: str
    start: float
    finish: float
    slack: float
    after: str


class Place(NamedTuple):
    """A timed resource at its address.

    ``base`` is when it can begin, ``after`` the step that it waited for last,
    ``slack`` how much later all of it may end.
    """

    timed: Timed
    where: str
    base: float
    slack: float
    after: str


class Around(NamedTuple):
    """What is around a level or a group: the step that opens it, when, and how much later it may be filled."""

    opener: str
    base: float
    slack: float


def own_steps(place: Place) -> Iterator[StepTime]:
    """The steps of one resource, without those inside it."""
    for bar in place.timed.bars:
        slack = place.slack + max(0.0, place.timed.length - bar.finish - bar.tail)
        start, finish = place.base + bar.start, place.base + bar.finish
        yield StepTime(place.where + bar.suffix, bar.action, bar.type, start, finish, slack, _cause(place, bar))


def all_steps(place: Place) -> Iterator[StepTime]:
    """The steps of one resource and of all that is inside, in the order of the plan."""
    inner = place.timed.inner
    if inner is None:
        yield from own_steps(place)
        return
    *before, end = own_steps(place)
    yield from before
    for one in places(inner, place.where, around(place)):
        yield from all_steps(one)
    yield end


def around(place: Place) -> Around:
    """What is inside of a resource sees of it."""
    inner, timed = place.timed.inner, place.timed
    room = 0.0 if inner is None else max(0.0, timed.bars[-1].start - timed.opens - inner.length)
    return Around(place.where, place.base + timed.opens, place.slack + room)


def places(inner: Level | Group, where: str, outer: Around) -> Iterator[Place]:
    """The resources of a level (at ``where``, '' for the root), or the members of a group, in order."""
    if isinstance(inner, Level):
        yield from (in_level(inner, at, where, outer) for at in range(len(inner.pieces)))
        return
    number = {id(one): at for at, one in enumerate(inner.family.classes)}
    for position, (name, one) in enumerate(members_of(inner.family)):
        yield _member(inner, name, number[id(one)], position, where, outer)


def in_level(level: Level, at: int, where: str, outer: Around) -> Place:
    """The resource with that number of a level."""
    when, timed, cause = level.when, level.pieces[at], level.when.causes[at]
    slack = outer.slack + max(0.0, level.length - when.ends[at] - when.tails[at])
    after = outer.opener if cause == OPENER else last_step(level.pieces[cause], _prefix(where))
    return Place(timed, _prefix(where) + timed.piece.suffix, outer.base + when.starts[at], slack, after)


def member(group: Group, name: str, where: str, outer: Around) -> Place | None:
    """The member of that name; ``?`` where they are not known yet.  None where there is none."""
    if isinstance(group.family.members, Deferred):
        return _member(group, name, 0, 0, where, outer) if name == "?" and group.classes else None
    number = int(name) if name.isascii() and name.isdigit() and str(int(name)) == name else -1
    position = 0
    for start, stop, at in segments(group.family):
        if start <= number < stop:
            return _member(group, name, at, position + number - start, where, outer)
        position += stop - start
    return None


def _member(group: Group, name: str, at: int, position: int, where: str, outer: Around) -> Place:
    timed = group.special.get(name) or group.classes[at]
    number = 0 if group.size is None else position // group.size
    own = batch(group, number)
    after = outer.opener if number == 0 else closing(group, number - 1, where)
    slack = outer.slack + max(0.0, own.length - timed.length)
    return Place(timed, f"{where}[{name}]", outer.base + own.start, slack, after)


def closing(group: Group, number: int, where: str) -> str:
    """The step that ends last in a batch."""
    one = batch(group, number)
    return f"{where}[{one.member}]{one.slowest.bars[-1].suffix}"


def last_step(timed: Timed, prefix: str) -> str:
    """The address of a resource's last step."""
    return f"{prefix}{timed.piece.suffix}{timed.bars[-1].suffix}"


def _cause(place: Place, bar: Bar) -> str:
    if bar.cause == OPENER:
        return place.after
    if bar.cause != INSIDE:
        return place.where + place.timed.bars[bar.cause].suffix
    inner = place.timed.inner
    if isinstance(inner, Level):
        return last_step(inner.pieces[inner.last], _prefix(place.where))
    return closing(inner, batches(inner) - 1, place.where) if inner is not None else place.where


def _prefix(where: str) -> str:
    return f"{where}." if where else ""


def place_at(level: Level, parts: tuple[Part, ...], outer: Around) -> Place | None:
    """The resource at an address, None where there is none; nothing is enumerated but the levels on the way."""
    inner: Level | Group | None = level
    place: Place | None = None
    for kind, text in parts:
        where = "" if place is None else place.where
        if kind == "name" and isinstance(inner, Level):
            found = [at for at, one in enumerate(inner.pieces) if one.piece.resource.name == text]
            place = in_level(inner, found[0], where, outer) if found else None
        elif kind in {"member", "open"} and isinstance(inner, Group):
            place = member(inner, text, where, outer)
        else:
            return None
        if place is None:
            return None
        inner, outer = place.timed.inner, around(place)
    return place
