"""The way through a plan that decides how long it takes, as a page has it."""

from __future__ import annotations

from typing import Any

from heatplan.diagnostics.visible import visible
from heatplan.ir.plan import Plan
from heatplan.semantics.times import Times
from heatplan.semantics.timing import critical_path

Data = dict[str, Any]

MOST = 2000
"""Parts of the path that are told."""


def path_data(plan: Plan, times: Times) -> Data:
    """Its length in seconds by the model of step times, and its parts: address, action, start, end, batches."""
    timing = critical_path(plan, times)
    return {
        "seconds": timing.total,
        "legs": [[visible(leg.address), leg.action, leg.start, leg.finish, leg.batches] for leg in timing.path[:MOST]],
        "more": max(0, len(timing.path) - MOST),
    }
