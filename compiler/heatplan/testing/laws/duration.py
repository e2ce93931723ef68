"""The law that the stack stands in time, by a model of how long steps take."""

from __future__ import annotations

from collections.abc import Iterator

from heatplan.diagnostics import codes_laws as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.address import in_template
from heatplan.ir.mints import owner_of
from heatplan.ir.steps import END
from heatplan.semantics.timing import critical_path
from heatplan.testing.laws import sites
from heatplan.testing.laws.case import Case
from heatplan.testing.laws.law import Law, Terms

MOST_NAMED = 3


def _ask(case: Case, terms: Terms) -> Iterator[Diagnostic]:
    timing = critical_path(case.plan, terms.times)
    if terms.within is None or timing.total <= terms.within or not timing.path:
        return
    longest = sorted(timing.path, key=lambda leg: (leg.start - leg.finish, leg.start))[:MOST_NAMED]
    where = longest[0].address.removesuffix(END)
    named = ", ".join(f"{leg.address} {leg.finish - leg.start:g} s" for leg in longest)
    told = finding(
        codes.TOO_SLOW,
        sites.of_address(case, where),
        hint="Make fewer things wait for each other: `heatplan graph --critical-path` shows who waits for whom.",
        facts={"total": f"{timing.total:g}", "limit": f"{terms.within:g}", "longest": named},
    )
    yield told.at(in_template(where if owner_of(where) is None else str(owner_of(where))))


def _has_limit(_case: Case, terms: Terms) -> bool:
    return terms.within is not None


STANDS_IN_TIME = Law(
    "stack_stands_in_time",
    "By the model of step times the stack stands within the seconds that the terms give it.",
    _ask,
    _has_limit,
)
