"""Failures inside expressions: what reading a value would raise."""

from __future__ import annotations

from dataclasses import replace

from heatplan.ir.expr import Expr, Failed, ListExpr, MapExpr


def first_failure(expr: Expr) -> Failed | None:
    """The first failure inside an argument: the exception that reading it would raise."""
    if isinstance(expr, Failed):
        return expr
    if isinstance(expr, (MapExpr, ListExpr)):
        for item in (value for _, value in expr.entries) if isinstance(expr, MapExpr) else expr.items:
            found = first_failure(item)
            if found is not None:
                return through_generator(found)
    return None


def through_generator(found: Failed) -> Failed:
    """Heat resolves the items of lists and mappings in generators, which no StopIteration leaves (PEP 479)."""
    if found.error != "StopIteration":
        return found
    return replace(found, error="RuntimeError", text="generator raised StopIteration")
