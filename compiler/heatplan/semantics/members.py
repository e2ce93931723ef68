"""Members of a family: when they must be looked at one by one, and what they then have in common."""

from __future__ import annotations

from dataclasses import replace

from heatplan.catalogue import resource_types
from heatplan.catalogue.catalogue import SHIPPED, Catalogue
from heatplan.ir.expr import Call, Choice, Expr, ListExpr, Lit, MapExpr, Substitute, known_entries
from heatplan.ir.schema import Custom, PropertySchema
from heatplan.ir.tree import Deferred, Family, MemberClass, Nested, Output, Resource, Stack


def needs_member_check(resource: Resource, types: Catalogue = SHIPPED) -> bool:
    """Whether members of an open definition may differ in shape or in being lawful.

    They can not where the name only goes into text that nothing restricts:
    strings without constraints of their own, directly or through parameters.
    """
    if resource.when is not None:
        return True
    kind = types.lookup(resource.mapped)
    if kind is not None:
        for name, expr in known_entries(resource.properties):
            if not _free(expr, kind.properties.get(name)):
                return True
    if isinstance(resource.child, Nested):
        return _nested_needs(resource.child, types)
    if isinstance(resource.child, Family):
        family = resource.child
        return isinstance(family.members, Deferred) or any(
            needs_member_check(item.resource, types) for item in family.classes
        )
    return False


def _nested_needs(nested: Nested, types: Catalogue) -> bool:
    schemas = {parameter.schema.name: parameter.schema for parameter in nested.stack.parameters}
    for name, expr in nested.arguments:
        schema = schemas.get(name)
        if not _known(expr) and (schema is None or schema.type != "string" or schema.constraints):
            return True
    if any(not isinstance(value, bool) for value in nested.stack.conditions.values()):
        return True
    if any(output.when is not None for output in nested.stack.outputs):
        return True
    return any(needs_member_check(resource, types) for resource in nested.stack.resources)


def _known(expr: Expr) -> bool:
    return isinstance(expr, Lit)


def _free(expr: Expr, schema: PropertySchema | None) -> bool:
    """Whether an unknown part of the expression lands only where any text will do."""
    match expr:
        case Lit():
            return True
        case MapExpr():
            fields = schema.fields if schema is not None else None
            return all(_free(item, fields.get(key) if fields else None) for key, item in expr.entries)
        case ListExpr():
            return all(_free(item, schema.items if schema is not None else None) for item in expr.items)
        case Substitute():
            return _takes_text(schema)
        case Call():
            if expr.impl in ("GetResource", "GetAtt", "GetAttThenSelect", "GetAttAllAttributes"):
                return _known(expr.args)
            if expr.impl in ("GetParam", "ParamRef"):
                return isinstance(expr.args, Lit) and isinstance(expr.args.value, str) and _takes_text(schema)
            return expr.impl in _TOTAL and _total(expr.args) and _takes_text(schema)
        case Choice():
            return False
        case _:
            return True


_TOTAL = frozenset({"JoinMultiple", "ReplaceJson", "Replace", "Join"})
"""Functions that give text whatever text they are given."""


def _total(expr: Expr) -> bool:
    match expr:
        case MapExpr():
            return all(_total(item) for _, item in expr.entries)
        case ListExpr():
            return all(_total(item) for item in expr.items)
        case Call():
            return _free(expr, None)
        case Choice():
            return False
        case _:
            return True


def _takes_text(schema: PropertySchema | None) -> bool:
    if schema is None:
        return True
    if schema.type not in ("String", "Any"):
        return False
    return all(isinstance(constraint, Custom) and needs_cloud(constraint.name) for constraint in schema.constraints)


def needs_cloud(constraint: str) -> bool:
    """Whether only a cloud can tell if a custom constraint holds."""
    row = resource_types.release()["custom_constraints"].get(constraint)
    return row is None or bool(row["needs_cloud"])


def settle(opened: Resource, concrete: Resource) -> Resource:
    """The open definition with the shape that one member has: its conditions decided, its groups counted."""
    if concrete.mapped != opened.mapped:  # the registry has something else for the member's name
        return concrete
    child = opened.child
    if isinstance(child, Nested) and isinstance(concrete.child, Nested):
        child = Nested(_settle_stack(child.stack, concrete.child.stack), child.arguments)
    elif isinstance(child, Family) and isinstance(concrete.child, Family):
        child = _settle_family(child, concrete.child)
    elif concrete.child is None:
        child = None
    return replace(
        opened,
        child=child,
        when=concrete.when,
        explicit=concrete.explicit,
        implicit=concrete.implicit,
        hooks=concrete.hooks,
        restricted=concrete.restricted,
    )


def _settle_stack(opened: Stack, concrete: Stack) -> Stack:
    there = {resource.name: resource for resource in concrete.resources}
    outputs = {output.name: output for output in concrete.outputs}
    resources = tuple(settle(item, there[item.name]) for item in opened.resources if item.name in there)
    return replace(
        opened,
        resources=resources,
        conditions=concrete.conditions,
        disabled=concrete.disabled,
        outputs=tuple(
            _settle_output(item, outputs.get(item.name))
            for item in opened.outputs
            if opened.template or item.name in outputs
        ),
    )


def _settle_output(opened: Output, concrete: Output | None) -> Output:
    if concrete is None or concrete.when is not None:
        return opened
    return replace(opened, when=None, value=None if concrete.value is None else opened.value)


def _settle_family(opened: Family, concrete: Family) -> Family:
    if len(opened.classes) != 1:
        return concrete
    inner = opened.classes[0].resource
    classes = tuple(MemberClass(settle(inner, item.resource), item.names) for item in concrete.classes)
    return replace(opened, members=concrete.members, classes=classes, outputs=concrete.outputs)
