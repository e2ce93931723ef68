"""Codes of the model of step times (HP1495 to HP1499): the file that an author writes, and the plan that it is for."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

WRONG_TIMES = Code("HP1495", "wrong-times", "error", "{what} in the file of times: {why}.")
WRONG_SECONDS = Code("HP1496", "wrong-seconds", "error", "The time of {name} is {given}: it must be {wanted}.")
UNKNOWN_TIMED = Code("HP1497", "unknown-timed", "warning", "Nothing is named {name} that a time could be for.")
WRONG_PLACE = Code("HP1498", "wrong-place", "error", "{where} is no address of a step.")
NO_STEP_TIMED = Code("HP1499", "no-step-timed", "warning", "The plan has no step at {where}: its time is not used.")
