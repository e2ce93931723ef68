"""``heatplan graph -o plan.html``: the plan as a page to be read in a browser."""

from __future__ import annotations

from argparse import Namespace

from heatplan.diagnostics.codes_pictures import NOTHING_THERE
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.edge.answer import Answer, Style, answer
from heatplan.edge.compiling import Texts, either_quoting
from heatplan.edge.timing_options import given_times, unmet
from heatplan.edge.usage import UsageError
from heatplan.ir.plan import Plan
from heatplan.render.view import View

SUFFIXES = (".html", ".htm")

FOR_PICTURES = ("expand", "detail", "depth", "open", "close")
"""Options that say how much of a plan is drawn: on a page its reader says so."""


def page_answer(args: Namespace, view: View, how: Style) -> Answer:
    """The page.  It opens as the view says: its colours, its focus, its critical path; a reader can change them.

    A focus that is no step's address is an error (HP1481).  Raises UsageError for an option that only a picture has.
    """
    if given := [one for one in FOR_PICTURES if getattr(args, one)] or ["depth"] * (args.depth is not None):
        raise UsageError(f"--{given[0]} says what a picture draws: who reads a page opens and closes things there")
    times, also = given_times(args)
    model = times.value
    if model is None:
        return answer(None, times.diagnostics, also, how)

    def render(plan: Plan, texts: Texts) -> tuple[str, tuple[Diagnostic, ...]]:
        from heatplan.ir.steps import step
        from heatplan.render.html.page import page
        from heatplan.semantics.timing import critical_path

        if view.focus is not None and step(plan, view.focus) is None:
            return "", (finding(NOTHING_THERE, place=view.focus),)
        text = page(
            plan,
            {} if args.template is None else texts,
            by=view.by,
            focus=view.focus or "",
            dark=view.theme == "dark",
            path=view.critical_path,
            times=model,
        )
        return text, times.diagnostics + unmet(critical_path(plan, model).unmet)

    return either_quoting(args, render, how, also)
