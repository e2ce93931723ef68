"""``heatplan show``: a plan as text, as its JSON, or by the path that decides how long it takes."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.edge.answer import answer
from heatplan.edge.compiling import beside_result, deliver, either
from heatplan.edge.files import STANDARD
from heatplan.edge.options import plan_or_template
from heatplan.edge.timing_options import given_times, times_option, unmet
from heatplan.edge.usage import UsageError
from heatplan.ir.plan import Plan

EXAMPLES = """\
  heatplan show plan.json
  heatplan show -t template.yaml --brief
  heatplan show plan.json --critical-path --times times.yaml
"""


def options(one: ArgumentParser) -> None:
    """The options of this command."""
    plan_or_template(one)
    one.add_argument("--brief", action="store_true", help="leave properties out")
    one.add_argument(
        "--critical-path", action="store_true", help="how long the stack takes in the place of the plan, and why"
    )
    times_option(one)


def run(args: Namespace) -> int:
    """Print a plan, from its file or from a template; with ``--json`` the plan is the JSON."""
    how = beside_result(args)
    if args.critical_path:
        return _critical_path(args)
    if args.times is not None:
        raise UsageError("--times says how long steps take: it goes with --critical-path")

    def text_of(plan: Plan) -> tuple[str, tuple[Diagnostic, ...]]:
        from heatplan.ir.encode import encode
        from heatplan.render.text import text

        return (encode(plan) if args.json else text(plan, properties=not args.brief)), ()

    return deliver(either(args, text_of, how), STANDARD, how)


def _critical_path(args: Namespace) -> int:
    """Print the path that decides how long the stack takes."""
    how = beside_result(args)
    times, also = given_times(args)
    model = times.value
    if model is None:
        return deliver(answer(None, times.diagnostics, also, how), STANDARD, how)

    def path_of(plan: Plan) -> tuple[str, tuple[Diagnostic, ...]]:
        from heatplan.render.critical_path import critical_path_data, critical_path_text
        from heatplan.semantics.timing import critical_path

        timing = critical_path(plan, model)
        text = json.dumps(critical_path_data(timing), indent=1) + "\n" if args.json else critical_path_text(timing)
        return text, times.diagnostics + unmet(timing.unmet)

    return deliver(either(args, path_of, how, also), STANDARD, how)
