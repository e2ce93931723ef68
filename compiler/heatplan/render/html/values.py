"""Expressions and values for a page: YAML as an author would lay it out, on as many lines as it needs."""

from __future__ import annotations

from collections.abc import Iterator

from heatplan.diagnostics.visible import visible, visible_lines
from heatplan.ir.expr import Call, Expr, ListExpr, Lit, MapExpr, Substitute, entries_of, items_of
from heatplan.render.words import expr_text, value_text

WIDTH = 72
"""What fits in so many characters stands on one line."""


def laid_out(expr: Expr) -> str:
    """The expression as YAML: one line where that is short, else in block style.  Controls in it are escaped."""
    return "\n".join(_lines(expr))


def _lines(expr: Expr) -> list[str]:
    if isinstance(expr, Substitute):
        return _lines(expr.value)
    if isinstance(expr, Lit) and isinstance(expr.value, str) and "\n" in expr.value:
        return _text(expr.value)
    line = expr_text(expr)
    if len(line) <= WIDTH and not _has_lines(expr):
        return [line]
    if isinstance(expr, Call):
        return list(_entry(visible(expr.name), expr.args))
    entries = entries_of(expr)
    if entries:
        return [part for key, item in entries for part in _entry(value_text(key), item)]
    items = items_of(expr)
    if items:
        return [part for item in items for part in _item(item)]
    return [line]


def _text(text: str) -> list[str]:
    """A text of several lines, in YAML's literal style."""
    lines = visible_lines(text)
    if lines[-1] == "":
        return ["|", *(f"  {line}" for line in lines[:-1])]
    return ["|-", *(f"  {line}" for line in lines)]


def _entry(key: str, item: Expr) -> Iterator[str]:
    lines = _lines(item)
    if len(lines) == 1:
        yield f"{key}: {lines[0]}"
    elif lines[0] in ("|", "|-"):
        yield f"{key}: {lines[0]}"
        yield from lines[1:]
    else:
        yield f"{key}:"
        yield from (f"  {line}" for line in lines)


def _item(item: Expr) -> Iterator[str]:
    first, *rest = _lines(item)
    yield f"- {first}"
    yield from (f"  {line}" for line in rest)


def _has_lines(expr: Expr) -> bool:
    """Whether a text of several lines is in it, which no one wants to read on one line."""
    match expr:
        case Lit(value):
            return _value_has_lines(value)
        case ListExpr(items):
            return any(map(_has_lines, items))
        case MapExpr(entries):
            return any(_has_lines(item) for _, item in entries)
        case Call(_, _, args):
            return _has_lines(args)
        case Substitute(value, _):
            return _has_lines(value)
        case _:
            return False


def _value_has_lines(value: object) -> bool:
    if isinstance(value, str):
        return "\n" in value.rstrip("\n")
    if isinstance(value, dict):
        return any(map(_value_has_lines, value.values()))
    return isinstance(value, tuple) and any(map(_value_has_lines, value))
