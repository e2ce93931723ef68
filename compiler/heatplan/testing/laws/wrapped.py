"""Laws about heatplan that say something to an author: as laws about the template, with findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from heatplan.diagnostics import codes_laws as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.executors.protocol import ROOT
from heatplan.ir.address import in_template
from heatplan.ir.mints import owner_of
from heatplan.ir.steps import END
from heatplan.testing.laws import sites
from heatplan.testing.laws.broken import BrokenError
from heatplan.testing.laws.case import Case
from heatplan.testing.laws.law import Law, Terms, always


def wrapped(asked: Callable[[Case], None], applies: Callable[[Case, Terms], bool] = always) -> Law:
    """The law that a function is: what it raises becomes a finding."""
    sentence = (asked.__doc__ or asked.__name__).split("\n", 1)[0]

    def ask(case: Case, _terms: Terms) -> Iterator[Diagnostic]:
        try:
            asked(case)
        except AssertionError as error:
            where = error.where if isinstance(error, BrokenError) and error.where != ROOT else ""
            span = sites.at(case, where) if where else sites.top(case)
            owner = owner_of(where)
            place = in_template(where.removesuffix(END) if owner is None else owner)
            hint = "This is a mistake of heatplan's, not of the template; please report it with the template."
            yield finding(codes.LAW_BROKEN, span, address=place, hint=hint, sentence=sentence, said=f"{error}")

    return Law(asked.__name__, sentence, ask, applies)


def has_secrets(case: Case, _terms: Terms) -> bool:
    """Whether there are hidden values to look for."""
    return bool(case.secrets)
