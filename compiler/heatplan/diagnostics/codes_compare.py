"""Codes of comparing plans: what an update does that its author should know of (HP1501 to HP1519)."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

UPDATE_REFUSED = Code("HP1501", "update-refused", "will-fail", "Heat refuses to update {address}: {why}.")
STATE_IS_LOST = Code("HP1502", "state-is-lost", "warning", "{address} {fate}: {lost} is lost.")
OTHER_STACK = Code("HP1503", "other-stack", "warning", "The plans are for stacks of two names, {before} and {after}.")
