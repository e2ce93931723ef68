"""Steps of a plan, made when they are asked for.

The root's mints come first.  Resources of a level come in canonical order,
depth first.  A resource is one step ``create``; what is minted for it before
comes directly before it, what is minted after it directly after.  One with
something inside opens with ``servers`` (create), then comes what is inside,
then ``servers.@complete`` (complete) closes it; whoever needs the resource
needs its last step.

A member of a family is ``servers[3]``, in ascending order of the numbers
across classes; one that is a nested stack opens and closes as any.  The end of
a family needs ``servers[*]`` (its members that are one step) and
``servers[*].@complete`` (its members that open and close).  With batches, each
member needs the closing steps of all members of the batch before.  Members
that are not known yet are enumerated once, as ``servers[?]``: a pattern, not a
step; ``count`` counts none of them and has no upper bound then.

A resource or a mint with an undecided condition (``when``) is enumerated;
``count`` leaves it out of its lower bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from heatplan.ir import address as addresses
from heatplan.ir import deletion
from heatplan.ir.counting import Counts
from heatplan.ir.find import resource_at, step_at
from heatplan.ir.plan import Plan, Step
from heatplan.ir.shapes import END, REQUESTER, Shapes, ends, identity_of, members_of, undo_of
from heatplan.ir.tree import Nested, Resource, Stack

__all__ = [
    "END",
    "REQUESTER",
    "MemberNames",
    "Placed",
    "Places",
    "count",
    "delete_steps",
    "ends",
    "identity_of",
    "members_of",
    "resources",
    "step",
    "steps",
    "undo_of",
]

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
    return Shapes().root(plan.root)


def delete_steps(plan: Plan) -> Iterator[Step]:
    """All steps of deleting the stack, in order: ``deletion`` says which.  Memory as for ``steps``."""
    return deletion.delete_steps(plan.root)


def resources(plan: Plan) -> Iterator[Placed]:
    """All resources in the order of their first steps, members enumerated; open members once, named ``?``."""
    return _places(plan.root, "", ())


def step(plan: Plan, address: str) -> Step | None:
    """The step at an address, None if there is none.  Nothing is enumerated but the levels on the way."""
    return step_at(Shapes(), plan.root, address)


def count(plan: Plan) -> tuple[int, int | None]:
    """The least and the greatest number of steps (None: no upper bound).  Nothing is enumerated."""
    return Counts().root(plan.root)


class Places:
    """Resources of a plan by their addresses; what one look-up learns of a level serves the next."""

    def __init__(self, plan: Plan) -> None:
        self._root = plan.root
        self._shapes = Shapes()

    def resource(self, address: str) -> Resource | None:
        """The resource at an address; of members that are not known yet, each has the one there is."""
        parts = addresses.parse(address)
        found = None if parts is None else resource_at(self._shapes, self._root, parts, loose=True)
        return None if found is None else found.piece.resource


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
