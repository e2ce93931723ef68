"""yaql expressions, evaluated as Heat evaluates them, but without clock, chance and endless work.

The library is the one Heat uses, with Heat's limits; it is imported when the
first expression comes.  Lists become tuples, maps ``Map``, sets frozensets
(Heat keeps sets too, and no function or property takes one for a list).
"""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
from typing import Any

from heatplan.ir.value import Value
from heatplan.semantics.functions.base import LIMIT_EXCEEDED, FunctionError
from heatplan.semantics.functions.yaql_budget import Abort

MAX_EXPRESSION = 65_536
_LONG_NUMBER = re.compile(r"\d{5000}")
_MEMORY_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


@dataclass(frozen=True, slots=True)
class Limits:
    """Heat's ``[yaql] limit_iterators`` and ``memory_quota`` (bytes, -1 for no limit), and our number of calls."""

    limit_iterators: int = 200
    memory_quota: int = 10000
    steps: int = 50_000


def parse(expression: str) -> Any:
    """The tree of an expression; raises ValueError with Heat's text, or ``FunctionError`` for one too long."""
    if len(expression) > MAX_EXPRESSION or _LONG_NUMBER.search(expression):
        raise FunctionError(LIMIT_EXCEEDED, f"a yaql expression may have {MAX_EXPRESSION} characters")
    machine = _machine()
    try:
        return machine.read(expression)
    except Exception as error:  # noqa: BLE001 - whatever the reader raises is the expression's error
        if _is_yaql(error):
            raise ValueError(f"Bad expression {error}.") from None
        raise _facts(error) from None


def run(expression: str, data: Value, limits: Limits) -> Value:
    """The expression's value, ``$`` being ``{data: data}``.

    Raises ``ValueError`` for a bad expression and ``FunctionError`` for all
    else, with the class and the text of the exception that Heat raises; what
    would take too long, or would not be the same each time, is one of our own
    errors.
    """
    tree = parse(expression)
    machine = _machine()
    try:
        return machine.compute(tree, data, limits.limit_iterators, limits.memory_quota, limits.steps)
    except Abort as abort:
        raise FunctionError(abort.error, abort.text) from None
    except Exception as error:  # noqa: BLE001 - whatever yaql raises is the expression's error
        raise _facts(error) from None


def _machine() -> Any:
    return importlib.import_module("heatplan.semantics.functions.yaql_machine")


def _is_yaql(error: Exception) -> bool:
    return any(kind.__name__ == "YaqlException" for kind in type(error).__mro__)


def _facts(error: Exception) -> FunctionError:
    """Class and text of an exception; places in memory are left out of the text."""
    if isinstance(error, FunctionError):
        return error
    if isinstance(error, RecursionError):
        return FunctionError("RecursionError", "maximum recursion depth exceeded")
    name = "error" if isinstance(error, re.error) else type(error).__name__
    return FunctionError(name, _MEMORY_ADDRESS.sub("", str(error)))
