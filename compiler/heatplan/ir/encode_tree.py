"""One stack level as a block: JSON data without places, the places beside it, and the stacks that it uses.

Parts that have their default value are left out.  A nested stack is written as
a number: the first with its work is 0, the next with other work is 1, and so
on.  So the data says what is to be done and nothing else: neither places nor
whether equal stacks are one object change it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from heatplan.ir.encode_auth import encode_mint
from heatplan.ir.encode_value import Encoder, Json
from heatplan.ir.expr import Expr, Read
from heatplan.ir.schema import (
    AllowedPattern,
    AllowedValues,
    Constraint,
    Custom,
    Length,
    Modulo,
    Parameter,
    ParameterSchema,
    Range,
)
from heatplan.ir.tree import (
    Child,
    Family,
    Known,
    MemberClass,
    Members,
    Names,
    Nested,
    Output,
    Resource,
    Stack,
)
from heatplan.span import Span


@dataclass(frozen=True, slots=True)
class Body:
    """A stack level: ``data`` (JSON), and in the order of the encoding its ``spans`` and nested stacks."""

    data: dict[str, Json]
    spans: tuple[Span | None, ...]
    nested: tuple[Stack, ...]
    works: tuple[str, ...]


def body(stack: Stack, blobs: dict[str, Json], work: Callable[[Stack], str]) -> Body:
    """The stack level as a body.

    Its long strings are added to ``blobs``; ``work`` gives the digest of what
    a nested stack does.  ``works`` of the result has these digests, each once,
    in the order of the numbers that stand for them.
    """
    return _Tree(blobs, work).stack(stack)


class _Tree(Encoder):
    """Encodes one level; ``_numbers`` are those of the nested stacks by the digest of their work."""

    __slots__ = ("_needed", "_nested", "_numbers", "_work")

    def __init__(self, blobs: dict[str, Json], work: Callable[[Stack], str]) -> None:
        super().__init__(blobs)
        self._work = work
        self._needed: dict[int, list[Json]] = {}
        self._nested: list[Stack] = []
        self._numbers: dict[str, int] = {}

    def stack(self, stack: Stack) -> Body:
        out: dict[str, Json] = {"template": self.text(stack.template), "version": self.text(stack.version)}
        self.put(out, "description", stack.description)
        _some(out, "parameters", list(map(self.parameter, stack.parameters)))
        _some(out, "conditions", [self.condition(name, stack.conditions[name]) for name in sorted(stack.conditions)])
        _some(out, "resources", list(map(self.resource, stack.resources)))
        _some(out, "disabled", list(map(self.text, stack.disabled)))
        _some(out, "outputs", list(map(self.output, stack.outputs)))
        _some(out, "auth", [encode_mint(self, mint) for mint in stack.auth])
        _some(out, "event_sinks", list(map(self.value, stack.event_sinks)))
        return Body(out, tuple(self.spans), tuple(self._nested), tuple(self._numbers))

    def put(self, out: dict[str, Json], key: str, text: str | None) -> None:
        if text is not None:
            out[key] = self.text(text)

    def needed(self, names: tuple[str, ...]) -> Json:
        """Many resources may share one tuple of names, which then is encoded once."""
        known = self._needed.get(id(names))
        if known is None:
            known = self._needed[id(names)] = list(map(self.text, names))
        return known

    def maybe(self, out: dict[str, Json], key: str, expr: Expr | None) -> None:
        if expr is not None:
            out[key] = self.expr(expr)

    def condition(self, name: str, condition: bool | Expr) -> Json:
        return [self.text(name), condition if isinstance(condition, bool) else self.expr(condition)]

    def parameter(self, parameter: Parameter) -> Json:
        out: dict[str, Json] = {"schema": self.schema(parameter.schema), "value": self.expr(parameter.value)}
        if parameter.initial is not None:
            out["initial"] = self.value(parameter.initial)
        for key in ("given", "sealed"):
            if getattr(parameter, key):
                out[key] = True
        return out

    def schema(self, schema: ParameterSchema) -> Json:
        out: dict[str, Json] = {"name": self.text(schema.name), "type": self.text(schema.type)}
        if schema.has_default or schema.default is not None:
            out["default"] = self.value(schema.default)
        if not schema.has_default and "default" in out:
            out["has_default"] = False
        _some(out, "constraints", list(map(self.constraint, schema.constraints)))
        for key in ("hidden", "immutable"):
            if getattr(schema, key):
                out[key] = True
        self.put(out, "label", schema.label)
        self.put(out, "description", schema.description)
        _some(out, "tags", list(map(self.text, schema.tags)))
        return out

    def constraint(self, constraint: Constraint) -> Json:
        out = _CONSTRAINTS[type(constraint)](self, constraint)
        self.put(out, "description", constraint.description)
        return out

    def resource(self, resource: Resource) -> Json:
        self.spans.append(resource.span)
        out: dict[str, Json] = {"name": self.text(resource.name), "type": self.text(resource.type)}
        if resource.mapped != resource.type:
            out["mapped"] = self.text(resource.mapped)
        out["properties"] = self.expr(resource.properties)
        out["metadata"] = self.expr(resource.metadata)
        _some(out, "explicit", self.needed(resource.explicit))
        _some(out, "implicit", self.needed(resource.implicit))
        if resource.child is not None:
            out["child"] = self.child(resource.child)
        self.maybe(out, "when", resource.when)
        self.maybe(out, "deletion_policy", resource.deletion_policy)
        self.maybe(out, "update_policy", resource.update_policy)
        self.maybe(out, "external_id", resource.external_id)
        _some(out, "reads", list(map(self.read, resource.reads)))
        _some(out, "auth", [encode_mint(self, mint) for mint in resource.auth])
        _some(out, "hooks", list(map(self.text, resource.hooks)))
        _some(out, "restricted", list(map(self.text, resource.restricted)))
        return out

    def read(self, read: Read) -> Json:
        self.spans.append(read.span)
        if read.path is None:
            return {"of": self.text(read.resource)}
        return {"of": self.text(read.resource), "path": self.value(read.path)}

    def child(self, child: Child) -> Json:
        if isinstance(child, Nested):
            arguments: list[Json] = []
            for name, expr in child.arguments:
                arguments.append(self.text(name))
                arguments.append(self.expr(expr))
            return {"stack": self.use(child.stack), "arguments": arguments}
        return self.family(child)

    def use(self, stack: Stack) -> int:
        self._nested.append(stack)
        return self._numbers.setdefault(self._work(stack), len(self._numbers))

    def family(self, family: Family) -> Json:
        out: dict[str, Json] = {
            "members": self.members(family.members),
            "variable": self.text(family.variable),
            "definition": self.expr(family.definition),
            "classes": list(map(self.member_class, family.classes)),
        }
        _some(out, "outputs", list(map(self.text, family.outputs)))
        if family.batch is not None:
            out["batch"] = {"size": self.value(family.batch.size), "pause": self.value(family.batch.pause)}
        if family.drawn:
            out["drawn"] = True
        return out

    def members(self, members: Members) -> Json:
        if isinstance(members, Known):
            return {"known": self.names(members.names)}
        out: dict[str, Json] = {"count": self.expr(members.count)}
        _some(out, "skip", list(map(self.value, members.skip)))
        if members.keyed:
            out["keyed"] = True
        return out

    def member_class(self, one: MemberClass) -> Json:
        out: dict[str, Json] = {"resource": self.resource(one.resource)}
        if one.names is not None:
            out["names"] = self.names(one.names)
        return out

    def names(self, names: Names) -> Json:
        return list(map(self.value, names.ranges))

    def output(self, output: Output) -> Json:
        self.spans.append(output.span)
        out: dict[str, Json] = {"name": self.text(output.name)}
        self.maybe(out, "value", output.value)
        self.put(out, "description", output.description)
        self.maybe(out, "when", output.when)
        _some(out, "reads", list(map(self.read, output.reads)))
        return out


def _some(out: dict[str, Json], key: str, items: list[Json]) -> None:
    if items:
        out[key] = items


_CONSTRAINTS: dict[type, Callable[[_Tree, Any], dict[str, Json]]] = {
    Range: lambda self, one: {"range": [self.value(one.minimum), self.value(one.maximum)]},
    Length: lambda self, one: {"length": [self.value(one.minimum), self.value(one.maximum)]},
    Modulo: lambda self, one: {"modulo": [self.value(one.step), self.value(one.offset)]},
    AllowedValues: lambda self, one: {"allowed_values": self.value(one.values)},
    AllowedPattern: lambda self, one: {"allowed_pattern": self.text(one.pattern)},
    Custom: lambda self, one: {"custom": self.text(one.name)},
}
