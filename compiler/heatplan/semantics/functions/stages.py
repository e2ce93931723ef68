"""In which order Heat resolves the parts of an argument, and what it asks of one before it goes on to the next.

Most functions resolve their argument in the order of the text and judge it
then; those of this table do not.  It matters where a part can not be had: what
Heat says of an earlier part comes first, and a later part may not be needed.
Source: the methods ``result`` of hot/functions.py and cfn/functions.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from heatplan.ir.expr import Call, Expr, Failed, Lit, MapExpr, Omitted, entries_of, items_of, list_of, map_of
from heatplan.ir.value import Map, Value
from heatplan.semantics.functions import lists, repeat, text, yaql_call
from heatplan.semantics.functions.table import error_of, row

Parts: TypeAlias = Mapping[Value, Expr]

Judge = Callable[[str, Value, Parts], Expr | None]
"""(the function as written, the part's value, all parts): the call's value where it is known then; raises as Heat."""


def _nothing(_name: str, _value: Value, _parts: Parts) -> None:
    """Nothing is asked of the part before the next one is resolved."""


def _sequence(name: str, value: Value, _parts: Parts) -> Expr | None:
    return None if lists.has_items(name, value) else Lit(value)


def _strings(name: str, value: Value, _parts: Parts) -> None:
    text.listed(name, value)


def _string_lists(name: str, value: Value, _parts: Parts) -> None:
    text.listed(name, value or None)


def _for_each(name: str, value: Value, _parts: Parts) -> None:
    repeat.lists_of(name, value, maps=False, permutations=True)


def _for_each_or_map(name: str, value: Value, parts: Parts) -> None:
    permutations = parts.get("permutations", Lit(True)) != Lit(False)
    repeat.lists_of(name, value, maps=permutations, permutations=permutations)


def _expression(name: str, value: Value, _parts: Parts) -> None:
    yaql_call.yaql_validate(name, Map([("expression", value)]))


_TEMPLATE_FIRST: tuple[tuple[Value, Judge], ...] = (("template", _nothing), ("params", _nothing))

_STAGES: Mapping[str, tuple[tuple[Value, Judge], ...]] = MappingProxyType(
    {
        "Contains": ((0, _nothing), (1, _nothing)),
        "Equals": ((0, _nothing), (1, _nothing)),
        "Filter": ((1, _sequence), (0, _nothing)),
        "Fn::Replace": ((1, _nothing), (0, _nothing)),
        "Join": ((1, _strings), (0, _nothing)),
        "LookUp": tuple((place, _nothing) for place in range(4)),
        "MemberListToMap": ((2, _nothing),),
        "Repeat": (("for_each", _for_each), ("template", _nothing)),
        "RepeatWithMap": (("for_each", _for_each_or_map), ("template", _nothing)),
        "RepeatWithNestedLoop": (("for_each", _for_each_or_map), ("template", _nothing)),
        "Replace": _TEMPLATE_FIRST,
        "ReplaceJson": _TEMPLATE_FIRST,
        "ReplaceJsonStrict": _TEMPLATE_FIRST,
        "ReplaceJsonVeryStrict": _TEMPLATE_FIRST,
        "Split": ((1, _nothing),),
        "Yaql": (("expression", _expression), ("data", _nothing)),
    }
)
"""The parts in Heat's order; one that is not named is never resolved."""


def staged(call: Call, args: Expr, failed: Callable[[Expr], Failed | None]) -> Expr | None:
    """What becomes of a call of which a part of the evaluated argument ``args`` failed.

    That is its failure, or a ``Lit`` where Heat does not get as far as the
    failure; None where the part that failed is never resolved.  ``failed``
    gives the first failure inside an expression.  Raises FunctionError for
    what Heat says of an earlier part.
    """
    parts = _by_place(args)
    stages = row(_STAGES, call.impl, call.name)
    if call.impl == "JoinMultiple" and 0 in parts:
        return failed(MapExpr(tuple(parts.items())[1:])) or _judged(call, parts, failed)
    if stages is None or not parts:
        return failed(args)
    for place, judge in stages:
        part = parts.get(place, Lit(None))
        failure = failed(part)
        if failure is not None:
            return failure
        if isinstance(part, Lit):
            done = _asked(judge, call.name, part.value, parts)
            if done is not None:
                return done
    return None


def resolved_only(call: Call, args: Expr) -> Expr:
    """The argument with null in the places that Heat never resolves."""
    resolved = {place for place, _ in row(_STAGES, call.impl, call.name) or ()} | {"permutations"}
    parts = {place: part if place in resolved else Lit(None) for place, part in _by_place(args).items()}
    return map_of(list(parts.items())) if items_of(args) is None else list_of(list(parts.values()))


def _judged(call: Call, parts: Parts, failed: Callable[[Expr], Failed | None]) -> Expr | None:
    """``list_join`` looks at each of its lists, and only then resolves the delimiter."""
    for place, part in parts.items():
        if place != 0 and isinstance(part, Lit):
            _asked(_string_lists, call.name, part.value, parts)
    return failed(parts[0])


def _asked(judge: Judge, name: str, value: Value, parts: Parts) -> Expr | None:
    try:
        return judge(name, value, parts)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the function's error
        raise error_of(error) from None


def _by_place(args: Expr) -> Parts:
    items = items_of(args)
    if items is not None:
        return dict(enumerate(items))
    return {key: item for key, item in entries_of(args) or () if not isinstance(item, Omitted)}
