"""``heatplan check``: what is wrong with a template."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.diagnostics.visible import visible
from heatplan.edge.compiling import from_template, style
from heatplan.edge.options import template as template_options
from heatplan.edge.usage import UsageError
from heatplan.ir.plan import Plan

EXAMPLES = """\
  heatplan check -t template.yaml -e env.yaml
  heatplan check -t template.yaml --heat-release yoga --types types/ --strict
  heatplan check -t template.yaml --skeleton > env.yaml
  heatplan check -t template.yaml --diff       # what --fix would change
  heatplan check -t template.yaml --fix
  heatplan check templates/*.yaml              # each by itself, whatever its parameters are
"""


def options(one: ArgumentParser) -> None:
    """The options of this command."""
    one.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="in the place of -t: templates that are checked each by itself; parameters without a value are no mistake"
        " then, and what is no template is left alone",
    )
    one.add_argument("--fix", action="store_true", help="make the edits that findings know, where nothing gets worse")
    one.add_argument("--diff", action="store_true", help="show what --fix would change, and change nothing")
    one.add_argument(
        "--skeleton", action="store_true", help="print an environment with the parameters that are not given yet"
    )
    template_options(one, required=False)


def run(args: Namespace) -> int:
    """Compile and print the findings; where there is nothing to say, say that."""
    if (args.template is None) == (not args.files):
        raise UsageError("name a template with -t, or files that may be templates, one of the two")
    if args.skeleton:
        from heatplan.edge.skeleton_of import print_skeleton

        if args.files:
            raise UsageError("--skeleton takes one template, with -t")
        return print_skeleton(args)
    if args.fix or args.diff:
        from heatplan.edge.fix_files import fix_files

        return fix_files(args)
    if args.files:
        from heatplan.edge.check_files import check_files

        return check_files(args, args.files)
    how = style(args)
    result = from_template(args, _nothing, how)
    (sys.stdout if how.document else sys.stderr).write(result.report)
    if not result.report:
        sys.stdout.write(f"{visible(args.template)}: nothing to complain of\n")
    return result.code


def _nothing(_plan: Plan) -> tuple[str, tuple[Diagnostic, ...]]:
    return "", ()
