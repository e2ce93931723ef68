"""The yaql library set up as Heat does it, every call counted.

Importing this imports yaql, which is slow: only ``semantics/yaql_engine.py``
does it, when there is an expression.  Heat's source: hot/functions.py, class
Yaql (``YaqlFactory().create``, ``create_context``).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import yaql
from yaql.language import contexts, conventions, expressions, runner, utils

from heatplan.ir.value import Map, Value
from heatplan.semantics.functions.base import FunctionError
from heatplan.semantics.functions.yaql_budget import BUDGET, Budget
from heatplan.semantics.functions.yaql_guards import guard, to_input

_PARSING = threading.Lock()  # yaql's lexer and parser hold their state


class _Counting(contexts.Context):  # type: ignore[misc] # it comes without types
    """A context that pays for every call made through it or a child of it."""

    def __call__(
        self,
        name: str,
        engine: Any,
        receiver: Any = utils.NO_VALUE,
        data_context: Any = None,
        use_convention: bool = False,
        function_filter: Any = None,
    ) -> Callable[..., Any]:
        budget = BUDGET.get()

        def call(*args: Any, **kwargs: Any) -> Any:
            budget.enter()
            try:
                result = runner.call(
                    name, self, args, kwargs, engine, receiver, data_context, use_convention, function_filter
                )
            finally:
                budget.leave()
            return budget.taken(result)

        return call


@lru_cache(maxsize=1)
def _root() -> Any:
    context = yaql.create_context(context=_Counting(convention=conventions.CamelCaseConvention()))
    guard(context)
    return context


@lru_cache(maxsize=1)
def _factory() -> Any:
    return yaql.YaqlFactory().create()


@lru_cache(maxsize=1024)
def read(expression: str) -> Any:
    """The expression's tree; raises yaql's exceptions for what is none."""
    with _PARSING:
        return _factory()(expression).expression


def compute(tree: Any, data: Value, limit_iterators: int, memory_quota: int, steps: int) -> Value:
    """The value of a tree over ``{data: …}``; raises what yaql raises, or ``Abort``.

    It runs in a thread of its own: there the depth at which Python gives up is
    the same whoever calls.
    """
    outcome: list[Value] = []
    failure: list[BaseException] = []

    def target() -> None:
        try:
            budget = Budget(steps)
            BUDGET.set(budget)
            context = _root().create_child_context()
            context["$"] = to_input({"data": data})
            budget.weigh(context["$"])
            limits = {"yaql.limitIterators": budget.meter(limit_iterators), "yaql.memoryQuota": memory_quota}
            engine = _factory().copy(limits)
            result = expressions.Statement(tree, engine)(utils.NO_VALUE, context, engine)
            outcome.append(_to_value(result))
        except BaseException as error:  # noqa: BLE001 - raised again below
            failure.append(error)

    thread = threading.Thread(target=target, daemon=True)
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return outcome[0]


def _to_value(result: Any) -> Value:
    if isinstance(result, dict):
        return Map([(_to_value(key), _to_value(item)) for key, item in result.items()])
    if isinstance(result, (list, tuple)):
        return tuple([_to_value(item) for item in result])
    if isinstance(result, (set, frozenset)):
        return frozenset([_to_value(item) for item in result])
    if result is None or isinstance(result, (bool, int, float, str, bytes)):
        return result
    raise FunctionError("TypeError", f"yaql gives a {type(result).__name__}, which is no value of a template")
