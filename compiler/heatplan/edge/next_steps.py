"""What to type next, where the command line knows it and a pass can not."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import replace

from heatplan.diagnostics.codes_environment import PARAMETER_MISSING
from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.ir.source import Source


def with_next_steps(found: Iterable[Diagnostic], template: str) -> tuple[Diagnostic, ...]:
    """The findings; where several parameters want a value, the first says how to get an environment for all."""
    items = tuple(found)
    missing = [item for item in items if item.code is PARAMETER_MISSING and item.severity == "error"]
    if len(missing) < 2:
        return items
    command = f"heatplan check -t {shlex.quote(template)} --skeleton > env.yaml"
    hint = f"{missing[0].hint}\nAn environment with all {len(missing)} that are missing: {command}"
    return tuple(replace(item, hint=hint) if item is missing[0] else item for item in items)


def with_template_named(found: tuple[Diagnostic, ...], name: str, text: str) -> tuple[Diagnostic, ...]:
    """The findings about a file that is no plan; where it is a template, the first says what to do with one."""
    from heatplan.testing.cases.declared import may_be_template

    if not found or not may_be_template(Source(name, text)):
        return found
    file = shlex.quote(name)
    hint = (
        f"It is a template: name it with -t {file}, or make a plan of it with: heatplan compile -t {file} -o plan.json"
    )
    return (replace(found[0], hint=hint), *found[1:])
