"""``heatplan show``: a plan as text, as its JSON, or by the time that it takes."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.edge.answer import answer
from heatplan.edge.compiling import beside_result, deliver, either
from heatplan.edge.files import STANDARD
from heatplan.edge.options import plan_or_template
from heatplan.edge.timeline_options import check_timeline, timeline_as, timeline_options
from heatplan.edge.timing_options import given_times, unmet
from heatplan.edge.usage import UsageError
from heatplan.ir.plan import Plan

EXAMPLES = """\
  heatplan show plan.json
  heatplan show -t template.yaml --brief
  heatplan show plan.json --critical-path --times times.yaml
  heatplan show plan.json --timeline plan.svg
"""


def options(one: ArgumentParser) -> None:
    """The options of this command."""
    plan_or_template(one)
    one.add_argument("--brief", action="store_true", help="leave properties out")
    one.add_argument(
        "--critical-path", action="store_true", help="how long the stack takes in the place of the plan, and why"
    )
    timeline_options(one, "the plan's place")


def run(args: Namespace) -> int:
    """Print a plan, from its file or from a template; with ``--json`` the plan is the JSON."""
    how = beside_result(args)
    check_timeline(args)
    if args.critical_path or args.timeline is not None:
        return _timed(args)

    def text_of(plan: Plan) -> tuple[str, tuple[Diagnostic, ...]]:
        from heatplan.ir.encode import encode
        from heatplan.render.text import text

        return (encode(plan) if args.json else text(plan, properties=not args.brief)), ()

    return deliver(either(args, text_of, how), STANDARD, how)


def _timed(args: Namespace) -> int:
    """Print the path that decides how long the stack takes, or draw all steps over time."""
    how = beside_result(args)
    if args.critical_path and args.timeline is not None:
        raise UsageError("--critical-path prints a table and --timeline draws: name one of the two")
    times, also = given_times(args)
    model = times.value
    if model is None:
        return deliver(answer(None, times.diagnostics, also, how), STANDARD, how)

    def timed(plan: Plan) -> tuple[str, tuple[Diagnostic, ...]]:
        from heatplan.render.critical_path import critical_path_data, critical_path_text
        from heatplan.semantics.timing import critical_path

        timing = critical_path(plan, model)
        found = times.diagnostics + unmet(timing.unmet)
        if args.timeline is not None:
            from heatplan.render.timeline_plan import planned_timeline

            return timeline_as(args, planned_timeline(timing, open_members=args.open_members)), found
        data = critical_path_data(timing)
        return (json.dumps(data, indent=1) + "\n" if args.json else critical_path_text(timing)), found

    return deliver(either(args, timed, how, also), STANDARD if args.timeline is None else args.timeline, how)
