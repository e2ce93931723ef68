"""How large a group becomes when a scaling policy is signalled (heat/scaling/scalingutil.py, calculate_new_capacity)."""

from __future__ import annotations

import math
from typing import Final, Literal

Adjustment = Literal["change", "exact", "percent"]

ADJUSTMENTS: Final[dict[str, Adjustment]] = {
    "change_in_capacity": "change",
    "exact_capacity": "exact",
    "percent_change_in_capacity": "percent",
    "ChangeInCapacity": "change",
    "ExactCapacity": "exact",
    "PercentChangeInCapacity": "percent",
}
"""Adjustment types as OS::Heat::ScalingPolicy and AWS::AutoScaling::ScalingPolicy spell them."""


def adjusted(current: int, by: float, kind: Adjustment, step: int | None, least: int, most: int) -> float:
    """The new size, between ``least`` and ``most``.

    ``by`` is the policy's adjustment (it need not be whole: ``change`` by 1.5
    gives a size that is not whole either), ``step`` the least change of a
    percentage, None or 0 for none.
    """
    if kind == "change":
        wanted = current + by
    elif kind == "exact":
        wanted = by
    else:
        wanted = current + _percentage(current, by, step)
    if wanted > most:
        return most
    return max(wanted, least)


def _percentage(current: int, by: float, step: int | None) -> int:
    """The change in members: less than one is one, all else is cut; a change of none goes down by the step."""
    delta = current * by / 100.0
    away = math.ceil if delta > 0.0 else math.floor
    toward = math.floor if delta > 0.0 else math.ceil
    change = away(delta) if abs(delta) < 1.0 else toward(delta)
    if step and step > abs(change):
        return step if change > 0 else -step
    return change
