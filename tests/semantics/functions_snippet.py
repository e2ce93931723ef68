"""A tiny reader and evaluator of snippets, so that vectors with nested functions can be replayed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from heatplan.ir.expr import Call, Choice, Expr, ListExpr, Lit, MapExpr, Omitted
from heatplan.ir.value import Map, Value, freeze
from heatplan.semantics.functions import (
    FUNCTIONS,
    FunctionEnv,
    FunctionError,
    apply,
    certain_failure,
    omitted_is_null,
    shape_faults,
    validate_faults,
)
from heatplan.semantics.functions.base import class_name

VECTORS = Path(__file__).parent / "vectors"
TABLES: dict[str, dict[str, dict[str, str]]] = json.loads((VECTORS / "functions_tables.json").read_text())
ENV = FunctionEnv()
GONE = object()


class OutOfScopeError(Exception):
    """The snippet needs more than functions over values."""


class ShapeError(Exception):
    """A constructor rejects its argument."""

    def __init__(self, fault: FunctionError) -> None:
        super().__init__(fault.text)
        self.fault = fault


def vectors(name: str) -> Iterator[dict[str, Any]]:
    """The lines of a file of vectors."""
    with (VECTORS / name).open() as lines:
        yield from map(json.loads, lines)


def read(snippet: Any, version: str, *, condition: bool = False) -> Expr:
    """The snippet as an expression; raises ShapeError."""
    tables = TABLES[version]
    table = dict(tables["functions"])
    if condition:
        known = tables["condition_functions"]
        table = {name: known.get(name, "Invalid") for name in {**table, **known}}
    return _read(snippet, table)


def _read(snippet: Any, table: dict[str, str]) -> Expr:
    if isinstance(snippet, dict):
        if len(snippet) == 1:
            name, args = next(iter(snippet.items()))
            if name in table:
                return _call(name, table[name], args, table)
        return MapExpr(tuple((key, _read(item, table)) for key, item in snippet.items()))
    if isinstance(snippet, list):
        return ListExpr(tuple(_read(item, table) for item in snippet))
    return Lit(snippet)


def _call(name: str, impl: str, args: Any, table: dict[str, str]) -> Expr:
    if impl not in {"If", "IfNullable"}:
        expr = _read(args, table)
        _checked(impl, name, expr)
        return Call(name, impl, expr)
    _checked(impl, name, Lit(freeze(args)))
    condition = args[0]
    if not isinstance(condition, bool):
        raise OutOfScopeError
    if condition:
        return Choice(name, Lit(True), _read(args[1], table), None)
    otherwise = _read(args[2], table) if len(args) == 3 else Omitted()
    return Choice(name, Lit(False), otherwise, None)


def _checked(impl: str, name: str, args: Expr) -> None:
    for fault in shape_faults(impl, name, args):
        raise ShapeError(fault)


def validated(expr: Expr) -> FunctionError | None:
    """The first fault that ``validate()`` finds."""
    match expr:
        case MapExpr():
            found = [validated(item) for _, item in expr.entries]
        case ListExpr():
            found = [validated(item) for item in expr.items]
        case Call():
            found = [validated(expr.args), *validate_faults(expr.impl, expr.name, expr.args)]
        case Choice():
            found = [validated(expr.then)]
        case _:
            found = []
    return next((fault for fault in found if fault is not None), None)


def resolve(expr: Expr, parameters: dict[str, Any]) -> Any:
    """The expression's value, ``GONE`` for what is left out; raises FunctionError."""
    match expr:
        case Lit():
            return expr.value
        case Omitted():
            return GONE
        case Choice():
            return resolve(expr.then, parameters)
        case MapExpr():
            entries = [(key, resolve(item, parameters)) for key, item in expr.entries]
            return Map((key, item) for key, item in entries if item is not GONE)
        case ListExpr():
            return tuple(item for part in expr.items if (item := resolve(part, parameters)) is not GONE)
        case Call("get_param"):
            assert isinstance(expr.args, Lit)
            return freeze(parameters[expr.args.value]["default"])
        case Call():
            return _applied(expr, parameters)
    raise OutOfScopeError


def _applied(call: Call, parameters: dict[str, Any]) -> Value:
    if call.impl == "Removed":
        return Map([(call.name, resolve(call.args, parameters))])
    if call.impl not in FUNCTIONS:
        raise OutOfScopeError
    args = call.args
    failure = certain_failure(call.impl, call.name, args)
    if failure is not None:
        raise failure
    if isinstance(args, ListExpr):
        given = [_part(call, number, item, parameters) for number, item in enumerate(args.items)]
        return apply(call.impl, call.name, tuple(item for item in given if item is not GONE), ENV)
    if isinstance(args, MapExpr):
        pairs = [(key, _part(call, key, item, parameters)) for key, item in args.entries]
        return apply(call.impl, call.name, Map((key, item) for key, item in pairs if item is not GONE), ENV)
    whole = resolve(args, parameters)
    return apply(call.impl, call.name, None if whole is GONE else whole, ENV)


def _part(call: Call, place: Value, item: Expr, parameters: dict[str, Any]) -> Any:
    value = resolve(item, parameters)
    return None if value is GONE and omitted_is_null(call.impl, call.name, place) else value


def shown(value: Value) -> Any:
    """The value as the vectors show it: keys as text, sets as sorted lists."""
    if isinstance(value, dict):
        return {str(key): shown(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [shown(item) for item in value]
    if isinstance(value, frozenset):
        return sorted((shown(item) for item in value), key=lambda item: (str(type(item)), item))
    return value


def replay(vector: dict[str, Any]) -> dict[str, Any]:
    """What we say to a vector, in the form of its answer."""
    condition = vector.get("mode") == "condition"
    try:
        expr = read(vector["snippet"], vector["version"], condition=condition)
    except ShapeError as error:
        return {"phase": "parse", "error": ["StackValidationFailed", error.fault.text]}
    answer: dict[str, Any] = {}
    fault = validated(expr)
    if fault is not None:
        answer["validate_error"] = ["StackValidationFailed", fault.text]
    try:
        value = resolve(expr, vector.get("parameters", {}))
    except FunctionError as error:
        return {**answer, "phase": "resolve", "error": [error.error, error.text]}
    if value is GONE:
        return {**answer, "omitted": True, "result": None}
    if condition and not isinstance(value, bool):
        raise OutOfScopeError
    return {**answer, "result": shown(value), "result_type": class_name(value)}
