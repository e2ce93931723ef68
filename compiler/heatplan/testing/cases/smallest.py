"""Small lawful values of a parameter, as a person would try them first."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

from heatplan.ir.schema import AllowedValues, Length, Modulo, ParameterSchema, Range
from heatplan.ir.value import Value, freeze, thaw
from heatplan.semantics.parameters import check

_TEXTS: Final = (
    "example",
    "192.0.2.1",
    "192.0.2.0/24",
    "00:00:5e:00:53:01",
    "example.org.",
    "2031-01-01T00:00:00Z",
    "UTC",
    "* * * * *",
    "{}",
    "1",
    "10",
    "Example1",
    "true",
    "a",
    "A",
    "80",
    "1.0",
    "/example",
    "http://example.org/",
    "",
)
"""Tried in this order: what most constraints take is among them."""


def lawful_values(schema: ParameterSchema) -> Iterator[Value]:
    """Simple values that fit the schema, the simplest first, each once; none where none was found."""
    seen: list[Value] = []
    for candidate in _candidates(schema):
        value = freeze(candidate)
        if value not in seen and not check(schema, value):
            seen.append(value)
            yield value
    if not seen and (drawn := _drawn(schema)) is not None:
        yield drawn


def _candidates(schema: ParameterSchema) -> Iterator[Any]:
    yield from (thaw(value) for one in schema.constraints if isinstance(one, AllowedValues) for value in one.values)
    least = max((one.minimum or 0 for one in schema.constraints if isinstance(one, Length)), default=0)
    most = min((one.maximum for one in schema.constraints if isinstance(one, Length) and one.maximum), default=1 << 16)
    match schema.type:
        case "number":
            yield from _numbers(schema)
        case "boolean":
            yield from (False, True)
        case "comma_delimited_list":
            items = [value for one in schema.constraints if isinstance(one, AllowedValues) for value in one.values]
            for text in (*map(str, items), *_TEXTS):
                yield [text] * max(least, 1)
            yield []
        case "json":
            yield {f"key{number}": "example" for number in range(least)}
        case _:
            yield from _TEXTS
            yield from ((text + text[-1:] * least)[: max(least, min(most, len(text)))] for text in _TEXTS)


def _numbers(schema: ParameterSchema) -> Iterator[int]:
    ranges = [one for one in schema.constraints if isinstance(one, Range)]
    least = max((math.ceil(one.minimum) for one in ranges if one.minimum is not None), default=None)
    yield from (1, 0, 2, 10, 80, 100, 1000)
    yield from () if least is None else (least,)
    yield from (math.floor(one.maximum) for one in ranges if one.maximum is not None)
    for one in schema.constraints:
        if isinstance(one, Modulo) and one.step:
            steps = 1 if least is None else math.ceil((least - one.offset) / one.step)
            yield one.offset + steps * one.step
            yield one.offset


def _drawn(schema: ParameterSchema) -> Value:
    """The first value that Hypothesis finds, where it is installed: patterns need a search.  It begins with simple ones."""
    try:
        from hypothesis import Phase, find, settings  # noqa: PLC0415 - an extra
        from hypothesis.errors import HypothesisException  # noqa: PLC0415

        from heatplan.testing.values import values_of  # noqa: PLC0415
    except ImportError:
        return None
    chosen = settings(database=None, derandomize=True, deadline=None, max_examples=200, phases=(Phase.generate,))
    try:
        return freeze(find(values_of(schema, spelled=False), lambda _: True, settings=chosen))
    except HypothesisException:
        return None
