"""What has been made, and what it says of itself: references and attributes during a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from heatplan.executors.groups import Member, attribute_of_group, nested_attribute
from heatplan.ir.expr import Failed
from heatplan.ir.state import Standing
from heatplan.ir.value import Map, Value
from heatplan.semantics.built_in import LOAD_BALANCER, STACK
from heatplan.semantics.knowledge import AbsentError
from heatplan.semantics.walking import select

STACK_ID_OUTPUT = "OS::stack_id"
"""The output of a nested template that replaces its reference (template_resource.py)."""


_BODIES = frozenset({LOAD_BALANCER, STACK})


class World(Protocol):
    """The driver with its world of this moment."""

    def reference(self, standing: Standing) -> Value:
        """The reference id of what stands."""

    def attribute(self, standing: Standing, name: str) -> Value:
        """One attribute of what stands."""

    def attributes(self, standing: Standing) -> Map:
        """All attributes of what stands."""


class Leaf:
    """A resource without anything inside."""

    __slots__ = ("_world", "standing")

    def __init__(self, world: World, standing: Standing) -> None:
        self._world = world
        self.standing = standing

    def reference(self) -> Value:
        """The reference id."""
        return self._world.reference(self.standing)

    def attribute(self, path: tuple[Value, ...]) -> Value:
        """The value at a path: null where a step is missing; all attributes for an empty path."""
        if not path:
            return self._world.attributes(self.standing)
        return select(self._world.attribute(self.standing, str(path[0])), path[1:])


class NestedStack:
    """A resource whose body is a template: its attributes are the outputs."""

    __slots__ = ("_outputs", "_resources", "_world", "standing")

    def __init__(
        self,
        world: World,
        standing: Standing,
        outputs: Mapping[str, Value | Failed],
        resources: Mapping[str, Member],
    ) -> None:
        self._world = world
        self.standing = standing
        self._outputs = outputs
        self._resources = resources

    def reference(self) -> Value:
        """The output ``OS::stack_id`` where there is one with a value, else the stack's own id."""
        own = self._outputs.get(STACK_ID_OUTPUT)
        return self._world.reference(self.standing) if own is None or isinstance(own, Failed) else own

    def attribute(self, path: tuple[Value, ...]) -> Value:
        """An output and what lies on the path inside it (template_resource.py, get_attribute)."""
        if not path:
            return Map((name, self._output(name)) for name in self._outputs)
        name = str(path[0])
        if self.standing.type in _BODIES:
            return self._of_body(name, path[1:])
        if name.startswith("resource."):
            return nested_attribute(self.standing.address, name, path[1:], self._resources)
        if name in self._outputs:
            return select(self._output(name), path[1:])
        return select(self._world.attribute(self.standing, name), path[1:])

    def _of_body(self, name: str, rest: tuple[Value, ...]) -> Value:
        """An attribute of a type with a body of its own (aws/cfn/stack.py, aws/lb/loadbalancer.py)."""
        if self.standing.type == LOAD_BALANCER:
            return select(self._output("PublicIp"), rest) if name == "DNSName" else ""
        output = name.partition(".")[2]
        if not name.startswith("Outputs.") or output not in self._outputs:
            text = f"The Referenced Attribute ({self.standing.address} {name}) is incorrect."
            raise AbsentError("InvalidTemplateAttribute", text)
        return select(self._output(output), rest)

    def _output(self, name: str) -> Value:
        value = self._outputs[name]
        if isinstance(value, Failed):
            raise AbsentError("TemplateOutputError", f"Error in {self.standing.address} output {name}: {value.text}")
        return value


class Group:
    """A group: its attributes come from its members."""

    __slots__ = ("_members", "_removed", "_world", "standing")

    def __init__(
        self, world: World, standing: Standing, members: Mapping[str, Member], removed: tuple[str, ...]
    ) -> None:
        self._world = world
        self.standing = standing
        self._members = members
        self._removed = removed

    def reference(self) -> Value:
        """The reference id of the group's own stack."""
        return self._world.reference(self.standing)

    def attribute(self, path: tuple[Value, ...]) -> Value:
        """An attribute as the group's type gathers it from the members."""
        if path and path[0] == "show":
            return select(self._world.attribute(self.standing, "show"), path[1:])
        return attribute_of_group(self.standing.type, self.standing.address, path, self._members, self._removed)


class Records:
    """The resources of one stack level that stand: the answers that expressions of the level get."""

    __slots__ = ("made",)

    def __init__(self) -> None:
        self.made: dict[str, Member] = {}

    def reference(self, resource: str) -> Value:
        """The reference id of a resource; raises AbsentError for one that does not stand."""
        return self._get(resource).reference()

    def attribute(self, resource: str, path: tuple[Value, ...]) -> Value:
        """An attribute of a resource; raises AbsentError for one that does not stand."""
        return self._get(resource).attribute(path)

    def _get(self, resource: str) -> Member:
        found = self.made.get(resource)
        if found is None:
            raise AbsentError(
                "InvalidTemplateReference", f'The specified reference "{resource}" (in unknown) is incorrect.'
            )
        return found
