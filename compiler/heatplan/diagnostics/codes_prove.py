"""Codes of ``heatplan prove``: what its draws and its laws come to (HP1440 to HP1459)."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

TAKES_LESS = Code(
    "HP1440", "takes-less-than-allowed", "warning",
    "The constraints of the parameter {name} allow {value}, with which the stack can not be made: {said}",
)  # fmt: skip
LAW_FAILED = Code(
    "HP1441", "law-failed", "error",
    "There is a mistake in heatplan itself: the law {law} ended with {error} in {where}.",
)  # fmt: skip
NOTHING_DRAWN = Code(
    "HP1442", "nothing-drawn", "error",
    "No value was found that the constraints of the parameter {name} allow, so nothing was asked.",
)  # fmt: skip
