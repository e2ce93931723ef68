"""A run over time: when the steps of a trace begin and end where all that is ready is done at once.

The engine of this process does one step after another, a real one many at
once.  What happened is the trace's; how long it took is the model's: what
stood already and what was left out takes no time, what fails takes as long as
if it had not, and what waits for a signal in vain waits until its time is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import islice
from typing import Final

from heatplan.ir import address as addresses
from heatplan.ir.address import COMPLETE
from heatplan.ir.mints import AUTH, address_of, ordered
from heatplan.ir.plan import Plan
from heatplan.ir.shapes import END, Piece, Shapes, members_of, piece_of
from heatplan.ir.trace import Event
from heatplan.ir.tree import Deferred, Family, MemberClass, Nested, Stack
from heatplan.semantics.timed_levels import Levels, Rules, inside, local_needs
from heatplan.semantics.times import DEFAULT, Times
from heatplan.semantics.waits import longest_wait

UNDOING: Final = frozenset({"delete", "revoke"})


@dataclass(slots=True)
class Did:
    """A step of a run: its event, when it began and ended, and the number of the one that it waited for last.

    ``opened`` is when what is around it was open for it.  ``waits`` says that
    it waits for a signal, ``critical`` that it decided when the run ended.
    Without an event it is the pause between two batches, or only their border.
    """

    event: Event | None
    type: str
    seconds: float
    needs: tuple[int, ...]
    opener: int
    waits: bool = False
    start: float = 0.0
    finish: float = 0.0
    opened: float = 0.0
    cause: int = -1
    critical: bool = False


@dataclass(frozen=True, slots=True)
class TimedRun:
    """The steps of a run in the order of the plan, and their numbers by address; ``total`` is when the last one ended."""

    plan: Plan
    did: tuple[Did, ...]
    number: Mapping[str, int]
    total: float
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def at(self, address: str) -> Did | None:
        """The step at an address, None for one that was not tried."""
        found = self.number.get(address)
        return None if found is None else self.did[found]


def timed_run(plan: Plan, trace: Iterable[Event], times: Times = DEFAULT) -> TimedRun:
    """The run of a plan over time."""
    events = {event.address: event for event in trace if event.action not in UNDOING}
    walk = _Walk(events, times)
    walk.root(plan.root)
    _schedule(walk.did, times.parallel)
    total = max((one.finish for one in walk.did if one.event is not None), default=0.0)
    _mark(walk.did, walk.last())
    return TimedRun(plan, tuple(walk.did), walk.number, total, walk.members)


class _Walk:
    """The steps of a run with what each of them needs."""

    def __init__(self, events: Mapping[str, Event], times: Times) -> None:
        self._events = events
        self._times = times
        self._levels = Levels(times)
        self._shapes = Shapes()
        self.did: list[Did] = []
        self.number: dict[str, int] = {}
        self.members: dict[str, tuple[str, ...]] = {}

    def last(self) -> int:
        """The step that failed, or that ended last."""
        steps = [at for at, one in enumerate(self.did) if one.event is not None]
        failed = [at for at in steps if _outcome(self.did[at]) == "failed"]
        return max(reversed(failed or steps), key=lambda at: self.did[at].finish, default=-1)

    def root(self, stack: Stack) -> None:
        """All steps of the root stack."""
        rules = self._times.addresses
        auth = inside(rules, "word", AUTH[1:])
        before, after = ordered(stack.auth)
        known: dict[str, int] = {}
        lasts: tuple[int, ...] = ()
        for one in before:
            needs = tuple(known[need] for need in one.needs if need in known)
            seconds = self._levels.given(inside(auth, "name", one.name), self._times.minting(one))
            at = self._add(address_of("", one.name), one.kind, seconds, needs, -1)
            if at is not None:
                known[one.name] = at
                lasts = (*[last for last in lasts if last not in needs], at)
        for one in after:
            seconds = self._levels.given(inside(auth, "name", one.name), self._times.minting(one))
            at = self._add(address_of("", one.name), one.kind, seconds, lasts, -1)
            lasts = lasts if at is None else (at,)
        self._level(stack, "", lasts, rules)

    def _level(self, stack: Stack, prefix: str, opener: tuple[int, ...], rules: Rules) -> tuple[int, ...]:
        """The steps of a level; the numbers of the last steps of its resources."""
        last: dict[str, int] = {}
        for piece in self._shapes.of(stack).pieces:
            name = piece.resource.name
            needs = tuple(last[need] for need in piece.resource.needs if need in last)
            at = self._resource(piece, prefix + piece.suffix, needs or opener, opener, inside(rules, "name", name))
            if at is not None:
                last[name] = at
        return tuple(last.values())

    def _resource(
        self, piece: Piece, where: str, needs: tuple[int, ...], opener: tuple[int, ...], rules: Rules
    ) -> int | None:
        """The steps of a resource; the number of the last of them."""
        resource = piece.resource
        opens = opener[-1] if opener else -1
        made: list[int | None] = []
        for (suffix, _, kind, seconds), local in zip(
            self._levels.mints(piece.before, rules), local_needs(piece.before), strict=True
        ):
            own = tuple(number for need in local if (number := made[need]) is not None)
            made.append(self._add(where + suffix, kind, seconds, own or needs, opens))
        before = tuple(number for number in made if number is not None)
        seconds = self._levels.given(rules, self._times.creation(resource))
        most = longest_wait(resource)
        at = self._add(where, resource.mapped, seconds, (*needs, *before), opens, most)
        if at is None:
            return before[-1] if before else None
        last = at
        for suffix, _, kind, taken in self._levels.mints(piece.after, rules):
            number = self._add(where + suffix, kind, taken, (last,), opens)
            last = last if number is None else number
        if resource.child is None or _outcome(self.did[at]) == "skipped":
            return last
        if isinstance(resource.child, Nested):
            within = self._level(resource.child.stack, where + ".", (at,), rules)
        else:
            within = self._family(resource.child, where, at, rules)
        ending = self._levels.given(inside(rules, "word", COMPLETE[1:]), 0.0)
        end = self._add(where + END, resource.mapped, ending, (*within, last), at)
        return last if end is None else end

    def _family(self, family: Family, where: str, opener: int, rules: Rules) -> tuple[int, ...]:
        pieces = {id(one): piece_of(one.resource) for one in family.classes}
        members = iter(self._members(family, where))
        known = not isinstance(family.members, Deferred)
        size = family.batch.size if family.batch is not None and known else None
        lasts: list[int] = []
        needs: tuple[int, ...] = (opener,)
        while True:
            batch: list[int] = []
            for name, one in members if size is None else islice(members, size):
                own = inside(rules, "member" if known else "open", name)
                at = self._resource(pieces[id(one)], f"{where}[{name}]", needs, needs[-1:], own)
                if at is not None:
                    batch.append(at)
            if not batch:
                return tuple(lasts)
            lasts += batch
            if size is None:
                return tuple(lasts)
            pause = 0.0 if family.batch is None else family.batch.pause
            self.did.append(Did(None, "", pause, tuple(batch), -1, waits=True))
            needs = (len(self.did) - 1,)

    def _members(self, family: Family, where: str) -> Iterable[tuple[str, MemberClass]]:
        """The members with their classes: where the plan does not know them, those of the run."""
        if not isinstance(family.members, Deferred):
            return members_of(family)
        if not self.members:
            self.members = _members(self._events)
        return [(name, one) for one in family.classes for name in self.members.get(where, ())]

    def _add(
        self, where: str, kind: str, seconds: float, needs: Sequence[int], opener: int, most: float | None = None
    ) -> int | None:
        event = self._events.get(where)
        if event is None:
            return None
        if event.outcome in {"kept", "skipped"}:
            seconds = 0.0
        elif event.outcome == "failed" and most is not None:
            seconds = most
        self.did.append(Did(event, kind, seconds, tuple(needs), opener, waits=most is not None))
        self.number[where] = len(self.did) - 1
        return len(self.did) - 1


def _outcome(one: Did) -> str:
    return "" if one.event is None else one.event.outcome


def _members(events: Mapping[str, Event]) -> dict[str, tuple[str, ...]]:
    """The members of each group by the addresses of a run, as an address has them."""
    found: dict[str, dict[str, None]] = {}
    for where in events:
        parts = addresses.parse(where) or () if "[" in where else ()
        for at, part in enumerate(parts):
            if part.kind == "member":
                found.setdefault(addresses.show(parts[:at]), {})[addresses.quote(part.text)] = None
    return {group: tuple(names) for group, names in found.items()}


def _schedule(did: list[Did], parallel: int | None) -> None:
    """Say of each when it begins and ends, with only so many at once."""
    if parallel is None:
        for one in did:
            _begin(did, one, max((did[need].finish for need in one.needs), default=0.0))
        return
    left = [len(one.needs) for one in did]
    waiting: list[list[int]] = [[] for _ in did]
    for at, one in enumerate(did):
        for need in one.needs:
            waiting[need].append(at)
    queue: list[int] = []  # those that are ready and need a request of their own, in the order of the plan
    running: list[tuple[float, int]] = []
    now, free = 0.0, parallel
    ready = [at for at, count in enumerate(left) if count == 0]
    while ready or queue or running:
        for at in ready:
            if _slot(did[at]):
                heappush(queue, at)
            else:
                _start(did, at, now, running)
        while queue and free:
            free -= 1
            _start(did, heappop(queue), now, running)
        now, at = heappop(running)
        free += _slot(did[at])
        for later in waiting[at]:
            left[later] -= 1
        ready = [later for later in waiting[at] if left[later] == 0]


def _start(did: list[Did], at: int, now: float, running: list[tuple[float, int]]) -> None:
    _begin(did, did[at], now)
    heappush(running, (did[at].finish, at))


def _slot(one: Did) -> bool:
    """Whether it is a request that is under way."""
    return one.seconds > 0 and not one.waits


def _begin(did: list[Did], one: Did, now: float) -> None:
    one.start, one.finish = now, now + one.seconds
    one.opened = did[one.opener].finish if one.opener >= 0 else 0.0
    one.cause = max(one.needs, key=lambda need: did[need].finish, default=-1)
    while one.cause >= 0 and did[one.cause].event is None:
        one.cause = did[one.cause].cause


def _mark(did: list[Did], last: int) -> None:
    """Mark what decided when a step ended."""
    while last >= 0:
        did[last].critical = True
        last = did[last].cause
