"""``heatplan graph -o plan.html``: the plan as a page to be read in a browser."""

from __future__ import annotations

from argparse import Namespace

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.edge.answer import Answer, Style
from heatplan.edge.compiling import Texts, either_quoting
from heatplan.ir.plan import Plan
from heatplan.render.view import View

SUFFIXES = (".html", ".htm")


def page_answer(args: Namespace, view: View, how: Style) -> Answer:
    """The page.  It opens as the view says: its colours, its focus, its critical path; a reader can change both."""

    def render(plan: Plan, texts: Texts) -> tuple[str, tuple[Diagnostic, ...]]:
        from heatplan.render.html.page import page

        text = page(
            plan,
            texts,
            by=view.by,
            focus=view.focus or "",
            dark=view.theme == "dark",
            path=view.critical_path,
        )
        return text, ()

    return either_quoting(args, render, how)
