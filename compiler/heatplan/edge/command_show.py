"""``heatplan show``: a plan as text, or as its JSON."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.edge.compiling import beside_result, deliver, either
from heatplan.edge.files import STANDARD
from heatplan.edge.options import plan_or_template
from heatplan.ir.plan import Plan

EXAMPLES = """\
  heatplan show plan.json
  heatplan show -t template.yaml --brief
"""


def options(one: ArgumentParser) -> None:
    """The options of this command."""
    plan_or_template(one)
    one.add_argument("--brief", action="store_true", help="leave properties out")


def run(args: Namespace) -> int:
    """Print a plan, from its file or from a template; with ``--json`` the plan is the JSON."""

    def text_of(plan: Plan) -> tuple[str, tuple[Diagnostic, ...]]:
        from heatplan.ir.encode import encode
        from heatplan.render.text import text

        return (encode(plan) if args.json else text(plan, properties=not args.brief)), ()

    how = beside_result(args)
    return deliver(either(args, text_of, how), STANDARD, how)
