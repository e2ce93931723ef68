"""Steps of a plan, made when they are asked for.

Resources of a level come in canonical order, depth first.  A resource is one
step ``create``.  One with something inside opens with ``servers`` (create),
then comes what is inside, then ``servers.@complete`` (complete) closes it;
whoever needs the resource needs that last step.

A member of a family is ``servers[3]``, in ascending order of the numbers
across classes; one that is a nested stack opens and closes as any.  The end of
a family needs ``servers[*]`` (its members that are one step) and
``servers[*].@complete`` (its members that open and close).  With batches, each
member needs the closing steps of all members of the batch before.  Members
that are not known yet are enumerated once, as ``servers[?]``: a pattern, not a
step; ``count`` counts none of them and has no upper bound then.

A resource with an undecided condition (``when``) is enumerated; ``count``
leaves it out of its lower bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from heatplan.ir import address as addresses
from heatplan.ir.expr import Lit
from heatplan.ir.plan import Action, Plan, Step
from heatplan.ir.tree import Deferred, Family, Known, MemberClass, Nested, Resource, Stack

REQUESTER = "requester"
"""The identity of who asked for the stack: with it Heat creates resources."""

END = ".@complete"

MemberNames = tuple[tuple[str, str], ...]
"""The members that a place is in, outermost first: pairs (variable, name)."""


class Placed(NamedTuple):
    """A resource at its address, with the stack level that declares it (a group's, for a member) and its members."""

    address: str
    resource: Resource
    stack: Stack
    members: MemberNames


def steps(plan: Plan) -> Iterator[Step]:
    """All steps in canonical order.  Memory does not grow with the number of members."""
    shapes = _Shapes()
    return shapes.level(shapes.of(plan.root), "", None)


def resources(plan: Plan) -> Iterator[Placed]:
    """All resources in the order of their first steps, members enumerated; open members once, named ``?``."""
    return _places(plan.root, "", ())


def step(plan: Plan, address: str) -> Step | None:
    """The step at an address, None if there is none.  Nothing is enumerated but the levels on the way."""
    parts = addresses.parse(address)
    return None if parts is None else _find(_Shapes(), plan.root, parts)


def count(plan: Plan) -> tuple[int, int | None]:
    """The least and the greatest number of steps (None: no upper bound).  Nothing is enumerated."""
    return _Counts().stack(plan.root)


def undo_of(resource: Resource) -> str:
    """What becomes of a resource when its stack is deleted.

    ``delete``, ``retain``, ``snapshot``, or ``policy`` where its deletion
    policy is no value yet; one with an ``external_id`` is never deleted
    (heat/engine/rsrc_defn.py: it forces Retain).
    """
    if resource.external_id is not None:
        return "retain"
    if resource.deletion_policy is None:
        return "delete"
    if not isinstance(resource.deletion_policy, Lit):
        return "policy"
    policy = resource.deletion_policy.value
    return policy.lower() if isinstance(policy, str) and policy.lower() in {"retain", "snapshot"} else "delete"


def ends(resource: Resource) -> str:
    """What is behind a resource's address in the address of its last step."""
    return "" if resource.child is None else END


@dataclass(frozen=True, slots=True)
class _Piece:
    """A resource of a level, its addresses relative to the level's prefix."""

    suffix: str
    needs: tuple[str, ...]
    resource: Resource
    action: Action
    undo: str


class _Shape(NamedTuple):
    """What all copies of a stack level have in common: its pieces, and the last steps of the level."""

    pieces: tuple[_Piece, ...]
    lasts: tuple[str, ...]


class _Shapes:
    """Shapes of stack levels, each made once; the keys are identities of objects that the plan holds."""

    def __init__(self) -> None:
        self._known: dict[int, _Shape] = {}

    def of(self, stack: Stack) -> _Shape:
        known = self._known.get(id(stack))
        if known is None:
            known = self._known[id(stack)] = _shape(stack)
        return known

    def level(self, shape: _Shape, prefix: str, opener: str | None) -> Iterator[Step]:
        """The steps of a level; ``prefix`` has its dot, ``opener`` is the step that opens the level."""
        none: tuple[str, ...] = () if opener is None else (opener,)
        for piece in shape.pieces:
            needs = tuple([prefix + need for need in piece.needs]) if piece.needs else none
            yield from self.piece(piece, prefix + piece.suffix, needs)

    def piece(self, piece: _Piece, where: str, needs: tuple[str, ...]) -> Iterator[Step]:
        """The steps of one resource at its address."""
        resource = piece.resource
        yield Step(
            where, piece.action, resource.mapped, REQUESTER, resource.properties, needs, piece.undo, resource.span
        )
        if resource.child is not None:
            if isinstance(resource.child, Nested):
                yield from self.level(self.of(resource.child.stack), where + ".", where)
            else:
                yield from self.family(resource.child, where)
            yield self.end(resource, where)

    def end(self, resource: Resource, where: str) -> Step:
        """The step that closes a resource with something inside."""
        needs: tuple[str, ...] = ()
        if isinstance(resource.child, Nested):
            needs = tuple([f"{where}.{last}" for last in self.of(resource.child.stack).lasts])
        elif resource.child is not None:
            filled = [one for one in resource.child.classes if one.names is None or len(one.names)]
            needs = tuple(sorted({f"{where}[*]{ends(one.resource)}" for one in filled}))
        inputs = Lit(None)
        return Step(
            where + END, "complete", resource.mapped, REQUESTER, inputs, needs or (where,), "none", resource.span
        )

    def family(self, family: Family, where: str) -> Iterator[Step]:
        """The steps of all members."""
        pieces = {id(one): member_piece(one) for one in family.classes}
        needs: tuple[str, ...] = (where,)
        batch = family.batch.size if family.batch is not None and isinstance(family.members, Known) else None
        members = members_of(family)
        while True:
            closing: list[str] = []
            for name, one in members if batch is None else islice(members, batch):
                piece = pieces[id(one)]
                at = f"{where}[{name}]"
                if batch is not None:
                    closing.append(at + ends(one.resource))
                yield from self.piece(piece, at, needs)
            if not closing:
                return
            needs = tuple(closing)


def members_of(family: Family) -> Iterator[tuple[str, MemberClass]]:
    """The members' names with their classes, ascending; ``?`` for those that are not known yet."""
    if isinstance(family.members, Deferred):
        yield from (("?", one) for one in family.classes)
        return
    segments = [
        (start, stop, one)
        for one in family.classes
        for start, stop in (one.names.ranges if one.names is not None else family.members.names.ranges)
    ]
    for start, stop, one in sorted(segments, key=lambda segment: segment[:2]):
        for number in range(start, stop):
            yield str(number), one


def member_piece(one: MemberClass) -> _Piece:
    """The piece that each member of a class is."""
    return _piece(one.resource, ())


def _piece(resource: Resource, needs: tuple[str, ...]) -> _Piece:
    action: Action = "create" if resource.external_id is None else "adopt"
    return _Piece(addresses.quote(resource.name), needs, resource, action, undo_of(resource))


def _shape(stack: Stack) -> _Shape:
    last = {resource.name: addresses.quote(resource.name) + ends(resource) for resource in stack.resources}
    pieces = tuple(
        _piece(resource, tuple([last[need] for need in resource.needs if need in last])) for resource in stack.resources
    )
    needed = {need for resource in stack.resources for need in resource.needs}
    return _Shape(pieces, tuple([text for name, text in last.items() if name not in needed]))


def _places(stack: Stack, prefix: str, members: MemberNames) -> Iterator[Placed]:
    for resource in stack.resources:
        yield from _place(resource, addresses.join(prefix, resource.name), stack, members)


def _place(resource: Resource, where: str, stack: Stack, members: MemberNames) -> Iterator[Placed]:
    yield Placed(where, resource, stack, members)
    if isinstance(resource.child, Nested):
        yield from _places(resource.child.stack, where, members)
    elif resource.child is not None:
        for name, one in members_of(resource.child):
            inner = (*members, (resource.child.variable, name))
            yield from _place(one.resource, f"{where}[{name}]", stack, inner)


def _find(shapes: _Shapes, root: Stack, parts: tuple[addresses.Part, ...]) -> Step | None:
    """Walk down: at each name the level is searched, at each member its family."""
    stack = root
    opener: str | None = None
    prefix, where = "", ""
    piece: _Piece | None = None
    needs: tuple[str, ...] = ()
    for number, (kind, text) in enumerate(parts):
        child = None if piece is None else piece.resource.child
        if kind == "name" and (piece is None or isinstance(child, Nested)):
            if isinstance(child, Nested):
                stack, prefix, opener = child.stack, where + ".", where
            piece = next((one for one in shapes.of(stack).pieces if one.resource.name == text), None)
            if piece is None:
                return None
            where = prefix + piece.suffix
            needs = tuple([prefix + need for need in piece.needs]) or (() if opener is None else (opener,))
        elif kind in {"member", "open"} and isinstance(child, Family):
            one = _class_of(child, text)
            if one is None:
                return None
            needs = _batch_needs(child, where, text)
            piece, where = member_piece(one), f"{where}[{text}]"
        elif kind == "word" and text == "complete" and piece is not None and child is not None:
            return shapes.end(piece.resource, where) if number == len(parts) - 1 else None
        else:
            return None
    return None if piece is None else next(shapes.piece(piece, where, needs))


def _class_of(family: Family, name: str) -> MemberClass | None:
    if isinstance(family.members, Deferred):
        return family.classes[0] if name == "?" and family.classes else None
    known = family.members.names
    return next((one for one in family.classes if name in (known if one.names is None else one.names)), None)


def _batch_needs(family: Family, where: str, name: str) -> tuple[str, ...]:
    """What a member needs: the group's first step, or all of the batch before."""
    if family.batch is None or not isinstance(family.members, Known):
        return (where,)
    number, size = int(name), family.batch.size
    before = sum(min(stop, number) - start for start, stop in family.members.names.ranges if start < number)
    first = (before // size - 1) * size
    if first < 0:
        return (where,)
    names = (_nth(family, index) for index in range(first, first + size))
    return tuple(f"{where}[{one}]{ends(found.resource)}" for one in names if (found := _class_of(family, one)))


def _nth(family: Family, index: int) -> str:
    """The name of the member at an index, members in ascending order."""
    assert isinstance(family.members, Known)
    for start, stop in sorted(family.members.names.ranges):
        if index < stop - start:
            return str(start + index)
        index -= stop - start
    raise IndexError(index)


Interval = tuple[int, int | None]


class _Counts:
    """Numbers of steps, each stack counted once."""

    def __init__(self) -> None:
        self._known: dict[int, Interval] = {}

    def stack(self, stack: Stack) -> Interval:
        known = self._known.get(id(stack))
        if known is None:
            known = self._known[id(stack)] = _sum(map(self.resource, stack.resources))
        return known

    def resource(self, resource: Resource) -> Interval:
        least, most = self._always(resource)
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


def _times(number: int, interval: Interval) -> Interval:
    least, most = interval
    return number * least, (0 if number == 0 else None if most is None else number * most)


def _sum(intervals: Iterator[Interval] | list[Interval]) -> Interval:
    least, most = 0, 0
    bounded = True
    for low, high in intervals:
        least += low
        most += high or 0
        bounded = bounded and high is not None
    return least, most if bounded else None
