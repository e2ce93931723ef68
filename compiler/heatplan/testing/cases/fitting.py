"""Values for the parameters that nobody gives, such that the template takes them: for a first case.

What a parameter's own constraints allow may still be no address, no network
or no key pair for the property that reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import Final

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.ir.schema import ParameterSchema
from heatplan.ir.source import Request, SourceSet
from heatplan.ir.value import Map, Value
from heatplan.memo import Memo
from heatplan.pipeline import compile as compile_plan
from heatplan.testing.cases.smallest import lawful_values

ALTERNATIVES: Final = 16
"""Values of a parameter that are looked at."""

MOST_COMPILES: Final = 60
"""What a first case may cost."""


def fitting_values(sources: SourceSet, request: Request, schemas: Iterable[ParameterSchema]) -> Map:
    """A lawful value for each of the parameters, by name; none for one of which none was found.

    Where the template refuses a value at a place that names the parameter, the
    next ones are tried, and the first is taken that is refused at fewer places.
    That may show what the next one is for: there are two rounds.
    """
    choices = {schema.name: tuple(islice(lawful_values(schema), ALTERNATIVES)) for schema in schemas}
    chosen = {name: values[0] for name, values in choices.items() if values}
    left = MOST_COMPILES
    memo = Memo()

    def refused(values: dict[str, Value]) -> list[str]:
        """The texts at the places that a compile with these values finds wrong."""
        nonlocal left
        left -= 1
        asked = replace(request, parameters=Map({**request.parameters, **values}))
        found = compile_plan(sources, asked, memo=memo).diagnostics
        return [_text_at(item, sources) for item in found if item.severity in ("error", "will-fail")]

    texts = refused(chosen)
    for name in (*chosen, *chosen):
        before = sum(name in text for text in texts)
        for value in choices[name][1:] if before else ():
            if left <= 0:
                return Map(chosen)
            other = refused({**chosen, name: value})
            if sum(name in text for text in other) < before:
                chosen, texts = {**chosen, name: value}, other
                break
    return Map(chosen)


def _text_at(item: Diagnostic, sources: SourceSet) -> str:
    """The text that a finding points at."""
    source = sources.files.get(item.span.source)
    return source.text[item.span.start : item.span.end] if source is not None and isinstance(source.text, str) else ""
