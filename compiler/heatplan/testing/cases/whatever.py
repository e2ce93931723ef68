"""What is wrong with a template whatever its parameters are: for templates that are checked by themselves.

A parameter without a value is nobody's mistake then.  It gets simple lawful
values, one after the other, and what is found with each of them is found
because of the template; what goes away with another value, or then speaks of
another value, may be because of the value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import Final

from heatplan.diagnostics.codes_environment import PARAMETER_MISSING, UNKNOWN_PARAMETER
from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.ir.schema import AllowedValues, ParameterSchema
from heatplan.ir.source import Request, SourceSet
from heatplan.ir.value import Map, Value
from heatplan.memo import Memo
from heatplan.pipeline import compile as compile_plan
from heatplan.testing.cases.declared import declared_parameters
from heatplan.testing.cases.smallest import lawful_values

TRIES: Final = 8
"""Values that are tried for each parameter."""


def wrong_whatever(sources: SourceSet, request: Request) -> tuple[Diagnostic, ...]:
    """The findings that do not depend on parameters that nobody gives, nor on those given that the template has not."""
    memo = Memo()
    first = compile_plan(sources, request, memo=memo).diagnostics
    missing = missing_parameters(first)
    schemas = declared_parameters(sources.files[sources.root], request.settings).value or ()
    asked_for = tuple(schema for schema in schemas if schema.name in missing)
    values = _values(asked_for)
    if not values:
        return tuple(item for item in first if item.code not in (PARAMETER_MISSING, UNKNOWN_PARAMETER))
    same = _place if all(map(_all_are_tried, asked_for)) else _said
    left: tuple[Diagnostic, ...] | None = None
    for number in range(max(map(len, values.values()))):
        given = {name: some[min(number, len(some) - 1)] for name, some in values.items()}
        asked = replace(request, parameters=Map({**request.parameters, **given}))
        found = compile_plan(sources, asked, memo=memo).diagnostics
        again = {same(item) for item in found}
        left = tuple(item for item in (found if left is None else left) if same(item) in again)
        if not left:
            break
    return tuple(item for item in left or () if item.code not in (PARAMETER_MISSING, UNKNOWN_PARAMETER))


def missing_parameters(found: Iterable[Diagnostic]) -> frozenset[str]:
    """The names of the root template's parameters that the findings say have no value."""
    names = (item.address for item in found if item.code is PARAMETER_MISSING)
    return frozenset(name.removeprefix("parameters.") for name in names if name.startswith("parameters."))


def _values(schemas: Iterable[ParameterSchema]) -> dict[str, tuple[Value, ...]]:
    """Some lawful values of each of these parameters; none of one that has none."""
    found = {schema.name: tuple(islice(lawful_values(schema), TRIES)) for schema in schemas}
    return {name: values for name, values in found.items() if values}


def _all_are_tried(schema: ParameterSchema) -> bool:
    """Whether there are no other values than those that are tried."""
    if schema.type == "boolean":
        return True
    return any(isinstance(one, AllowedValues) and len(one.values) <= TRIES for one in schema.constraints)


def _place(item: Diagnostic) -> tuple[str, str, int, str]:
    return (item.code.id, item.span.source, item.span.start, item.address)


def _said(item: Diagnostic) -> tuple[str, str, int, str, str]:
    """With the words: what says "example" of one value and "1" of another may not be said of a third."""
    return (*_place(item), item.message)
