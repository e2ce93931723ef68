"""Laws about compiling: it is a function, and reads no more into a template than its author wrote."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from heatplan.catalogue.versions import VERSION_KEYS
from heatplan.ir.encode import encode
from heatplan.ir.node import value_of
from heatplan.ir.plan import Plan
from heatplan.ir.source import Source, SourceSet
from heatplan.ir.steps import steps
from heatplan.ir.value import Map, thaw
from heatplan.pipeline import compile as compile_plan
from heatplan.syntax.read import read
from heatplan.syntax.references import references
from heatplan.testing.laws.case import Case


def deterministic(case: Case) -> None:
    """Compiling twice gives the same bytes and the same findings."""
    again = compile_plan(case.sources, case.request)
    assert again.value is not None, "the second compile gave no plan"
    first, second = encode(case.plan), encode(again.value)
    assert first == second, f"the second plan differs: {_difference(first, second)}"
    assert case.diagnostics == again.diagnostics, "the second compile had other findings"


def inputs_unchanged(case: Case) -> None:
    """Compiling leaves its inputs as they were."""
    before = repr((case.sources, case.request))
    compile_plan(case.sources, case.request)
    after = repr((case.sources, case.request))
    assert before == after, f"the inputs changed: {_difference(before, after)}"


def text_order_does_not_matter(case: Case) -> None:
    """Resources and the keys of a declaration may stand in any order: digest and steps stay the same."""
    plain = _rewritten(case.sources, turned=False)
    turned = _rewritten(case.sources, turned=True)
    if plain is None or turned is None:
        return  # JSON can not say all that this template says
    expected, found = compile_plan(plain, case.request), compile_plan(turned, case.request)
    if expected.value is None:
        return  # as JSON it says something else
    assert found.value is not None, (
        f"in another order it does not compile: {[one.message for one in found.diagnostics]}"
    )
    assert _said(expected.value) == _said(found.value), (
        f"in another order the steps differ: {_first(_said(expected.value), _said(found.value))}"
    )
    assert expected.value.digest == found.value.digest, "in another order the digest differs"
    codes = [sorted((one.code.id, one.address) for one in result.diagnostics) for result in (expected, found)]
    assert codes[0] == codes[1], f"in another order the findings differ: {_first(codes[0], codes[1])}"


def _said(plan: Plan) -> list[tuple[str, str, str, tuple[str, ...], str]]:
    return [(one.address, one.action, one.type, one.needs, one.undo) for one in steps(plan)]


def _rewritten(sources: SourceSet, *, turned: bool) -> SourceSet | None:
    """The sources with each template as JSON, ``turned`` around where order says nothing; None where JSON can not say it."""
    nodes = {
        name: read(source).value
        for name, source in sources.files.items()
        if name not in sources.environments and not isinstance(source.text, bytes)
    }
    named = (one for name, node in nodes.items() if node is not None for one in references(node, name))
    contents = {one.name for one in named if one.kind == "get_file"}  # what get_file gives is text, order and all
    files = dict(sources.files)
    for name, node in nodes.items():
        data = None if node is None or name in contents else thaw(value_of(node))
        if not isinstance(data, dict) or not any(key in data for key in VERSION_KEYS):
            continue
        try:
            files[name] = Source(name, json.dumps(_turned(data) if turned else data, allow_nan=False))
        except (TypeError, ValueError):
            return None
    return replace(sources, files=Map(files))


def _turned(data: dict[Any, Any]) -> dict[Any, Any]:
    """A template's sections, its resources and conditions, and the keys of each declaration, the other way round."""
    found = {}
    for section, items in reversed(data.items()):
        if isinstance(items, dict) and section in {"parameters", "resources", "outputs"}:
            items = {name: _backwards(item) for name, item in items.items()}  # noqa: PLW2901 - the same section
        found[section] = _backwards(items) if section in {"resources", "conditions"} else items
    return found


def _backwards(item: Any) -> Any:
    return dict(reversed(item.items())) if isinstance(item, dict) else item


def _difference(first: str, second: str) -> str:
    """Where two texts begin to differ."""
    place = next((at for at, (one, two) in enumerate(zip_longest(first, second)) if one != two), 0)
    return f"{first[max(place - 40, 0) : place + 40]!r} and {second[max(place - 40, 0) : place + 40]!r}"


def _first(expected: list[Any], found: list[Any]) -> str:
    """The first pair that differs."""
    return next((f"{one} and {two}" for one, two in zip_longest(expected, found) if one != two), "")
