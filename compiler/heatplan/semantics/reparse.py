"""Values that are read as a template again.

Heat writes the members of a group into a new template and parses it, so a
value that happens to look like a call becomes one (GROUPS: resource_group.py,
``_assemble_nested``; template.py, ``parse``).
"""

from __future__ import annotations

from collections.abc import Mapping

from heatplan.ir.expr import Call, Expr, ListExpr, Lit, MapExpr, Substitute, list_of, map_of
from heatplan.ir.value import Value, walk
from heatplan.span import Span


def cross(expr: Expr, functions: Mapping[str, str], span: Span, variable: str = "") -> Expr:
    """An expression of the level above as the template of the level below has it.

    ``functions`` maps names to meanings in that template's version: calls that
    known values spell belong to the level below, everything else stays an
    expression over the level above.  ``variable`` is what a member's name goes
    in the place of, '' for none.
    """
    if not _spells_call(expr, functions):
        return Substitute(expr, variable)
    match expr:
        case Lit():
            return _value(expr.value, functions, span, variable)
        case MapExpr():
            if len(expr.entries) == 1 and expr.entries[0][0] in functions:
                name, args = expr.entries[0]
                return Call(name, functions[name], cross(args, functions, span, variable), span)
            return map_of([(key, cross(item, functions, span, variable)) for key, item in expr.entries])
        case ListExpr():
            return list_of([cross(item, functions, span, variable) for item in expr.items])
        case _:
            return Substitute(expr, variable)


def _spells_call(expr: Expr, functions: Mapping[str, str]) -> bool:
    match expr:
        case Lit():
            return any(_is_call(item, functions) for item in walk(expr.value))
        case MapExpr():
            if len(expr.entries) == 1 and expr.entries[0][0] in functions:
                return True
            return any(_spells_call(item, functions) for _, item in expr.entries)
        case ListExpr():
            return any(_spells_call(item, functions) for item in expr.items)
        case _:
            return False


def _is_call(value: Value, functions: Mapping[str, str]) -> bool:
    return isinstance(value, dict) and len(value) == 1 and next(iter(value)) in functions


def _value(value: Value, functions: Mapping[str, str], span: Span, variable: str) -> Expr:
    if isinstance(value, dict):
        if _is_call(value, functions):
            name, args = next(iter(value.items()))
            return Call(name, functions[name], _value(args, functions, span, variable), span)
        return map_of([(key, _value(item, functions, span, variable)) for key, item in value.items()])
    if isinstance(value, tuple):
        return list_of([_value(item, functions, span, variable) for item in value])
    if variable and isinstance(value, str) and variable in value:
        return Substitute(Lit(value), variable)
    return Lit(value)
