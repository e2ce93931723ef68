"""What a timeline shows, before it is a picture or text: a row for each resource, groups of many members as one.

A row has the bars of its steps.  In a group that is not opened it has those of
all members, as few bars as there are times that differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from heatplan.diagnostics.visible import columns
from heatplan.ir.address import quote
from heatplan.ir.mints import address_of
from heatplan.ir.plan import Plan
from heatplan.ir.shapes import END
from heatplan.ir.tree import Deferred, Family, Known, MemberClass, Nested, Resource, Stack
from heatplan.render.seconds import duration
from heatplan.semantics.timed_run import Did, TimedRun

Outcome = Literal["ok", "failed", "skipped", "kept"]
Form = Literal["step", "mint", "wait", "around"]
WORDS: Final = {"ok": "done", "failed": "failed", "skipped": "left out", "kept": "stood already"}
MOST_BARS: Final = 60
"""Bars in a row; of more, neighbours are joined."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One step over time, or ``count`` of them at the same time.

    ``least`` and ``most`` are how long the shortest and the longest of them took.  ``form`` says whether it
    is a step, a mint, a wait for a signal, or what is around others.
    """

    start: float
    finish: float
    form: Form
    outcome: Outcome
    critical: bool
    address: str
    count: int = 1
    least: float = 0.0
    most: float = 0.0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """From when a step's level was open to when it began, and the address of the step that it waited for last."""

    start: float
    finish: float
    cause: str
    critical: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A resource, a nested stack, a group or a member: ``count`` says how many as ``×5``, '' for one."""

    depth: int
    name: str
    type: str
    count: str
    bars: tuple[Bar, ...]
    wait: Wait | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The rows of a run, and which row each step that others waited for is in; ``steps`` says how many there are."""

    title: str
    total: float
    rows: tuple[Row, ...]
    row_of: dict[str, int]
    steps: str
    limit: int | None = None


def timeline(run: TimedRun, *, open_members: int = 8, limit: int | None = None) -> Timeline:
    """The timeline of a run; groups of up to ``open_members`` members are opened."""
    work = _Rows(run, open_members)
    rows = (*work.mints(run.plan), *work.level(run.plan.root, ("",), 0))
    row_of = {address: at for at, (_, every) in enumerate(rows) for address in every}
    counts: dict[Outcome, int] = dict.fromkeys(("ok", "failed", "skipped", "kept"), 0)
    for one in run.did:
        if one.event is not None:
            counts[one.event.outcome] += 1
    words = ", ".join(f"{count:,} {WORDS[outcome]}" for outcome, count in counts.items() if count)
    steps = f"steps: {words or 'none'}"
    if counts["failed"]:
        steps += "; the run stopped there: what has no bar never began"
    title = f"{run.plan.header.stack_name}: {run.plan.header.root}"
    return Timeline(title, run.total, tuple(row for row, _ in rows), row_of, steps, limit)


Made = tuple[Row, list[str]]
"""A row with the addresses of its steps."""


