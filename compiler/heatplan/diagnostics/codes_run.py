"""Codes of runs: what happens while a plan is carried out or undone (HP1001 to HP1099)."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

STEP_FAILED = Code("HP1001", "step-failed", "error", "{action} failed: {reason}", heat="ResourceFailure")
NO_VALUE = Code("HP1002", "no-value", "error", "{part} has no value: {error}: {text}", heat="ResourceFailure")
WRONG_VALUE = Code(
    "HP1003", "wrong-value", "error", "what came out at run time is refused: {reason}", heat="ResourceFailure"
)
SEALED_PARAMETER = Code(
    "HP1004",
    "sealed-parameter",
    "error",
    "the hidden parameter {name} has no value: a plan does not hold it, so it must be given for each run",
    heat="UserParameterMissing",
)
WRONG_PARAMETER = Code(
    "HP1005", "wrong-parameter", "error", "{name} is no hidden parameter of the plan: its value cannot be given now"
)
WRONG_COUNT = Code(
    "HP1006", "wrong-count", "error", "the number of members came out as {value}: it must be from 0 to {limit}"
)
OTHER_PLAN = Code(
    "HP1007", "other-plan", "error", "the state was made by the plan {made_by}, and this is the plan {given}"
)
OUTPUT_WITHOUT_VALUE = Code(
    "HP1008", "output-without-value", "warning", "the output {name} has no value: {error}: {text}"
)
STAYS_BEHIND = Code("HP1009", "stays-behind", "note", "{count} resources stay: their deletion policy says so")
