"""A timeline of a plan before any run, by the model alone: nothing is enumerated, however many members a group has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from heatplan.ir import address as addresses
from heatplan.ir.address import Part
from heatplan.ir.shapes import members_of
from heatplan.ir.steps import count
from heatplan.ir.tree import Deferred
from heatplan.render.timeline_rows import Bar, Form, Row, Timeline, Wait, class_name, joined
from heatplan.semantics.timed_places import Around, last_step, member
from heatplan.semantics.timed_shapes import OPENER, Group, Level, Timed, batch, batches, segments
from heatplan.semantics.timing import Timing
from heatplan.semantics.waits import longest_wait

MOST_COPIES: Final = 600
"""So many times at which copies of a level begin are told apart; of more, every so many of them."""


@dataclass(frozen=True, slots=True)
class _Copies:
    """The copies of a resource or a level that a row stands for: when each begins, and how many begin then."""

    begins: tuple[tuple[float, int], ...]

    @property
    def number(self) -> int:
        return sum(many for _, many in self.begins)

    def later(self, seconds: float) -> _Copies:
        return _Copies(tuple([(start + seconds, many) for start, many in self.begins]))


def planned_timeline(timing: Timing, *, open_members: int = 8) -> Timeline:
    """The timeline of a plan; groups of up to ``open_members`` members are opened."""
    work = _Rows(timing, open_members)
    root = timing.root
    rows = list(work.mints())
    rows += work.level(root.level, "", _Copies(((root.opens, 1),)), 0)
    row_of = {address: at for at, (_, every) in enumerate(rows) for address in every}
    least, most = count(timing.plan)
    steps = f"{least:,} steps" if least == most else f"{least:,} steps or more"
    title = f"{timing.plan.header.stack_name}: {timing.plan.header.root}"
    return Timeline(title, timing.total, tuple(row for row, _ in rows), row_of, steps)


Made = tuple[Row, list[str]]


class _Rows:
    """The rows of a plan."""

    def __init__(self, timing: Timing, open_members: int) -> None:
        self._timing = timing
        self._most = open_members
        own = frozenset(part.text for rule in timing.times.addresses for part in rule.parts if part.kind == "member")
        self._critical = frozenset(
            pattern for leg in timing.path for pattern in _patterns(addresses.parse(leg.address) or (), own)
        )

    def mints(self) -> Iterator[Made]:
        """The row of what is minted for the stack itself."""
        root = self._timing.root
        bars = [
            Bar(start, end, "mint", "ok", where in self._critical, where, 1, end - start, end - start)
            for (where, _), start, end in zip(root.mints, root.when.starts, root.when.ends, strict=True)
        ]
        if bars:
            yield Row(0, "credentials", "of the stack itself", "", joined(bars)), [where for where, _ in root.mints]

    def level(self, level: Level, where: str, copies: _Copies, depth: int) -> Iterator[Made]:
        """The rows of a level, or of its copies."""
        prefix = f"{where}." if where else ""
        for timed, start, cause in zip(level.pieces, level.when.starts, level.when.causes, strict=True):
            own = copies.later(start)
            wait = None
            if cause != OPENER and start > 0:
                begin = copies.begins[0][0]
                address = prefix + timed.piece.suffix
                after = last_step(level.pieces[cause], prefix)
                wait = Wait(
                    begin, begin + start, after, any(address + bar.suffix in self._critical for bar in timed.bars)
                )
            name = timed.piece.resource.name
            yield from self.resource(timed, prefix + timed.piece.suffix, name, own, wait, depth)

    def resource(
        self, timed: Timed, where: str, name: str, copies: _Copies, wait: Wait | None, depth: int
    ) -> Iterator[Made]:
        """The rows of a resource, or of its copies."""
        resource, inner = timed.piece.resource, timed.inner
        bars: list[Bar] = []
        for at, one in enumerate(timed.bars):
            if inner is not None and at in {timed.own, len(timed.bars) - 1}:
                continue
            address = where + one.suffix
            form: Form = "mint" if at != timed.own else "wait" if longest_wait(resource) is not None else "step"
            long = one.finish - one.start
            critical = address in self._critical
            bars += [
                Bar(begin + one.start, begin + one.finish, form, "ok", critical, address, many, long, long)
                for begin, many in copies.begins
            ]
        if inner is not None:
            own, end = timed.bars[timed.own], timed.bars[-1]
            critical = where + end.suffix in self._critical
            bars += [
                Bar(
                    begin + own.start,
                    begin + end.finish,
                    "around",
                    "ok",
                    critical,
                    where,
                    many,
                    end.finish - own.start,
                    end.finish - own.start,
                )
                for begin, many in copies.begins
            ]
        count = f"×{copies.number:,}" if copies.number > 1 else ""
        if isinstance(inner, Group):
            members = "?" if isinstance(inner.family.members, Deferred) else f"{len(inner.family.members.names):,}"
            count = f"{count} of ×{members}" if count else f"×{members}"
        forms = sorted({bar.form for bar in bars})
        shown = [one for form in forms for one in joined([bar for bar in bars if bar.form == form])]
        shown.sort(key=lambda bar: (bar.start, bar.finish))
        yield Row(depth, name, resource.type, count, tuple(shown), wait), [where + bar.suffix for bar in timed.bars]
        opened = copies.later(timed.opens)
        if isinstance(inner, Level):
            yield from self.level(inner, where, opened, depth + 1)
        elif inner is not None:
            yield from self._group(inner, where, opened, depth + 1)

    def _group(self, group: Group, where: str, copies: _Copies, depth: int) -> Iterator[Made]:
        family = group.family
        known = 1 if isinstance(family.members, Deferred) else len(family.members.names)
        if copies.number == 1 and known <= self._most:
            outer = Around(where, copies.begins[0][0], 0.0)
            for name, _ in members_of(family):
                place = member(group, name, where, outer)
                if place is not None:
                    yield from self.resource(
                        place.timed, place.where, f"[{name}]", _Copies(((place.base, 1),)), None, depth
                    )
            return
        for name, timed in group.special.items():
            place = member(group, name, where, Around(where, copies.begins[0][0], 0.0))
            if place is not None and copies.number == 1:
                yield from self.resource(timed, place.where, f"[{name}]", _Copies(((place.base, 1),)), None, depth)
        several = len(family.classes) > 1
        for at, (one, timed) in enumerate(zip(family.classes, group.classes, strict=True)):
            begins = _thinned(_begins(group, at), copies)
            if begins:
                mark = "[?]" if isinstance(family.members, Deferred) else "[*]"
                name = class_name(one, several) if mark == "[*]" else mark
                yield from self.resource(timed, f"{where}{mark}", name, _Copies(begins), None, depth)


def _begins(group: Group, at: int) -> tuple[tuple[float, int], ...]:
    """When members of a class begin, and how many do; of very many batches every so many stand for those between."""
    if isinstance(group.family.members, Deferred):
        return ((0.0, 1),)
    ranges = segments(group.family)
    if group.size is None:
        number = sum(stop - start for start, stop, one in ranges if one == at)
        return ((0.0, number),) if number else ()
    size, step = group.size, max(1, batches(group) // MOST_COPIES)
    counts: dict[int, int] = {}
    position = 0
    for start, stop, one in ranges:
        first, last = position // size, (position + stop - start - 1) // size
        for number in range(first - first % step, last + 1, step) if one == at else ():
            begin, end = max(position, number * size), min(position + stop - start, (number + step) * size)
            if begin < end:
                counts[number] = counts.get(number, 0) + end - begin
        position += stop - start
    return tuple((batch(group, number).start, many) for number, many in sorted(counts.items()))


def _thinned(begins: tuple[tuple[float, int], ...], copies: _Copies) -> tuple[tuple[float, int], ...]:
    """All copies of members in all copies of their group; of too many, every so many stand for those between."""
    step = max(1, len(begins) * len(copies.begins) // MOST_COPIES)
    every = ((outer + own, many * each) for outer, many in copies.begins for own, each in begins)
    found: dict[float, int] = {}
    while some := tuple(islice(every, step)):
        begin = some[0][0]
        found[begin] = found.get(begin, 0) + sum(many for _, many in some)
    return tuple(sorted(found.items()))


def _patterns(parts: tuple[Part, ...], own: frozenset[str]) -> Iterator[str]:
    """An address as rows may have it: with its members, or from one of them on with the mark of all of them.

    Members that have a time of their own (``own``) have rows of their own.
    """
    places = [at for at, part in enumerate(parts) if part.kind == "member"]
    for known in range(len(places) + 1):
        opened = [part._replace(kind="every") if at in places[known:] else part for at, part in enumerate(parts)]
        if not any(parts[at].text in own for at in places[known:]):
            yield addresses.show(tuple(opened))
