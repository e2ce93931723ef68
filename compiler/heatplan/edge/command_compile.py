"""``heatplan compile``: a template to a plan file."""

from __future__ import annotations

from argparse import Namespace

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.edge.compiling import deliver, from_template, json_needs_file, style
from heatplan.ir.plan import Plan


def run(args: Namespace) -> int:
    """Compile and write the plan; nothing is written beside an error."""
    json_needs_file(args)
    how = style(args)
    return deliver(from_template(args, _plan, how), args.output, how)


def _plan(plan: Plan) -> tuple[str, tuple[Diagnostic, ...]]:
    from heatplan.ir.encode import encode

    return encode(plan), ()
