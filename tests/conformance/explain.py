"""Both sides of one job, as a diff to read."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from typing import Any

from tests.conformance.compare import ASPECTS, differences
from tests.conformance.job import heat_errors
from tests.conformance.normal import Level, capped, from_oracle
from tests.conformance.run import Task, answer, entry, shown


def explain(task: Task) -> str:
    """Verdicts, findings, each difference, and the two results as a unified diff (Heat's first)."""
    return "\n".join(_lines(task))


def _lines(task: Task) -> Iterator[str]:
    found = answer(task)
    row = entry(task, found)
    errors = heat_errors(task.record)
    same = ", the same finding" if row["same_finding"] else ""
    yield f"{task.job.id}: {row['outcome']}{same} ({row['class']}, {row['resources']} resources)"
    for error in errors:
        yield f"  Heat: {error['class']} at {error.get('where')} {error.get('path', '')}: {error['message']}"
    for finding in found.findings:
        yield f"  ours: {finding.severity} {finding.code} {finding.name} ({finding.heat}) {finding.address}: {finding.message}"
    if found.crash:
        yield f"  ours: crash: {found.crash}"
    if found.level is None or "version" not in task.record:
        return
    mine, heats = capped(found.level), capped(from_oracle(task.record, task.root, task.job.folder))
    ranked = sorted(differences(mine, heats), key=lambda one: ASPECTS.index(one.aspect))
    for one in ranked:
        yield "  " + json.dumps(shown(one), ensure_ascii=False, default=str)
    yield from difflib.unified_diff(_text(heats), _text(mine), "Heat", "ours", lineterm="", n=4)


def _text(level: Level) -> list[str]:
    return json.dumps(_sorted(level), indent=1, ensure_ascii=False, default=str).splitlines()


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(item) for item in value] if isinstance(value, list) else value
