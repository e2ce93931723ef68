"""``heatplan graph -o plan.html``: the plan as a page to be read in a browser."""

from __future__ import annotations

from argparse import Namespace

from heatplan.diagnostics.codes_pictures import NOTHING_THERE
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.edge.answer import Answer, Style, answer
from heatplan.edge.compiling import Texts, either_quoting
from heatplan.edge.timing_options import given_times, unmet
from heatplan.ir.plan import Plan
from heatplan.render.view import View

SUFFIXES = (".html", ".htm")


def page_answer(args: Namespace, view: View, how: Style) -> Answer:
    """The page.  It opens as the view says: its colours, its focus, its critical path; a reader can change them.

    A focus that is no step's address is an error (HP1481).
    """
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
