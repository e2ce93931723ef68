"""``heatplan audit``: which credentials a plan mints, for whom, where their secrets go, and how they end."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from heatplan.diagnostics.codes_edge import NO_SUCH_STEP
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.edge.compiling import beside_result, deliver, either
from heatplan.edge.files import STANDARD
from heatplan.edge.options import plan_or_template
from heatplan.ir.plan import Plan

EXAMPLES = """\
  heatplan audit plan.json
  heatplan audit plan.json --fail-at 'servers[3].volume'
"""


def options(one: ArgumentParser) -> None:
    """The options of this command."""
    plan_or_template(one)
    one.add_argument(
        "--fail-at", metavar="ADDRESS", help="what would stand if this step failed and nothing were undone"
    )


def run(args: Namespace) -> int:
    """Print the audit: tables for people, with ``--json`` the same for tools."""

    def audit(plan: Plan) -> tuple[str, tuple[Diagnostic, ...]]:
        from heatplan.render.audit import audit_data, audit_text, standing_at, standing_text

        data, text = audit_data(plan), audit_text(plan)
        if args.fail_at is not None:
            left = standing_at(plan, args.fail_at)
            if left is None:
                return "", (finding(NO_SUCH_STEP, address=args.fail_at),)
            data["standing"] = {"failed": args.fail_at, "mints": list(left)}
            text += standing_text(args.fail_at, left)
        return (json.dumps(data, indent=1, sort_keys=True) + "\n" if args.json else text), ()

    how = beside_result(args)
    return deliver(either(args, audit, how), STANDARD, how)
