"""What derives from a hidden parameter: its value is in no plan, graph, log or message."""

from __future__ import annotations

from heatplan.ir.expr import Call, Choice, Expr, Lit, Substitute, entries_of, items_of
from heatplan.semantics.scope import Level


def sealed(expr: Expr | None, level: Level) -> bool:
    """Whether the value of ``expr`` over ``level`` derives from a hidden parameter."""
    match expr:
        case None | Lit():
            return False
        case Call():
            if expr.impl in ("GetParam", "ParamRef"):
                return _reads_sealed(expr.args, level) or sealed(expr.args, level)
            return sealed(expr.args, level)
        case Choice():
            return any(sealed(part, level) for part in (expr.condition, expr.then, expr.otherwise))
        case Substitute():
            return level.outer is not None and sealed(expr.value, level.outer.level)
    inner = items_of(expr) or tuple(item for _, item in entries_of(expr) or ())
    return any(sealed(item, level) for item in inner)


def _reads_sealed(args: Expr, level: Level) -> bool:
    items = items_of(args)
    first = items[0] if items else args
    if isinstance(first, Lit):
        parameter = level.parameters.get(first.value) if isinstance(first.value, str) else None
        return parameter is not None and parameter.sealed
    return any(parameter.sealed for parameter in level.parameters.values())
