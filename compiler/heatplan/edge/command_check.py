"""``heatplan check``: what is wrong with a template."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.diagnostics.visible import visible
from heatplan.edge.compiling import from_template, style
from heatplan.edge.options import template as template_options
from heatplan.ir.plan import Plan

EXAMPLES = """\
  heatplan check -t template.yaml -e env.yaml
  heatplan check -t template.yaml --heat-release yoga --types types/ --strict
"""


def options(one: ArgumentParser) -> None:
    """The options of this command."""
    template_options(one, required=True)


def run(args: Namespace) -> int:
    """Compile and print the findings; where there is nothing to say, say that."""
    how = style(args)
    result = from_template(args, _nothing, how)
    (sys.stdout if how.document else sys.stderr).write(result.report)
    if not result.report:
        sys.stdout.write(f"{visible(args.template)}: nothing to complain of\n")
    return result.code


def _nothing(_plan: Plan) -> tuple[str, tuple[Diagnostic, ...]]:
    return "", ()
