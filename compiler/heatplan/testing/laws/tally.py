"""How many resources and API calls a stack takes, counted on the shapes of its levels: nothing is enumerated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from heatplan.ir.auth import Mint
from heatplan.ir.plan import Plan
from heatplan.ir.tree import Family, Known, Nested, Resource, Stack

CALLS: Final[Mapping[str, int]] = {
    "OS::Cinder::VolumeAttachment": 2,  # Nova attaches, Cinder is asked for the volume (volume_tasks.py)
    "OS::Keystone::UserRoleAssignment": 2,
    "OS::Neutron::RouterInterface": 1,
    "OS::Neutron::RouterGateway": 1,
    "OS::Trove::Cluster": 1,
}
"""Calls that creating a thing takes, where it is not one; each asks a service to change something.

What only looks (names that are found, states that are polled until a thing is ready) depends on the cloud
and is not counted; what Heat does by itself (``OS::Heat::*``, groups, nested stacks) takes no call.
"""

MINTS: Final[Mapping[str, int]] = {
    "trust": 1,
    "project": 1,
    "user": 1,
    "grant": 1,
    "ec2-credential": 1,
    "token": 1,
    "temp-url-key": 1,
    "container": 1,
    "object": 1,
    "queue": 1,
    "queue-url": 1,
    "password": 0,
    "ec2-url": 0,
    "heat-url": 0,
    "temp-url": 0,
}
"""Calls that a mint takes, by its kind (AuthModel: what is made locally takes none)."""

Tally = Counter[str]


def resources(plan: Plan) -> Tally:
    """How many resources there are of each type, as Heat counts them: groups and nested stacks are resources too.

    A group whose count is known later has one member here.
    """
    return _Counting(calls=False).level(plan.root)


def calls(plan: Plan) -> Tally:
    """How many API calls making the stack takes, by the type of the resource or the kind of the mint."""
    counting = _Counting(calls=True)
    return counting.level(plan.root) + counting.mints(plan.root.auth)


def calls_for(kind: str) -> int:
    """The calls that creating a thing of a type takes."""
    return CALLS.get(kind, 0 if kind.startswith(("OS::Heat::", "AWS::CloudFormation::")) else 1)


class _Counting:
    """One count; levels that are there several times are counted once and multiplied."""

    def __init__(self, *, calls: bool) -> None:
        self._calls = calls
        self._levels: dict[int, Tally] = {}

    def level(self, stack: Stack) -> Tally:
        known = self._levels.get(id(stack))
        if known is None:
            known = self._levels[id(stack)] = sum((self.resource(one) for one in stack.resources), Counter())
        return known

    def resource(self, resource: Resource) -> Tally:
        if self._calls:
            own = 0 if resource.child is not None or resource.external_id is not None else calls_for(resource.mapped)
        else:
            own = 1
        found = Counter({resource.mapped: own}) if own else Counter()
        found += self.mints(resource.auth)
        if isinstance(resource.child, Nested):
            found += self.level(resource.child.stack)
        elif isinstance(resource.child, Family):
            found += self._family(resource.child)
        return found

    def mints(self, mints: tuple[Mint, ...]) -> Tally:
        if not self._calls:
            return Counter()
        return +Counter({f"mint of a {one.kind}": 0 for one in mints}) + sum(
            (Counter({f"mint of a {one.kind}": MINTS.get(one.kind, 1)}) for one in mints), Counter()
        )

    def _family(self, family: Family) -> Tally:
        found: Tally = Counter()
        for one in family.classes:
            many = len(one.names) if isinstance(family.members, Known) and one.names is not None else 1
            inner = self.resource(one.resource)
            found += Counter({kind: count * many for kind, count in inner.items()})
        return found
