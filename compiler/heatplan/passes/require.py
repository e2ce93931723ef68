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
from heatplan.ir.expr import Call, Expr, ListExpr, Lit, MapExpr, Substitute, entry, items_of, list_of, map_of
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
        self._watched: dict[str, _Watch] = {}
        self._texts: dict[str, str] = {}
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
        if not watched.fields:
            return
        for name, inner in watched.fields:
            item = entry(resource.properties, name)
            if item is not None:
                for constraint, value, path in _asked(inner, item, (name,)):
                    inlined = _inline(value, level)
                    if inlined is not None:
                        self._add(constraint, inlined, f"{where}.properties.{dotted(path)}")

    def _text(self, value: Expr) -> str:
        """The value as text; that of a name (of an image, a flavor) is made once."""
        if not isinstance(value, Lit) or not isinstance(value.value, str):
            return canonical(Encoder().expr(value))
        if value.value not in self._texts:
            self._texts[value.value] = canonical(Encoder().expr(value))
        return self._texts[value.value]

    def _add(self, constraint: str, value: Expr, at: str) -> None:
        if isinstance(value, Lit) and value.value is None:
            return
        key = (constraint, self._text(value))
        known = self.found.get(key)
        self.found[key] = Precondition(
            constraint, value, at if known is None else min(known.at, at), 1 if known is None else known.uses + 1
        )


@dataclass(frozen=True, slots=True)
class _Watch:
    """What is asked of a cloud in a value: by constraints on itself, in its items, in its fields."""

    constraints: tuple[str, ...] = ()
    items: _Watch | None = None
    fields: tuple[tuple[str, _Watch], ...] = ()

    def asks(self) -> bool:
        return bool(self.constraints or self.fields or self.items)


def _watched(kind: ResourceType | None) -> _Watch:
    """The properties of a type in which something is asked of a cloud."""
    return _Watch() if kind is None else _Watch(fields=_asking(kind.properties))


def _asking(schemas: Mapping[str, PropertySchema]) -> tuple[tuple[str, _Watch], ...]:
    found = ((name, _watch(schema)) for name, schema in schemas.items())
    return tuple((name, inner) for name, inner in found if inner.asks())


def _watch(schema: PropertySchema) -> _Watch:
    names = tuple(one.name for one in schema.constraints if isinstance(one, Custom) and needs_cloud(one.name))
    if schema.items is not None:
        items = _watch(schema.items)
        return _Watch(names, items if items.asks() else None)
    return _Watch(names, None, _asking(schema.fields or {}))


def _asked(watch: _Watch, expr: Expr, path: tuple[Value, ...]) -> Iterator[tuple[str, Expr, tuple[Value, ...]]]:
    """What is asked of a cloud in a property's value."""
    for name in watch.constraints:
        yield name, expr, path
    if watch.items is not None:
        for index, item in enumerate(items_of(expr) or ()):
            yield from _asked(watch.items, item, (*path, index))
    for key, inner in watch.fields:
        field = entry(expr, key)
        if field is not None:
            yield from _asked(inner, field, (*path, key))


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
