"""Expressions of a plan as the data that a template's author writes for them, and whether data fits."""

from __future__ import annotations

from typing import assert_never

from heatplan.ir.expr import Call, Choice, Expr, Failed, ListExpr, Lit, MapExpr, Omitted, Substitute
from heatplan.ir.value import Map, Value


def plain(expr: Expr) -> Value:
    """What is known as a value, what is not yet as the call that a template has for it."""
    match expr:
        case Lit(value):
            return value
        case ListExpr(items):
            return tuple(plain(item) for item in items if not isinstance(item, Omitted))
        case MapExpr(entries):
            return Map((key, plain(item)) for key, item in entries if not isinstance(item, Omitted))
        case Call(name, _, args):
            return Map({name: plain(args)})
        case Choice(name, condition, then, otherwise):
            parts = (condition, then) if otherwise is None else (condition, then, otherwise)
            return Map({name: tuple(plain(part) for part in parts)})
        case Substitute(value, _):
            return plain(value)
        case Omitted():
            return None
        case Failed(name, error, _):
            return Map({name: error})
        case _:
            assert_never(expr)


def fits(wanted: Value, found: Value) -> bool:
    """Whether what was found has all that is wanted: of mappings the keys that are named, anything else whole."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return all(key in found and fits(item, found[key]) for key, item in wanted.items())
    if isinstance(wanted, tuple) and isinstance(found, tuple):
        return len(wanted) == len(found) and all(map(fits, wanted, found))
    if isinstance(wanted, bool) or isinstance(found, bool):
        return wanted is found
    return bool(wanted == found)