class _Rows:
    """The rows of a run."""

    def __init__(self, run: TimedRun, open_members: int) -> None:
        self._run = run
        self._most = open_members

    def mints(self, plan: Plan) -> Iterator[Made]:
        """The row of what is minted for the stack itself."""
        every = [address_of("", one.name) for one in plan.root.auth]
        bars = self._bars(every, "mint")
        if bars:
            yield Row(0, "credentials", "of the stack itself", "", bars), every

    def level(self, stack: Stack, prefixes: tuple[str, ...], depth: int) -> Iterator[Made]:
        """The rows of a level; it is one of several that are alike where there are several prefixes."""
        for resource in stack.resources:
            yield from self.resource(
                resource, tuple([one + quote(resource.name) for one in prefixes]), resource.name, depth
            )

    def resource(self, resource: Resource, places: tuple[str, ...], name: str, depth: int) -> Iterator[Made]:
        """The rows of a resource, or of several that are alike."""
        did = [(where, one) for where in places if (one := self._run.at(where)) is not None]
        minted = [address_of(where, one.name) for where in places for one in resource.auth]
        if not did and not any(self._run.at(one) is not None for one in minted):
            return
        count = f"×{len(did):,}" if len(places) > 1 else ""
        child = resource.child
        if child is None:
            bars = (*self._bars(minted, "mint"), *self._bars([where for where, _ in did], "step"))
            row = Row(depth, name, resource.type, count, _sorted(bars), self._wait(did))
            yield row, [*minted, *[where for where, _ in did]]
            return
        inner = tuple(where for where, one in did if one.event is not None and one.event.outcome != "skipped")
        members = self._members(child, inner) if isinstance(child, Family) else {}
        if isinstance(child, Family):
            total = sum(map(len, members.values()))
            count = f"×{total:,}" if len(places) == 1 else f"{count} of ×{total // max(1, len(inner)):,}"
        bars = (*self._bars(minted, "mint"), *self._around(did))
        ends = [where + END for where, _ in did]
        yield (
            Row(depth, name, resource.type, count, _sorted(bars), self._wait(did)),
            [*minted, *[where for where, _ in did], *ends],
        )
        if isinstance(child, Nested):
            yield from self.level(child.stack, tuple([f"{where}." for where in inner]), depth + 1)
        else:
            yield from self._family(child, members, depth + 1, opened=len(places) == 1)

    def _members(self, family: Family, places: tuple[str, ...]) -> dict[int, list[tuple[str, str]]]:
        """The members of each class: the group's address and the member's name, ascending."""
        every = family.members.names if isinstance(family.members, Known) else None
        found: dict[int, list[tuple[str, str]]] = {}
        for at, one in enumerate(family.classes):
            names = one.names if one.names is not None else every
            for where in places:
                here = self._run.members.get(where, ()) if isinstance(family.members, Deferred) else names or ()
                found.setdefault(at, []).extend((where, name) for name in here)
        return found

    def _family(
        self, family: Family, members: dict[int, list[tuple[str, str]]], depth: int, *, opened: bool
    ) -> Iterator[Made]:
        total = sum(map(len, members.values()))
        if opened and total <= self._most:
            every = [
                (name, f"{where}[{name}]", family.classes[at]) for at, two in members.items() for where, name in two
            ]
            for name, where, one in sorted(every, key=lambda item: (len(item[0]), item[0])):
                yield from self.resource(one.resource, (where,), f"[{name}]", depth)
            return
        several = len(family.classes) > 1
        for at, pairs in members.items():
            places = tuple([f"{where}[{name}]" for where, name in pairs])
            yield from self.resource(
                family.classes[at].resource, places, class_name(family.classes[at], several), depth
            )

    def _wait(self, did: list[tuple[str, Did]]) -> Wait | None:
        """How long the first of them waited; nothing for what waited only for what is around it."""
        if not did:
            return None
        where, one = min(did, key=lambda pair: (not pair[1].critical, pair[1].start))
        first = self._first(where, one)
        cause = first.cause
        if cause < 0 or cause == first.opener or first.start <= first.opened:
            return None
        event = self._run.did[cause].event
        return None if event is None else Wait(first.opened, first.start, event.address, one.critical)

    def _first(self, where: str, one: Did) -> Did:
        """The first step that belongs to a resource: its first mint, or its own."""
        while one.cause >= 0:
            before = self._run.did[one.cause]
            if before.event is None or not before.event.address.startswith(f"{where}.@auth."):
                return one
            one = before
        return one

    def _around(self, did: list[tuple[str, Did]]) -> tuple[Bar, ...]:
        """From where something opens to where it is closed, or to the last that was done in it."""
        found: list[Bar] = []
        for where, one in did:
            assert one.event is not None
            end = self._run.at(where + END)
            outcome = one.event.outcome if end is None or end.event is None else end.event.outcome
            if one.event.outcome == "kept":
                outcome = "ok" if end is not None else "kept"
            finish = end.finish if end is not None else self._run.total
            if one.event.outcome in {"failed", "skipped"}:
                finish, outcome = one.finish, one.event.outcome
            critical = end is not None and end.critical
            found.append(
                Bar(
                    one.start,
                    finish,
                    "around",
                    outcome,
                    critical,
                    where,
                    1,
                    finish - one.start,
                    finish - one.start,
                    one.event.detail,
                )
            )
        return joined(found)

    def _bars(self, places: list[str], form: Form) -> tuple[Bar, ...]:
        found: list[Bar] = []
        for where in places:
            one = self._run.at(where)
            if one is None or one.event is None:
                continue
            kind: Form = "wait" if one.waits else form
            long = one.finish - one.start
            found.append(
                Bar(
                    one.start, one.finish, kind, one.event.outcome, one.critical, where, 1, long, long, one.event.detail
                )
            )
        return joined(found)


