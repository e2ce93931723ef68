"""Expressions and values in few words, for people: YAML in its short form, on one line."""

from __future__ import annotations

import json
import re
from typing import assert_never

from heatplan.diagnostics.visible import visible
from heatplan.ir.expr import Call, Choice, Expr, Failed, ListExpr, Lit, MapExpr, Omitted, Substitute
from heatplan.ir.value import Map, Value

PLAIN = re.compile(r"[A-Za-z_/][\w%./+@:-]*(?<!:)")
"""Strings that YAML reads as strings without quotes, a careful choice of them."""

NOT_PLAIN = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def short(text: str, limit: int) -> str:
    """The text, cut to ``limit`` characters with an ellipsis at its end."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def expr_text(expr: Expr) -> str:
    """The expression as one line of YAML's short form.  Terminal controls in it are escaped."""
    match expr:
        case Lit(value):
            return value_text(value)
        case ListExpr(items):
            return f"[{', '.join(expr_text(item) for item in items)}]"
        case MapExpr(entries):
            return _mapping([(value_text(key), expr_text(item)) for key, item in entries])
        case Call(name, _, args):
            return f"{{{visible(name)}: {expr_text(args)}}}"
        case Choice(name, condition, then, otherwise):
            branches = [expr_text(part) for part in (condition, then, otherwise) if part is not None]
            return f"{{{visible(name)}: [{', '.join(branches)}]}}"
        case Substitute(value, _):
            return expr_text(value)
        case Omitted():
            return "(left out)"
        case Failed(name, error, _):
            return f"(no value: {visible(name)} raises {visible(error)})"
        case _:
            assert_never(expr)


def value_text(value: Value) -> str:
    """The value as one line of YAML's short form."""
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, dict):
        return _mapping([(value_text(key), value_text(item)) for key, item in value.items()])
    if isinstance(value, tuple):
        return f"[{', '.join(value_text(item) for item in value)}]"
    if isinstance(value, frozenset):
        return f"!!set {{{', '.join(sorted(value_text(item) for item in value))}}}"
    if isinstance(value, bytes):
        return f"!!binary ({len(value)} bytes)"
    if isinstance(value, float):
        return {"nan": ".nan", "inf": ".inf", "-inf": "-.inf"}.get(repr(value), repr(value))
    return json.dumps(value)


def without_nulls(expr: Expr) -> Expr:
    """The expression with no null in its mappings: those that a schema has put there are many and say nothing."""
    match expr:
        case Lit(value):
            return Lit(_pruned(value))
        case ListExpr(items):
            return ListExpr(tuple(without_nulls(item) for item in items))
        case MapExpr(entries):
            return MapExpr(tuple((key, without_nulls(item)) for key, item in entries if item != Lit(None)))
        case _:
            return expr


def _pruned(value: Value) -> Value:
    if isinstance(value, dict):
        return Map((key, _pruned(item)) for key, item in value.items() if item is not None)
    if isinstance(value, tuple):
        return tuple(_pruned(item) for item in value)
    return value


def _string(value: str) -> str:
    if PLAIN.fullmatch(value) and value.lower() not in NOT_PLAIN:
        return visible(value)
    return visible(json.dumps(value, ensure_ascii=False))


def _mapping(entries: list[tuple[str, str]]) -> str:
    return f"{{{', '.join(f'{key}: {item}' for key, item in entries)}}}"
