"""The law that a parameter's constraints say what it takes: each parameter by itself gets anything that they allow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from heatplan.diagnostics.codes_prove import TAKES_LESS
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.diagnostics.order import sentence
from heatplan.ir.schema import AllowedPattern, AllowedValues, Custom, Length, PropertySchema, Range
from heatplan.ir.template import ParameterDecl
from heatplan.ir.value import freeze
from heatplan.semantics.conversion import show
from heatplan.semantics.parameters import check
from heatplan.span import NOWHERE
from heatplan.testing.inputs import Drawable, Inputs
from heatplan.testing.laws.compiles import GRAVE
from heatplan.testing.values import values_of
from heatplan.testing.words import WORDS

NAME: Final = "constraints_say_it_all"
SENTENCE: Final = "What the constraints of a parameter allow is taken where the parameter goes."

NUMBERS: Final = (0, 1, 2, -1, 100, 65_536)
"""Numbers that a template may not be ready for."""

TRIED: Final = 8
"""Values that each parameter is tried with."""


LOOSE: Final = frozenset({"string", "number", "boolean", "comma_delimited_list"})
"""The types whose constraints can say what is taken; of JSON nobody can say whether it is to be a list."""


def loose_values(one: Drawable) -> SearchStrategy[Any]:
    """Whatever the parameter's own constraints allow, as it is used elsewhere or not."""
    if one.schema.type == "number":
        found = [number for number in NUMBERS if not check(one.schema, number)]
        if found:
            return st.sampled_from(found)
    return values_of(one.schema, text=WORDS, spelled=False)


def told(one: Drawable, value: Any, found: Diagnostic, decl: ParameterDecl | None) -> Diagnostic:
    """The finding of the law, at the parameter's declaration: that is where a constraint is missing."""
    span = NOWHERE if decl is None else decl.span
    labels = ((found.span, "it goes here"),) if found.span.source and found.span != span else ()
    facts = {"name": one.schema.name, "value": show(freeze(value)), "said": sentence(found)}
    address = f"parameters.{one.schema.name}"
    return finding(TAKES_LESS, span, address=address, hint=_hint(one), labels=labels, facts=facts)


def _hint(one: Drawable) -> str:
    rules = [rule for schema in one.use.properties for rule in _rules(schema)]
    wanted = [rule for rule in dict.fromkeys(rules) if rule]
    if len(wanted) != 1:
        return ""
    return f"The constraint {wanted[0]} says so where the parameter is declared."


def _rules(schema: PropertySchema) -> Iterator[str]:
    """The property's constraints as a HOT template declares them."""
    for rule in schema.constraints:
        match rule:
            case Custom():
                yield f"{{custom_constraint: {rule.name}}}"
            case AllowedValues():
                yield f"{{allowed_values: [{', '.join(map(str, rule.values))}]}}"
            case AllowedPattern():
                yield f"{{allowed_pattern: '{rule.pattern}'}}"
            case Range() | Length():
                bounds = [
                    f"{key}: {item}" for key, item in (("min", rule.minimum), ("max", rule.maximum)) if item is not None
                ]
                yield f"{{{'range' if isinstance(rule, Range) else 'length'}: {{{', '.join(bounds)}}}}}"


def grave(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The findings that keep a stack from being made."""
    return tuple(one for one in found if one.severity in GRAVE)


def simpler(inputs: Inputs, name: str, breaks: Callable[[Inputs], bool]) -> Inputs:
    """The inputs without what is given beside the parameter, as far as they break without it."""
    for other in inputs.given():
        less = inputs.without(other)
        if other != name and breaks(less):
            inputs = less
    return inputs
