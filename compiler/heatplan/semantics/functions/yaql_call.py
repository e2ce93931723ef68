"""``yaql``: an expression over data.

Heat's source: hot/functions.py, class Yaql.  The engine is in ``semantics/yaql_engine.py``.
"""

from __future__ import annotations

import heatplan.semantics.yaql_engine as engine
from heatplan.ir.value import Map, Value
from heatplan.semantics.functions.base import FunctionEnv, Opaque


def yaql_parts(name: str, args: Value) -> tuple[Value, Value]:
    """``Yaql``'s constructor: expression and data."""
    if not isinstance(args, dict):
        raise TypeError(f'Arguments to "{name}" must be a map.')
    if "expression" not in args or not args.keys() <= {"expression", "data"}:
        lines = (f"{name}:", "expression: $.data.var1.sum()", "data:", "  var1: [3, 2, 1]")
        raise KeyError(f'"{name}" syntax should be ' + "\n              ".join(lines))
    return args["expression"], args.get("data", Map())


def yaql_validate(name: str, args: Value) -> None:
    """``Yaql.validate``: an expression that is no function is parsed."""
    expression, _data = yaql_parts(name, args)
    if not isinstance(expression, Opaque):
        engine.parse(_text(name, expression))


def yaql(name: str, args: Value, env: FunctionEnv) -> Value:
    """``Yaql``: the value of the expression, ``$.data`` being the data."""
    expression, data = yaql_parts(name, args)
    limits = engine.Limits(env.yaql_limit_iterators, env.yaql_memory_quota, env.yaql_steps)
    return engine.run(_text(name, expression), data, limits)


def _text(name: str, expression: Value) -> str:
    if not isinstance(expression, str):
        raise TypeError(f'The "expression" argument to {name} must contain a string.')
    return expression
