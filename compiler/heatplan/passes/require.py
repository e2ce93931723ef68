"""require: what must be in the cloud before the first step.

Heat asks a service for the value of many a property and parameter: is there
such a flavor, image, network?  (heat/engine/constraints.py, CustomConstraint;
heat/engine/clients/os.)  A compile asks nobody; it says what there is to ask,
once for each constraint and value, and an executor asks before it begins.

What comes from a resource of the stack is left out: it is not there before.
So is what a nested stack makes of a parameter that is known later only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from heatplan.catalogue.catalogue import Catalogue
from heatplan.ir import address
from heatplan.ir.encode_value import Encoder, canonical
from heatplan.ir.environment import is_template_name
from heatplan.ir.expr import Call, Expr, ListExpr, Lit, MapExpr, Substitute, entries_of, items_of, list_of, map_of
from heatplan.ir.precondition import Precondition
from heatplan.ir.schema import Custom, Parameter, PropertySchema, ResourceType
from heatplan.ir.tree import Family, Nested, Resource, Stack
from heatplan.ir.value import Value
from heatplan.result import Result
from heatplan.semantics.custom_constraints import needs_cloud
from heatplan.semantics.property_faults import dotted

Known = Mapping[str, Expr]
"""Parameters of a level as expressions over those of the root; one that is not in it is known later."""


def require(root: Stack, catalogue: Catalogue) -> Result[tuple[Precondition, ...]]:
    """The preconditions of a stack tree, sorted by constraint and value."""
    work = _Work(catalogue)
    work.stack(root, "", _Level({one.schema.name: _own(one) for one in root.parameters}))
    found = sorted(work.found.items(), key=lambda item: item[0])
    return Result(tuple(precondition for _, precondition in found))


def _own(parameter: Parameter) -> Expr:
    """A parameter of the root: its value, or the reading of it where that is hidden."""
    value = parameter.value
    if isinstance(value, Lit) and not parameter.sealed and not parameter.schema.hidden:
        return value
    return Call("get_param", "GetParam", Lit(parameter.schema.name))


@dataclass(frozen=True, slots=True)
class _Level:
    """What is known of the parameters of a level, and of the level above where members cross to it."""

    known: Known
    above: _Level | None = None


class _Work:
    """The walk over the tree: each class of members once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._watched: dict[str, tuple[tuple[str, PropertySchema], ...]] = {}
        self.found: dict[tuple[str, str], Precondition] = {}

    def stack(self, stack: Stack, prefix: str, level: _Level) -> None:
        """A level, its parameters first."""
        for parameter in stack.parameters:
            value = level.known.get(parameter.schema.name)
            for constraint in parameter.schema.constraints:
                if value is not None and isinstance(constraint, Custom) and needs_cloud(constraint.name):
                    self._add(constraint.name, value, f"{prefix}.parameters.{parameter.schema.name}".lstrip("."))
        for resource in sorted(stack.resources, key=lambda one: one.name):
            self._resource(resource, address.join(prefix, resource.name), level)

    def _resource(self, resource: Resource, where: str, level: _Level) -> None:
        if resource.external_id is not None and resource.external_id != Lit(None):
            return
        if not is_template_name(resource.mapped):
            self._properties(resource, where, level)
        match resource.child:
            case Nested(stack, arguments):
                known = {name: value for name, item in arguments if (value := _inline(item, level)) is not None}
                given = {name for name, _ in arguments}
                for parameter in stack.parameters:
                    own = parameter.value
                    if parameter.schema.name not in given and isinstance(own, Lit) and not parameter.sealed:
                        known[parameter.schema.name] = own
                self.stack(stack, where, _Level(known, level))
            case Family(classes=classes):
                for one in classes:
                    self._resource(one.resource, f"{where}[*]", _Level({}, level))

    def _properties(self, resource: Resource, where: str, level: _Level) -> None:
        watched = self._watched.get(resource.mapped)
        if watched is None:
            watched = self._watched[resource.mapped] = _watched(self._catalogue.lookup(resource.mapped))
        if not watched:
            return
        given = resource.properties.value if isinstance(resource.properties, Lit) else None
        entries = None if given is not None else dict(entries_of(resource.properties) or ())
        for name, schema in watched:
            item: Expr | None
            if entries is not None:
                item = entries.get(name)
            else:
                item = Lit(given[name]) if isinstance(given, dict) and given.get(name) is not None else None
            if item is not None:
                for constraint, value, path in _asked(schema, item, (name,)):
                    inlined = _inline(value, level)
                    if inlined is not None:
                        self._add(constraint, inlined, f"{where}.properties.{dotted(path)}")

    def _add(self, constraint: str, value: Expr, at: str) -> None:
        if isinstance(value, Lit) and value.value is None:
            return
        key = (constraint, canonical(Encoder().expr(value)))
        known = self.found.get(key)
        self.found[key] = Precondition(
            constraint, value, at if known is None else min(known.at, at), 1 if known is None else known.uses + 1
        )


