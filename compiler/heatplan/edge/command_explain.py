"""``heatplan explain``: what a finding means, and what to do."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

from heatplan.diagnostics.diagnostic import Code
from heatplan.diagnostics.order import SEVERITIES
from heatplan.edge.compiling import coloured
from heatplan.edge.usage import UsageError

EXAMPLES = """\
  heatplan explain HP0411
  heatplan explain default-constraint
  heatplan explain                             # all there are
  heatplan explain --severity will-fail
"""


def options(one: ArgumentParser) -> None:
    """The options of this command."""
    one.add_argument(
        "codes", nargs="*", metavar="CODE", help="a finding's code (HP0411) or its name; without one, all are listed"
    )
    one.add_argument("--severity", choices=SEVERITIES, help="list those of this severity only")


def run(args: Namespace) -> int:
    """Print the sections of the codes, or the list of all codes."""
    found = [_named(text) for text in args.codes] or _all(args.severity)
    if args.json:
        from heatplan.diagnostics.explanations import explanations

        sys.stdout.write(
            json.dumps({"codes": [_object(code, explanations()[code.id]) for code in found]}, indent=2) + "\n"
        )
    elif args.codes:
        from heatplan.diagnostics.explanations import explained

        colour = coloured(args, sys.stdout)
        sys.stdout.write("\n\n".join(explained(code, colour=colour) for code in found))
    else:
        sys.stdout.write(_list(found))
    return 0


def _named(text: str) -> Code:
    from heatplan.diagnostics.explanations import code_named, names_like

    code = code_named(text)
    if code is None:
        near = " or ".join(names_like(text))
        raise UsageError(
            f"there is no code {text!r}" + (f"; did you mean {near}?" if near else "; `heatplan explain` lists all")
        )
    return code


def _all(severity: str | None) -> list[Code]:
    from heatplan.diagnostics.table import codes

    return [code for code in codes() if severity in (None, code.severity)]


def _list(found: Iterable[Code]) -> str:
    return "".join(f"{code.id}  {code.severity:<9}  {code.name}\n" for code in found)


def _object(code: Code, explanation: str) -> dict[str, str | None]:
    return {
        "code": code.id,
        "name": code.name,
        "severity": code.severity,
        "message": code.message,
        "heat": code.heat,
        "explanation": explanation,
    }
