"""A member's name put in the place of the index variable (resource_group.py, _handle_repl_val)."""

from __future__ import annotations

from heatplan.ir.expr import Expr, Failed, ListExpr, Lit, MapExpr, Omitted, Substitute, list_of, map_of
from heatplan.ir.value import Value, map_strings


def substitute(expr: Expr, variable: str, name: str | None) -> Expr:
    """``expr`` (evaluated) with ``name`` for ``variable`` in its string values; ``name`` None leaves the place open.

    Literals in which the variable does not occur are the same for every member.
    An empty variable replaces nothing: the expression only crosses the level.
    """
    match expr:
        case Lit() if not variable:
            return expr
        case Lit():
            if name is not None:
                return Lit(map_strings(expr.value, lambda text: text.replace(variable, name)))
            return _open(expr.value, variable)
        case MapExpr():
            return map_of([(key, substitute(item, variable, name)) for key, item in expr.entries])
        case ListExpr():
            return list_of([substitute(item, variable, name) for item in expr.items])
        case Failed() | Omitted():
            return expr
        case _:
            return Substitute(expr, variable)


def _open(value: Value, variable: str) -> Expr:
    if isinstance(value, str):
        return Substitute(Lit(value), variable) if variable in value else Lit(value)
    if isinstance(value, dict):
        return map_of([(key, _open(item, variable)) for key, item in value.items()])
    if isinstance(value, tuple):
        return list_of([_open(item, variable) for item in value])
    return Lit(value)