def _watched(kind: ResourceType | None) -> tuple[tuple[str, PropertySchema], ...]:
    """The properties of a type in which something is asked of a cloud."""
    if kind is None:
        return ()
    return tuple((name, schema) for name, schema in kind.properties.items() if _asks(schema))


def _asks(schema: PropertySchema) -> bool:
    inner = [*(schema.fields or {}).values(), *([schema.items] if schema.items is not None else [])]
    return any(_names(schema)) or any(map(_asks, inner))


def _names(schema: PropertySchema) -> Iterator[str]:
    return (one.name for one in schema.constraints if isinstance(one, Custom) and needs_cloud(one.name))


def _asked(
    schema: PropertySchema, expr: Expr, path: tuple[Value, ...]
) -> Iterator[tuple[str, Expr, tuple[Value, ...]]]:
    """What is asked of a cloud in a property's value."""
    for name in _names(schema):
        yield name, expr, path
    if schema.items is not None and _asks(schema.items):
        for index, item in enumerate(items_of(expr) or ()):
            yield from _asked(schema.items, item, (*path, index))
    elif schema.fields is not None:
        for key, item in entries_of(expr) or ():
            inner = schema.fields.get(key)
            if inner is not None:
                yield from _asked(inner, item, (*path, key))


def _inline(expr: Expr, level: _Level) -> Expr | None:
    """The expression over the parameters of the root; None where something else is needed to know it."""
    match expr:
        case Lit():
            return expr
        case Substitute(value, variable):
            inner = _inline(value, level.above) if level.above is not None else None
            if inner is None or not variable:
                return inner
            return Substitute(inner, variable)
        case ListExpr(items):
            parts = [part for item in items if (part := _inline(item, level)) is not None]
            return list_of(parts) if len(parts) == len(items) else None
        case MapExpr(entries):
            pairs = [(key, part) for key, item in entries if (part := _inline(item, level)) is not None]
            return map_of(pairs) if len(pairs) == len(entries) else None
        case Call():
            return _call(expr, level)
    return None


_PARAMETERS = frozenset({"GetParam", "ParamRef", "Ref"})
_ELSEWHERE = frozenset({"GetResource", "GetAttThenSelect", "GetAtt", "GetAttAllAttributes", "ResourceFacade", "GetAZs"})


def _call(call: Call, level: _Level) -> Expr | None:
    if call.impl in _ELSEWHERE:
        return None
    if call.impl in _PARAMETERS:
        if isinstance(call.args, Lit) and isinstance(call.args.value, str):
            return level.known.get(call.args.value)
        return Call(call.name, call.impl, call.args) if level.above is None and isinstance(call.args, Lit) else None
    args = _inline(call.args, level)
    return None if args is None else Call(call.name, call.impl, args)
