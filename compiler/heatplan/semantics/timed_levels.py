"""Timing stack levels and groups without enumerating their members.

All copies of a level take the same time, and so do the members of a class: a
level is timed once, a group by its classes and the lengths of its batches.
Only where an author gave a time to one member (``servers[3].server``) that
member is timed by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from heatplan.ir.address import COMPLETE, Kind
from heatplan.ir.mints import AUTH
from heatplan.ir.plan import Action
from heatplan.ir.shapes import END, MintPiece, Piece, Shapes, piece_of
from heatplan.ir.tree import Deferred, Family, Nested, Resource, Stack
from heatplan.semantics.timed_shapes import (
    INSIDE,
    OPENER,
    Bar,
    Group,
    Level,
    Stretch,
    Timed,
    Wave,
    end_of,
    is_empty,
    schedule,
    segments,
    waves,
)
from heatplan.semantics.times import Rule, Times
from heatplan.semantics.waits import longest_wait

Rules: TypeAlias = tuple[Rule, ...]
"""Rules with what is left of their addresses behind the place where one is."""

MOST_OPEN: Final = 20
"""So many places are named of what is not decided yet."""


class Levels:
    """The levels of a plan, each timed once; ``used`` are the addresses of rules that meet a step."""

    def __init__(self, times: Times) -> None:
        self._times = times
        self._shapes = Shapes()
        self._levels: dict[tuple[int, Rules], Level] = {}
        self._members: dict[tuple[int, Rules], Timed] = {}
        self.used: set[str] = set()

    def level(self, stack: Stack, rules: Rules) -> Level:
        """A stack level."""
        key = id(stack), rules
        known = self._levels.get(key)
        if known is None:
            known = self._levels[key] = self._level(self._shapes.of(stack).pieces, rules)
        return known

    def _level(self, pieces: tuple[Piece, ...], rules: Rules) -> Level:
        number = {piece.resource.name: at for at, piece in enumerate(pieces)}
        needs = [[number[need] for need in piece.resource.needs if need in number] for piece in pieces]
        timed = tuple([self.resource(piece, inside(rules, "name", piece.resource.name)) for piece in pieces])
        when = schedule(needs, [one.length for one in timed])
        needed = {need for wanted in needs for need in wanted}
        last = max((at for at in range(len(timed)) if at not in needed), key=when.ends.__getitem__, default=OPENER)
        length = when.ends[last] if timed else 0.0
        opened = [f"{one.piece.suffix}{more}" for one in timed for more in one.open]
        return Level(timed, when, length, last, sum(one.work for one in timed), tuple(opened[:MOST_OPEN]))

    def resource(self, piece: Piece, rules: Rules) -> Timed:
        """A resource; ``rules`` are those for it and for what is inside."""
        resource, child = piece.resource, piece.resource.child
        steps: list[tuple[str, Action, str, float]] = list(self.mints(piece.before, rules))
        needs = local_needs(piece.before)
        own = len(steps)
        steps.append(("", piece.action, resource.mapped, self.given(rules, self._times.creation(resource))))
        needs.append(list(range(own)))
        for step in self.mints(piece.after, rules):
            needs.append([len(steps) - 1])
            steps.append(step)
        inner: Level | Group | None = None
        if child is not None:
            inner = self.level(child.stack, rules) if isinstance(child, Nested) else self.group(child, rules)
            last = [len(steps) - 1] if is_empty(inner) else [len(steps), len(steps) - 1]
            needs += [[own], last]
            seconds = self.given(inside(rules, "word", COMPLETE[1:]), 0.0)
            steps += [("", "create", "", inner.length), (END, "complete", resource.mapped, seconds)]
        when = schedule(needs, [seconds for *_, seconds in steps])
        within = len(steps) - 2 if inner is not None else None
        bars = tuple(
            Bar(suffix, action, kind, start, end, INSIDE if cause == within else cause, tail)
            for at, ((suffix, action, kind, _), start, end, cause, tail) in enumerate(zip(steps, *when, strict=True))
            if at != within
        )
        work = sum(bar.finish - bar.start for bar in bars) + (0.0 if inner is None else inner.work)
        if longest_wait(resource) is not None:
            work -= bars[own].finish - bars[own].start
        opened = (*(("",) if resource.when is not None else ()), *(() if inner is None else inner_open(inner)))
        return Timed(piece, bars, own, inner, bars[-1].finish, work, opened[:MOST_OPEN])

    def mints(self, mints: Sequence[MintPiece], rules: Rules) -> Iterator[tuple[str, Action, str, float]]:
        """The steps of mints: suffix, action, kind and seconds."""
        auth = inside(rules, "word", AUTH[1:])
        for one in mints:
            seconds = self.given(inside(auth, "name", one.mint.name), self._times.minting(one.mint))
            yield one.suffix, "mint", one.mint.kind, seconds

    def given(self, rules: Rules, otherwise: float) -> float:
        """The seconds of a step by the rules that end at it: that which names most members wins, then the last."""
        here = [rule for rule in rules if not rule.parts]
        self.used.update([rule.text for rule in here])
        return max(reversed(here), key=lambda rule: rule.exact).seconds if here else otherwise

    def group(self, family: Family, rules: Rules) -> Group:
        """The members of a group, in batches where it has them; of members that are not known there is one a class."""
        pause = 0.0 if family.batch is None else family.batch.pause
        if isinstance(family.members, Deferred):
            classes = tuple([self._member(one.resource, inside(rules, "open", "?")) for one in family.classes])
            slowest = max(classes, key=lambda one: one.length, default=None)
            length, work = (0.0 if slowest is None else slowest.length), sum(one.work for one in classes)
            once = () if slowest is None else (Wave(0, 1, 0.0, length, 0, 0, slowest),)
            opened = ("[?]", *[f"[?]{more}" for one in classes for more in one.open])
            return Group(family, classes, {}, once, None, pause, length, work, opened[:MOST_OPEN])
        classes = tuple([self._member(one.resource, inside(rules, "member", "")) for one in family.classes])
        named = {rule.parts[0].text for rule in rules if rule.parts and rule.parts[0].kind == "member"}
        stretches = tuple(
            self._stretches(family, classes, rules, sorted(int(name) for name in named if name.isdigit()))
        )
        special = {str(one.first): one.each for one in stretches if str(one.first) in named}
        size = None if family.batch is None else max(1, family.batch.size)
        batches = tuple(waves(stretches, size or max(1, sum(one.many for one in stretches)), pause))
        length = end_of(batches[-1], pause) if batches else 0.0
        work = sum(one.many * one.each.work for one in stretches)
        opened = tuple([f"[*]{more}" for one in classes for more in one.open])
        return Group(family, classes, special, batches, size, pause, length, work, opened[:MOST_OPEN])

    def _stretches(
        self, family: Family, classes: tuple[Timed, ...], rules: Rules, named: list[int]
    ) -> Iterator[Stretch]:
        for start, stop, at in segments(family):
            begin = start
            for number in [one for one in named if start <= one < stop]:
                if number > begin:
                    yield Stretch(begin, number - begin, classes[at])
                own = inside(rules, "member", str(number))
                yield Stretch(number, 1, self._member(family.classes[at].resource, own))
                begin = number + 1
            if begin < stop:
                yield Stretch(begin, stop - begin, classes[at])

    def _member(self, resource: Resource, rules: Rules) -> Timed:
        key = id(resource), rules
        known = self._members.get(key)
        if known is None:
            known = self._members[key] = self.resource(piece_of(resource), rules)
        return known


def inside(rules: Rules, kind: Kind, text: str) -> Rules:
    """The rules that go on into a part of an address; the member '' is any that no rule names."""
    if not rules:
        return ()
    bracket = kind in {"member", "open"}
    return tuple(
        rule._replace(parts=rule.parts[1:])
        for rule in rules
        if rule.parts and (rule.parts[0] == (kind, text) or (bracket and rule.parts[0].kind == "every"))
    )


def local_needs(mints: Sequence[MintPiece]) -> list[list[int]]:
    """The numbers of those that each of a resource's mints needs; others of theirs are there already."""
    number = {one.suffix: at for at, one in enumerate(mints)}
    return [[number[need] for need in one.local if number.get(need, at) < at] for at, one in enumerate(mints)]


def inner_open(inner: Level | Group) -> tuple[str, ...]:
    """What is not decided yet inside, as its addresses go on behind that of the resource around it."""
    return inner.open if isinstance(inner, Group) else tuple([f".{one}" for one in inner.open])
