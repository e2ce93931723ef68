"""How many seconds things take in the simulator: what ``semantics.times`` says, and what only undoing needs."""

from __future__ import annotations

from heatplan.ir.state import Kind
from heatplan.semantics import times

MINT = times.MINT
LOCAL = times.LOCAL
REVOKE = 0.25

DELETION = 0.2
"""The part of its creation's time that a deletion takes."""


def creation(type_name: str, kind: Kind = "resource") -> float:
    """Seconds until something of the type stands; a stack takes the time of what is in it."""
    return 0.0 if kind == "stack" else times.creation(type_name)


def deletion(type_name: str, kind: Kind = "resource") -> float:
    """Seconds until it is gone."""
    return DELETION * creation(type_name, kind)
