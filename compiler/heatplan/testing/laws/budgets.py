"""The law that a stack keeps to the author's budgets of resources and of API calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from heatplan.diagnostics import codes_laws as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.span import Span
from heatplan.testing.laws import sites, tally
from heatplan.testing.laws.case import Case
from heatplan.testing.laws.law import Law, Terms

MOST_NAMED = 3


def _ask(case: Case, terms: Terms) -> Iterator[Diagnostic]:
    asked = (
        ("resources", terms.resources, tally.resources(case.plan)),
        ("API calls", terms.calls, tally.calls(case.plan)),
    )
    for what, limit, counted in asked:
        count = counted.total()
        if limit is None or count <= limit:
            continue
        ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        most = ", ".join(f"{number} {kind}" for kind, number in ranked[:MOST_NAMED])
        span, where = _largest(case)
        told = finding(
            codes.OVER_BUDGET,
            span,
            hint="Constrain the parameter that decides how many there are, or raise the budget.",
            facts={"count": count, "what": what, "limit": limit, "most": most},
        )
        yield told.at(where)


def _largest(case: Case) -> tuple[Span, str]:
    """The place and the address of the resource that brings most with it."""
    root = case.plan.root
    sizes = [
        (tally.resources(replace(case.plan, root=replace(root, resources=(one,)))).total(), one)
        for one in root.resources
    ]
    if not sizes:
        return sites.top(case), ""
    _, one = max(sizes, key=lambda item: item[0])
    return one.span, f"resources.{one.name}"


def _has_budget(_case: Case, terms: Terms) -> bool:
    return terms.resources is not None or terms.calls is not None


BUDGETS_HOLD = Law(
    "budgets_hold",
    "The stack is made with no more resources and API calls than the terms allow.",
    _ask,
    _has_budget,
)
