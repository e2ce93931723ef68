"""``heatplan compare``: what an update does to a stack, by the plan that made it and the plan of what it is to be."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from heatplan.diagnostics.diagnostic import Diagnostic, Severity, finding
from heatplan.edge.answer import answer
from heatplan.edge.compiling import beside_result, coloured, deliver, either, read_plan
from heatplan.edge.files import STANDARD
from heatplan.edge.options import plan_or_template
from heatplan.ir.change import Change, Comparison
from heatplan.ir.plan import Plan

EXAMPLES = """\
  heatplan compare old.json new.json
  heatplan compare old.json -t template.yaml -e env.yaml
  heatplan compare old.json -t template.yaml --parameter flavor=m1.large --json
"""


def options(one: ArgumentParser) -> None:
    """The options of this command."""
    one.add_argument("before", metavar="OLD", help="the plan file that the stack was made with")
    plan_or_template(one)
    one.add_argument("--all", action="store_true", help="show what stays as it is, too")


def run(args: Namespace) -> int:
    """Print what the update does; a resource that Heat refuses to update ends with 1."""
    how = beside_result(args)
    before = read_plan(args.before)
    old = before.value
    if old is None:
        return deliver(answer(None, before.diagnostics, {}, how), STANDARD, how)

    def compared(new: Plan) -> tuple[str, tuple[Diagnostic, ...]]:
        from heatplan.passes.compare import compare
        from heatplan.render.changes import changes_data, changes_text

        found = compare(old, new)
        if args.json:
            text = json.dumps(changes_data(found), indent=1) + "\n"
        else:
            text = changes_text(found, every=args.all, colour=coloured(args, sys.stdout))
        return text, (*_names(old, new), *_findings(found))

    return deliver(either(args, compared, how), STANDARD, how)


def _names(old: Plan, new: Plan) -> Iterator[Diagnostic]:
    from heatplan.diagnostics.codes_compare import OTHER_STACK

    if old.header.stack_name != new.header.stack_name:
        yield finding(OTHER_STACK, before=old.header.stack_name, after=new.header.stack_name)


def _findings(found: Comparison) -> Iterator[Diagnostic]:
    """What the author should know of: refusals, and what is lost."""
    from heatplan.catalogue.stateful import LOST
    from heatplan.diagnostics.codes_compare import STATE_IS_LOST, UPDATE_REFUSED
    from heatplan.span import NOWHERE

    for change in found.changes:
        span = change.after or change.before or NOWHERE
        reasons = ", ".join(name.removeprefix("@") for name in change.because)
        if change.fate in {"refused", "may-refuse"}:
            level: Severity = "will-fail" if change.fate == "refused" else "warning"
            why = f"{reasons} must not change" if reasons else "its environment does not allow it"
            yield finding(UPDATE_REFUSED, span, level=level, why=why, facts={"address": change.address})
        elif change.type in LOST and _lost(change):
            said = {"delete": "is deleted", "replace": "is replaced", "may-replace": "may be replaced"}[change.fate]
            reason = f" because of {reasons}" if reasons else ""
            facts = {"address": change.address, "fate": f"{said}{reason}", "lost": LOST[change.type]}
            yield finding(STATE_IS_LOST, span, facts=facts)


def _lost(change: Change) -> bool:
    return change.fate == "delete" or (change.fate in {"replace", "may-replace"} and change.old == "delete")
