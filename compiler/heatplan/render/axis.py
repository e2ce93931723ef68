"""The axis of time: where its ticks are, so that a person can count by them."""

from __future__ import annotations

from typing import Final

STEPS: Final = (
    0.1,
    0.2,
    0.5,
    1,
    2,
    5,
    10,
    15,
    30,
    60,
    120,
    300,
    600,
    900,
    1800,
    3600,
    7200,
    14400,
    21600,
    43200,
    86400,
)
"""Seconds between two ticks: parts of seconds, minutes and hours that one counts by."""


def ticks(total: float, most: int) -> tuple[float, ...]:
    """Moments from 0 to ``total``, at most ``most`` of them (and never fewer than one)."""
    step: float = next((one for one in STEPS if total / one < most), STEPS[-1])
    while total / step >= max(most, 1):
        step *= 2
    return tuple(step * at for at in range(int(total / step + 1e-9) + 1))
