"""Which function does what, and how each is applied.

A row's name is Heat's class; where the CloudFormation-style dialect has a class
of the same name with another argument, its row begins with ``Fn::``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeVar

from heatplan.ir.value import Value
from heatplan.semantics.functions import cfn, digest, lists, logic, maps, repeat, replace, text, url, yaql_call
from heatplan.semantics.functions.base import FunctionEnv, FunctionError

Function = Callable[[str, Value, FunctionEnv], Value]
"""(the function as written, its resolved argument, limits) → its value."""

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "And": logic.and_,
        "Base64": cfn.base64,
        "Contains": lists.contains,
        "Digest": digest.digest,
        "Equals": logic.equals,
        "Filter": lists.filter_,
        "Fn::Not": logic.cfn_not,
        "Fn::Replace": replace.cfn_replace,
        "Join": text.join,
        "JoinMultiple": text.join_multiple,
        "ListConcat": lists.list_concat,
        "ListConcatUnique": lists.list_concat_unique,
        "LookUp": cfn.look_up,
        "MakeURL": url.make_url,
        "MapMerge": maps.map_merge,
        "MapReplace": maps.map_replace,
        "MemberListToMap": cfn.member_list_to_map,
        "Not": logic.not_,
        "Or": logic.or_,
        "Repeat": repeat.repeat,
        "RepeatWithMap": repeat.repeat_with_map,
        "RepeatWithNestedLoop": repeat.repeat_with_nested_loop,
        "Replace": replace.replace,
        "ReplaceJson": replace.replace_json,
        "ReplaceJsonStrict": replace.replace_strict,
        "ReplaceJsonVeryStrict": replace.replace_very_strict,
        "Select": cfn.select,
        "Split": cfn.split,
        "StrSplit": text.str_split,
        "Yaql": yaql_call.yaql,
    }
)

Row = TypeVar("Row")


def row(table: Mapping[str, Row], impl: str, name: str) -> Row | None:
    """The row of a table for a function, or None."""
    if name.startswith("Fn::") and (found := table.get(f"Fn::{impl}")) is not None:
        return found
    return table.get(impl)


def error_of(error: Exception) -> FunctionError:
    """What a function raised, as facts."""
    if isinstance(error, FunctionError):
        return error
    if isinstance(error, RecursionError):
        return FunctionError("RecursionError", "maximum recursion depth exceeded")
    return FunctionError(type(error).__name__, str(error))


def apply(impl: str, name: str, args: Value, env: FunctionEnv) -> Value:
    """The value of a function whose argument is resolved.

    ``impl`` is the name of Heat's class (``JoinMultiple``), ``name`` the
    function as written (``list_join``).  Raises ``FunctionError``, and nothing
    else, with the class and text of the exception that Heat raises, or with one
    of ``OWN_ERRORS``; a function that needs more than its argument
    (``get_param``, …) is a ``FunctionError`` too.
    """
    function = row(FUNCTIONS, impl, name)
    if function is None:
        raise FunctionError("KeyError", f'"{name}" ({impl}) is not a function of values alone')
    try:
        return function(name, args, env)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the function's error
        raise error_of(error) from None
