"""What to type next, where the command line knows it and a pass can not."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import replace

from heatplan.diagnostics.codes_environment import PARAMETER_MISSING
from heatplan.diagnostics.diagnostic import Diagnostic


def with_next_steps(found: Iterable[Diagnostic], template: str) -> tuple[Diagnostic, ...]:
    """The findings; where several parameters want a value, the first says how to get an environment for all."""
    items = tuple(found)
    missing = [item for item in items if item.code is PARAMETER_MISSING and item.severity == "error"]
    if len(missing) < 2:
        return items
    command = f"heatplan check -t {shlex.quote(template)} --skeleton > env.yaml"
    hint = f"{missing[0].hint}\nAn environment with all {len(missing)} that are missing: {command}"
    return tuple(replace(item, hint=hint) if item is missing[0] else item for item in items)