def class_name(one: MemberClass, several: bool) -> str:
    """What the row of a class of members is called."""
    if not several or one.names is None:
        return "[*]"
    pieces = [str(start) if stop - start == 1 else f"{start}-{stop - 1}" for start, stop in one.names.ranges[:3]]
    return f"[{','.join(pieces)}{'…' if len(one.names.ranges) > 3 else ''}]"


def _sorted(bars: tuple[Bar, ...]) -> tuple[Bar, ...]:
    return tuple(sorted(bars, key=lambda bar: (bar.start, bar.finish)))


def joined(bars: list[Bar]) -> tuple[Bar, ...]:
    """Equal bars as one with their count; where there are still too many, neighbours too."""
    if len(bars) < 2:
        return tuple(bars)
    same: dict[tuple[object, ...], Bar] = {}
    counts: Counter[tuple[object, ...]] = Counter()
    for bar in bars:
        key = bar.start, bar.finish, bar.form, bar.outcome
        counts[key] += 1
        if key not in same or (bar.critical and not same[key].critical):
            same[key] = bar
    out = [replace(bar, count=counts[key]) if counts[key] > 1 else bar for key, bar in same.items()]
    out.sort(key=lambda bar: (bar.start, bar.finish))
    if len(out) <= MOST_BARS:
        return tuple(out)
    span = max(bar.finish for bar in out) - out[0].start
    joined: list[Bar] = []
    for bar in out:
        last = joined[-1] if joined else None
        if last is None or bar.outcome != last.outcome or bar.start - last.start > span / MOST_BARS:
            joined.append(bar)
            continue
        joined[-1] = replace(
            last,
            finish=max(last.finish, bar.finish),
            count=last.count + bar.count,
            critical=last.critical or bar.critical,
            least=min(last.least, bar.least),
            most=max(last.most, bar.most),
        )
    return tuple(joined)


def behind(row: Row) -> tuple[str, bool]:
    """What stands behind the bars of a row, and whether it is of a failure."""
    failed = [bar for bar in row.bars if bar.outcome == "failed"]
    main = [bar for bar in row.bars if bar.form != "mint"] or list(row.bars)
    if failed:
        count = sum(bar.count for bar in failed)
        many = sum(bar.count for bar in main)
        return (
            f"{count:,} of {many:,} failed"
            if many > 1
            else f"failed after {duration(failed[0].finish - failed[0].start)}"
        ), True
    if all(bar.outcome == "kept" for bar in main):
        return "stood already", False
    if all(bar.outcome == "skipped" for bar in main):
        return "left out", False
    longest, least = max(bar.most for bar in main), min(bar.least for bar in main)
    each = " each" if sum(bar.count for bar in main) > 1 else ""
    return (
        f"{duration(longest)}{each}" if longest == least else f"{duration(least)} to {duration(longest)}{each}"
    ), False


def fitted(text: str, most: int) -> str:
    """The text in at most so many columns, with an ellipsis at its end where it is cut."""
    if columns(text) <= most:
        return text
    while text and columns(text) >= most:
        text = text[: max(most - 1, 0)] if len(text) >= most else text[:-1]
    return f"{text}…"
