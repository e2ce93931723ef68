"""What a template hands to hidden parameters of the stacks that it nests, for all who show a plan to people.

Such a value stands in the template, and in the plan, since who runs it must
hand it on.  But whoever declared the parameter did not want its values read:
in a text, a page or a comparison ``(hidden)`` stands in their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from heatplan.ir.expr import Call, Choice, Expr, ListExpr, Lit, MapExpr, Substitute, entries_of, map_of
from heatplan.ir.tree import Family, Nested, Resource, Stack
from heatplan.ir.value import Map, Value, walk

HIDDEN: Final = "(hidden)"


def hidden_names(stack: Stack) -> frozenset[str]:
    """The names of a stack's hidden parameters."""
    return frozenset(item.schema.name for item in stack.parameters if item.schema.hidden)


def shown_properties(resource: Resource, other: Resource | None = None) -> Expr:
    """The properties of a resource, with nothing in them that goes to a hidden parameter of a stack inside.

    In those of a group the names of such parameters are looked for at any depth: its
    members are described somewhere inside of one property.  What is hidden in the
    ``other``, the same resource of another plan, counts too.
    """
    names = _inside(resource) | (frozenset() if other is None else _inside(other))
    if not names:
        return resource.properties
    entries = entries_of(resource.properties)
    if entries is not None and not isinstance(resource.child, Family):
        return map_of([(key, covered(value) if key in names else value) for key, value in entries])
    return _veiled(resource.properties, names)


def handed_secrets(stack: Stack) -> Iterator[str]:
    """Texts that a template hands to hidden parameters of the stacks that it nests, at any depth."""
    seen: set[int] = set()
    waiting: list[Resource] = list(stack.resources)
    while waiting:
        child = waiting.pop().child
        if child is None:
            continue
        if not isinstance(child, Nested):
            waiting.extend(one.resource for one in child.classes)
            continue
        hidden = hidden_names(child.stack)
        for key, value in child.arguments:
            if key in hidden:
                yield from _texts(value)
        if id(child.stack) not in seen:
            seen.add(id(child.stack))
            waiting.extend(child.stack.resources)


def _inside(resource: Resource) -> frozenset[str]:
    """The hidden parameters of the stack that a resource is, or of those that the members of a group are."""
    if isinstance(resource.child, Nested):
        return hidden_names(resource.child.stack)
    if isinstance(resource.child, Family):
        return frozenset(name for one in resource.child.classes for name in _inside(one.resource))
    return frozenset()


REFERENCES: Final = frozenset({"GetParam", "ParamRef", "Ref", "GetResource", "GetAtt", "GetAttThenSelect"})


def covered(expr: Expr) -> Expr:
    """What stands for a hidden value; where it comes from is no secret, where a call says just that."""
    return expr if isinstance(expr, Call) and expr.impl in REFERENCES else Lit(HIDDEN)


def _veiled(expr: Expr, names: frozenset[str]) -> Expr:
    match expr:
        case Lit(value):
            return Lit(_veiled_value(value, names))
        case ListExpr(items):
            return ListExpr(tuple([_veiled(item, names) for item in items]))
        case MapExpr(entries):
            return MapExpr(
                tuple([(key, covered(item) if key in names else _veiled(item, names)) for key, item in entries])
            )
        case Call():
            return replace(expr, args=_veiled(expr.args, names))
        case Choice():
            then, otherwise = (None if one is None else _veiled(one, names) for one in (expr.then, expr.otherwise))
            assert then is not None
            return replace(expr, then=then, otherwise=otherwise)
        case Substitute():
            return replace(expr, value=_veiled(expr.value, names))
        case _:
            return expr


def _veiled_value(value: Value, names: frozenset[str]) -> Value:
    if isinstance(value, dict):
        return Map((key, HIDDEN if key in names else _veiled_value(item, names)) for key, item in value.items())
    if isinstance(value, tuple):
        return tuple([_veiled_value(item, names) for item in value])
    return value


def _texts(expr: Expr) -> Iterable[str]:
    """The texts and numbers in a value that is given as it is; those that a call gives are not known."""
    while isinstance(expr, Substitute):
        expr = expr.value
    if isinstance(expr, Lit):
        return [str(item) for item in walk(expr.value) if isinstance(item, (str, int, float)) and str(item)]
    return [text for _, item in entries_of(expr) or () for text in _texts(item)]
