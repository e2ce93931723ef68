"""Values of which parts are not known yet: a ``Map`` or tuple with expressions in the places of those parts."""

from __future__ import annotations

from typing import TypeAlias

from heatplan.ir.expr import Call, Choice, Expr, Failed, ListExpr, Lit, MapExpr, Omitted, Substitute, list_of, map_of
from heatplan.ir.value import Map, Value

Partly: TypeAlias = Value
"""A value, or an expression of ``UNKNOWN``, or a Map or tuple of such."""

UNKNOWN = (Call, Choice, Substitute, Failed, Omitted)
"""Expressions that stand for a value that is not there yet."""

REFERENCES = frozenset({"get_resource", "get_attr", "Ref", "Fn::GetAtt"})


_SCALARS = frozenset({str, int, bool, float, type(None)})


def partly(expr: Expr) -> Partly:
    """An expression as a value with holes."""
    match expr:
        case Lit(value):
            return value
        case MapExpr(entries):
            return Map((key, partly(item)) for key, item in entries)
        case ListExpr(items):
            return tuple(partly(item) for item in items)
    return expr


def expression(value: Partly) -> Expr:
    """The way back: a ``Lit`` wherever everything is known."""
    if type(value) in _SCALARS:
        return Lit(value)
    if isinstance(value, UNKNOWN):
        return value
    if known(value):
        return Lit(value)
    if isinstance(value, dict):
        return map_of([(key, expression(item)) for key, item in value.items()])
    return list_of([expression(item) for item in value])


def known(value: Partly) -> bool:
    """Whether nothing in the value is left to find out."""
    if isinstance(value, dict):
        return all(map(known, value.values()))
    if isinstance(value, tuple):
        return all(map(known, value))
    return not isinstance(value, UNKNOWN)


def refers(expr: Expr) -> bool:
    """Whether a reference to a resource is anywhere in the expression."""
    match expr:
        case Call(name, _, args):
            return name in REFERENCES or refers(args)
        case MapExpr(entries):
            return any(refers(item) for _, item in entries)
        case ListExpr(items):
            return any(map(refers, items))
        case Choice(_, condition, then, otherwise):
            return refers(condition) or refers(then) or (otherwise is not None and refers(otherwise))
        case Substitute(value):
            return refers(value)
    return False


def resolved(value: Partly) -> Partly:
    """The value as it leaves Heat's resolving: sets are lists (heat/engine/function.py, resolve)."""
    if type(value) in _SCALARS:
        return value
    if isinstance(value, dict):
        return value if all(map(_plain, value.values())) else Map((key, resolved(item)) for key, item in value.items())
    if isinstance(value, tuple):
        return value if all(map(_plain, value)) else tuple(map(resolved, value))
    if isinstance(value, frozenset):
        return tuple(sorted(map(resolved, value), key=repr))
    return value


def _plain(value: Partly) -> bool:
    return type(value) in _SCALARS or isinstance(value, (str, int, float, bytes, *UNKNOWN))
