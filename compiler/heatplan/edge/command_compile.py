"""``heatplan compile``: a template to a plan file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.edge.compiling import deliver, from_template, json_needs_file, style
from heatplan.edge.options import named_template, only_template
from heatplan.ir.plan import Plan

EXAMPLES = """\
  heatplan compile -t template.yaml -e env.yaml --parameter count=5 -o plan.json
  heatplan compile -t template.yaml --heat-conf /etc/heat/heat.conf --policy minimal -o plan.json
"""


def options(one: ArgumentParser) -> None:
    """The options of this command."""
    only_template(one)
    one.add_argument("-o", "--output", metavar="FILE", default="-", help="where the plan goes; - is standard output")


def run(args: Namespace) -> int:
    """Compile and write the plan; nothing is written beside an error."""
    args.template = named_template(args)
    json_needs_file(args)
    how = style(args)
    return deliver(from_template(args, _plan, how), args.output, how)


def _plan(plan: Plan) -> tuple[str, tuple[Diagnostic, ...]]:
    from heatplan.ir.encode import encode

    return encode(plan), ()
