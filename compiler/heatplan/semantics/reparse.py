"""Values that are read as a template again.

Heat writes the members of a group into a new template and parses it, so a
value that happens to look like a call becomes one (GROUPS: resource_group.py,
``_assemble_nested``; template.py, ``parse``).
"""

from __future__ import annotations

from collections.abc import Mapping

from heatplan.ir.expr import Call, Expr, ListExpr, Lit, MapExpr, list_of, map_of
from heatplan.ir.value import Value, walk
from heatplan.span import Span


def reparse(expr: Expr, functions: Mapping[str, str], span: Span) -> Expr:
    """``expr`` with the calls that its known values spell; ``functions`` maps names to meanings."""
    match expr:
        case Lit():
            return _value(expr.value, functions, span) if _has_call(expr.value, functions) else expr
        case MapExpr():
            if len(expr.entries) == 1 and expr.entries[0][0] in functions:
                name, args = expr.entries[0]
                return Call(name, functions[name], reparse(args, functions, span), span)
            return map_of([(key, reparse(item, functions, span)) for key, item in expr.entries])
        case ListExpr():
            return list_of([reparse(item, functions, span) for item in expr.items])
        case _:
            return expr


def _has_call(value: Value, functions: Mapping[str, str]) -> bool:
    return any(isinstance(item, dict) and len(item) == 1 and next(iter(item)) in functions for item in walk(value))


def _value(value: Value, functions: Mapping[str, str], span: Span) -> Expr:
    if isinstance(value, dict):
        if len(value) == 1:
            name = next(iter(value))
            if name in functions:
                return Call(name, functions[name], _value(value[name], functions, span), span)
        return map_of([(key, _value(item, functions, span)) for key, item in value.items()])
    if isinstance(value, tuple):
        return list_of([_value(item, functions, span) for item in value])
    return Lit(value)
