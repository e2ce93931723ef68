"""Our expressions as the oracle renders Heat's: plain data, with what is not known yet spelled out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from heatplan.ir.expr import Call, Choice, Expr, Failed, ListExpr, Lit, MapExpr, Omitted, Substitute
from heatplan.ir.value import Value

OMITTED: Final = "<<OMITTED>>"


def render(expr: Expr) -> Any:
    """An evaluated expression as JSON data.

    A call that waits is ``{"$unresolved": {name: arguments}}``, one that can
    never have a value ``{"$error": exception class}``.
    """
    match expr:
        case Lit():
            return plain(expr.value)
        case Failed():
            return {"$error": expr.error}
        case Omitted():
            return OMITTED
        case ListExpr():
            return [item for item in map(render, expr.items) if item != OMITTED]
        case MapExpr():
            both = ((text_key(key), render(item)) for key, item in expr.entries)
            return {key: item for key, item in both if item != OMITTED}
        case Call():
            return {"$unresolved": {expr.name: render(expr.args)}}
        case Choice():
            otherwise = None if expr.otherwise is None else render(expr.otherwise)
            return {"$unresolved": {expr.name: [render(expr.condition), render(expr.then), otherwise]}}
        case Substitute():
            return {"$unresolved": {"$member": render(expr.value)}}


def plain(value: Value) -> Any:
    """A value as JSON data: keys are text, sets are sorted lists, bytes are read as Latin-1."""
    match value:
        case Mapping():
            return {text_key(key): plain(item) for key, item in value.items()}
        case tuple() | list():
            return [plain(item) for item in value]
        case frozenset():
            return sorted(map(plain, value))
        case bytes():
            return value.decode("latin-1")
        case _:
            return value


def text_key(key: Value) -> str:
    """A mapping's key as the oracle writes it."""
    return str(key)
