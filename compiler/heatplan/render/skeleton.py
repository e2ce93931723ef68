"""An environment to fill in: every parameter that a template declares, what it is for, and a value that it may have.

::

    parameters:
      # How many there are.
      # number, must be at least 1 and at most 10
      count: 1
      # string
      # name: web
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Final

from heatplan.diagnostics.visible import visible
from heatplan.ir.schema import AllowedValues, Constraint, Custom, Length, Modulo, ParameterSchema, Range
from heatplan.ir.value import Map, Value
from heatplan.render.words import value_text
from heatplan.semantics.constraints import rule_of
from heatplan.semantics.parameters import check

WIDTH: Final = 100
UNKNOWN: Final = "CHANGE-ME"
"""What stands for a text that only its author or a cloud knows, where the constraints allow it or none is found."""

LONGEST: Final = 64
"""Values are made up to this length; who wants a longer one writes it."""


def skeleton(schemas: Iterable[ParameterSchema], given: frozenset[str] = frozenset()) -> str:
    """The environment as text; parameters that are ``given`` already are left out.

    Parameters with a default are comments with that default; a hidden one is
    never shown with its own.
    """
    wanted = [schema for schema in schemas if schema.name not in given]
    if not wanted:
        return "parameters: {}\n"
    parts = ["\n".join(_lines(schema)) for schema in wanted]
    empty = all(schema.has_default for schema in wanted)
    return f"parameters:{' {}' if empty else ''}\n" + "\n".join(f"{part}\n" for part in parts)


def smallest(schema: ParameterSchema) -> Value:
    """The smallest value that the parameter's constraints allow; ``CHANGE-ME`` for a text, and where none is found.

    An empty text is the smallest, and easily overlooked.
    """
    return next((value for value in _candidates(schema) if not check(schema, value)), UNKNOWN)


def _lines(schema: ParameterSchema) -> Iterator[str]:
    for line in wrap(visible(" ".join((schema.description or "").split())), WIDTH):
        yield f"  # {line}"
    rules = [f"must {visible(rule_of(one))}" for one in schema.constraints]
    words = "; ".join([f"{schema.type}{', hidden' if schema.hidden else ''}", *rules])
    yield from (f"  # {line}" for line in wrap(words, WIDTH))
    if not schema.has_default:
        yield f"  {value_text(schema.name)}: {value_text(smallest(schema))}"
    elif schema.hidden:
        yield f"  # {value_text(schema.name)}: ... (its default is hidden)"
    else:
        yield f"  # {value_text(schema.name)}: {value_text(schema.default)}"


def _candidates(schema: ParameterSchema) -> Iterator[Value]:
    """Values from the smallest on."""
    for rule in schema.constraints:
        if isinstance(rule, AllowedValues) and rule.values:
            yield (rule.values[0],) if schema.type == "comma_delimited_list" else rule.values[0]
    if any(isinstance(rule, Custom) for rule in schema.constraints):
        return  # an empty name is lawful, and no flavour
    lengths = sorted({0, *(rule.minimum or 0 for rule in schema.constraints if isinstance(rule, Length))})
    sizes = [size for size in lengths if size <= LONGEST]
    match schema.type:
        case "number":
            yield from _numbers(schema.constraints)
        case "boolean":
            yield False
        case "json":
            yield from (Map((f"key{number}", "") for number in range(size)) for size in sizes)
        case "comma_delimited_list":
            yield from (("item",) * size for size in sizes)
        case _:
            yield UNKNOWN
            yield from ("x" * size for size in sizes)


def _numbers(rules: tuple[Constraint, ...]) -> Iterator[Value]:
    ends = [end for rule in rules if isinstance(rule, Range) for end in (rule.minimum, rule.maximum)]
    starts = sorted({0, *(math.ceil(end) for end in ends if isinstance(end, (int, float)) and math.isfinite(end))})
    steps = [rule.step for rule in rules if isinstance(rule, Modulo) and rule.step]
    yield from starts
    for start in starts:
        yield from (start + more for more in range(min(abs(step) for step in steps))) if steps else ()
