"""Golden plans: the text of a plan as a case keeps it, and how another one differs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff
from typing import Final

from heatplan.ir.plan import Plan
from heatplan.render.text import text

_HUNK: Final = re.compile(r"@@ -\S+ \+(\d+)")

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
    lines = list(unified_diff(old, new, name, "the plan now", lineterm=""))
    added = sum(line.startswith("+") for line in lines[2:])
    removed = sum(line.startswith("-") for line in lines[2:])
    lines = [_with_resource(line, number, lines, new) for number, line in enumerate(lines)]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"… {len(lines) - MOST_LINES} lines more"]
    return Difference(added, removed, tuple(lines))


def _with_resource(line: str, number: int, lines: Sequence[str], new: Sequence[str]) -> str:
    """A hunk's head with the resources that its first change is in, as git names functions: ``@@ … @@ servers > [0]``."""
    head = _HUNK.match(line) if number > 1 else None
    if head is None:
        return line
    at = int(head[1]) - 1
    for inner in lines[number + 1 :]:
        if not inner.startswith(" "):
            break
        at += 1
    around = _around(new, min(at, len(new) - 1))
    return f"{line} {' > '.join(around)}" if around else line


def _around(text: Sequence[str], at: int) -> list[str]:
    """The names of the resources that a line of a plan is inside of, the outermost first."""
    names: list[str] = []
    depth = _indent(text[at]) if text else 0
    for line in reversed(text[:at]):
        if line.strip() and _indent(line) < depth:
            depth = _indent(line)
            if line.lstrip().startswith("+ "):
                names.append(line.split()[1])
    return names[::-1]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
