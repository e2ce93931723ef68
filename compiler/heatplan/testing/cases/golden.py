"""Golden plans: the text of a plan as a case keeps it, and how another one differs."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff
from typing import Final

from heatplan.ir.plan import Plan
from heatplan.render.text import text

MOST_LINES: Final = 300
"""Lines of a difference that are shown."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How many lines there are more and less, and the unified difference."""

    added: int
    removed: int
    lines: tuple[str, ...]


def golden_text(plan: Plan) -> str:
    """The plan as ``heatplan show`` prints it, without the digest: that changes with every comment."""
    return text(plan, digest=False)


def difference(before: str, now: str, name: str) -> Difference | None:
    """How ``now`` differs from the file's text; None where it does not.  Ends of lines are no difference."""
    old, new = before.splitlines(), now.splitlines()
    if old == new:
        return None
    lines = list(unified_diff(old, new, f"{name}", "the plan now", lineterm=""))
    added = sum(line.startswith("+") for line in lines[2:])
    removed = sum(line.startswith("-") for line in lines[2:])
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"… {len(lines) - MOST_LINES} lines more"]
    return Difference(added, removed, tuple(lines))
