"""Codes of pictures (HP1480 to HP1489)."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

DRAWN_COARSER = Code(
    "HP1480", "drawn-coarser", "note", "The graph has {boxes} boxes; {few} are drawn, so that it can be read: {how}."
)
NOTHING_THERE = Code("HP1481", "nothing-there", "error", "Nothing of the plan is at {place}.")
